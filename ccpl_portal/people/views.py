from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccpl_portal.accounts.rules import is_manager
from ccpl_portal.web.csv import csv_address, csv_response
from ccpl_portal.web.dropping import worth_dropping
from ccpl_portal.web.paging import page_of

from .filters import PersonFilter
from .models import Person, Post
from .registry import sections_of
from .rules import is_oneself, may_edit
from .shown import shown_to

COLUMNS = ["Name", "Leadership posts", "Job title", "Profession", "Organisation", "Role mailbox"]


@require_safe
def listing(request):
    visible = Person.objects.visible_to(request.user)
    found = PersonFilter(request.GET, queryset=visible, request=request)
    rows = found.qs.for_listing().ranked(Post.objects.about(found.words))
    if request.GET.get("format") == "csv":
        return csv_response("people.csv", COLUMNS, (cells(person) for person in rows))
    page = page_of(request, rows)
    context = {
        "found": found,
        "page": page,
        "people": [shown_to(request.user, person) for person in page],
        "csv": csv_address(request),
    }
    if not page.object_list and not found.is_wrong:
        context["drops"] = worth_dropping(found)
    return render(request, "ccpl_portal/people/list.html", context)


def cells(person):
    posts = [appointment.post for appointment in person.current_appointments]
    return [
        person.name,
        "; ".join(post.title for post in posts),
        person.job_title,
        person.profession,
        person.organisation,
        "; ".join(post.mailbox for post in posts if post.mailbox),
    ]


@require_safe
def detail(request, slug):
    person = get_object_or_404(Person.objects.visible_to(request.user).for_page(), slug=slug)
    return render(
        request,
        "ccpl_portal/people/detail.html",
        {
            **page_of_person(person, request.user),
            "is_oneself": is_oneself(request.user, person),
            "may_edit": may_edit(request.user, person),
            "may_hand_on": is_manager(request.user),
        },
    )


def page_of_person(person, user):
    """What a person's page holds for this reader."""
    appointments = list(person.appointments.select_related("post__place").order_by("-from_on"))
    memberships = person.memberships.current().visible_to(user).select_related("group__kind")
    return {
        "shown": shown_to(user, person),
        "posts": [row.post for row in appointments if row.is_current],
        "past": [row for row in appointments if row.is_past],
        "memberships": memberships.order_by("rank", "group__name"),
        "sections": sections_of(person, user),
    }
