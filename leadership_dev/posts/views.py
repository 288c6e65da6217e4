"""The posts of the system: who holds each, which are vacant, and where one can apply."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ccpl_portal.people.models import Appointment, Person, Post
from ccpl_portal.ui.dates import day
from ccpl_portal.web.csv import csv_address, csv_response
from ccpl_portal.web.paging import page_of
from leadership_dev.roles.models import LeadershipRole

from .filters import PostFilter

COLUMNS = ["Post", "Kind", "Organisation", "Place", "Holders", "Open role"]


@require_safe
def listing(request):
    open_roles = LeadershipRole.objects.visible_to(request.user).open()
    posts = (
        Post.objects.open()
        .for_listing()
        .prefetch_related(None)
        .prefetch_related(
            Prefetch("roles", open_roles, to_attr="open_roles"),
            Prefetch("appointments", not_over().select_related("person"), to_attr="not_over"),
        )
    )
    found = PostFilter(request.GET, queryset=posts, request=request)
    seen = set(Person.objects.visible_to(request.user).values_list("pk", flat=True))
    if request.GET.get("format") == "csv":
        rows = [cells(request, post, seen) for post in found.qs]
        return csv_response("leadership-posts.csv", COLUMNS, rows)
    page = page_of(request, found.qs, per_page=50)
    for post in page:
        post.holders, post.successors = holders_of(post, seen), successors_of(post, seen)
    context = {"found": found, "page": page, "csv": csv_address(request)}
    return render(request, "leadership_dev/posts/list.html", context)


def not_over():
    """Appointments of today and those that have yet to begin, in order."""
    over = Appointment.objects.past().values("pk")
    return Appointment.objects.exclude(pk__in=over).order_by("from_on", "pk")


def holders_of(post, seen):
    return [person for person, from_on in known(post, seen) if not is_to_come(from_on)]


def successors_of(post, seen):
    """(person, from when) of those who are appointed and have yet to begin."""
    return [pair for pair in known(post, seen) if is_to_come(pair[1])]


def is_to_come(from_on):
    return from_on is not None and from_on > timezone.localdate()


def known(post, seen):
    """(person, from when) of each appointment; a person who may not be shown is None."""
    return [(one.person if one.person_id in seen else None, one.from_on) for one in post.not_over]


def cells(request, post, seen):
    names = [person.name if person else "Held" for person in holders_of(post, seen)]
    names += [
        f"{person.name if person else 'Held'} from {day(from_on)}"
        for person, from_on in successors_of(post, seen)
    ]
    roles = [request.build_absolute_uri(role.get_absolute_url()) for role in post.open_roles]
    return [
        post.title,
        post.kind,
        post.organisation,
        post.place,
        "; ".join(names) or "Vacant",
        " ".join(roles),
    ]
