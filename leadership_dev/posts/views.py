"""The posts of the system: who holds each, which are vacant, and where one can apply."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccpl_portal.people.models import Person, Post
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
        .prefetch_related(Prefetch("roles", open_roles, to_attr="open_roles"))
    )
    found = PostFilter(request.GET, queryset=posts, request=request)
    seen = set(Person.objects.visible_to(request.user).values_list("pk", flat=True))
    if request.GET.get("format") == "csv":
        rows = [cells(request, post, seen) for post in found.qs]
        return csv_response("leadership-posts.csv", COLUMNS, rows)
    page = page_of(request, found.qs, per_page=50)
    for post in page:
        post.holders = holders_of(post, seen)
    context = {"found": found, "page": page, "csv": csv_address(request)}
    return render(request, "leadership_dev/posts/list.html", context)


def holders_of(post, seen):
    """People whom this reader may see; a holder who may not be shown is None."""
    people = [appointment.person for appointment in post.current_appointments]
    return [person if person.pk in seen else None for person in people]


def cells(request, post, seen):
    names = [person.name if person else "Held" for person in holders_of(post, seen)]
    roles = [request.build_absolute_uri(role.get_absolute_url()) for role in post.open_roles]
    return [
        post.title,
        post.kind,
        post.organisation,
        post.place,
        "; ".join(names) or "Vacant",
        " ".join(roles),
    ]
