from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccpl_portal.web.paging import page_of

from .filters import PersonFilter
from .models import Person
from .rules import contact_for, is_oneself


@require_safe
def listing(request):
    found = PersonFilter(request.GET, queryset=Person.objects.visible_to(request.user))
    page = page_of(request, found.qs.for_listing())
    return render(request, "ccpl_portal/people/list.html", {"found": found, "page": page})


@require_safe
def detail(request, slug):
    person = get_object_or_404(Person.objects.visible_to(request.user).for_page(), slug=slug)
    email, phone = contact_for(request.user, person)
    memberships = person.memberships.current().visible_to(request.user)
    appointments = list(person.appointments.select_related("post").order_by("-from_on"))
    return render(
        request,
        "ccpl_portal/people/detail.html",
        {
            "person": person,
            "email": email,
            "phone": phone,
            "posts": [row.post for row in appointments if row.is_current],
            "past": [row for row in appointments if row.is_past],
            "memberships": memberships.select_related("group__kind").order_by("rank"),
            "is_oneself": is_oneself(request.user, person),
        },
    )
