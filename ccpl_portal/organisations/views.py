from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccpl_portal.web.csv import csv_response
from ccpl_portal.web.paging import page_of

from .belonging import belonging
from .filters import OrganisationFilter
from .models import Organisation, Place
from .registry import programmes_of, voices_of

COLUMNS = ["ODS code", "ONS code", "Name", "Kind", "Belongs to", "Opened", "Closed"]


@require_safe
def listing(request):
    found = OrganisationFilter(request.GET, queryset=Organisation.objects.open())
    rows = found.qs.for_listing()
    if request.GET.get("format") == "csv":
        return csv_response("organisations.csv", COLUMNS, (cells(row) for row in rows))
    page = page_of(request, rows)
    return render(
        request,
        "ccpl_portal/organisations/list.html",
        {"found": found, "page": page, "csv": f"?{with_csv(request)}"},
    )


def cells(organisation):
    return [
        organisation.ods_code,
        organisation.ons_code,
        organisation.name,
        organisation.kind.name,
        organisation.place,
        organisation.opened_on,
        organisation.closed_on,
    ]


def with_csv(request):
    query = request.GET.copy()
    query.pop("page", None)
    query["format"] = "csv"
    return query.urlencode()


@require_safe
def detail(request, ods_code):
    known = Organisation.objects.for_page().select_related("quality_body")
    organisation = known.filter(ods_code__iexact=ods_code).first()
    if organisation is None:
        context = {"code": ods_code[:40]}
        return render(request, "ccpl_portal/organisations/unknown.html", context, status=404)
    return render(
        request,
        "ccpl_portal/organisations/detail.html",
        {
            "organisation": organisation,
            "services": [service.place for service in organisation.services.all()],
            "posts": organisation.posts.open().for_listing(),
            "people": organisation.people.visible_to(request.user).for_listing(),
            "groups": organisation.groups.visible_to(request.user).for_listing(),
            "transformations": programmes_of(organisation, request.user),
            "voices": voices_of(organisation, request.user),
            # Declared by houses above: the relation and its words are there, their import is not.
            "programmes": organisation.programmes.visible_to(request.user).published(),
            "quality": getattr(organisation, "quality_body", None),
        },
    )


@require_safe
def place(request, slug):
    places = Place.objects.select_related("level", "parent", "quality_area")
    place = get_object_or_404(places, slug=slug)
    here, system_wide, serving = who_works_in(place)
    return render(
        request,
        "ccpl_portal/organisations/place.html",
        {
            "place": place,
            "kinds": [(kind, list(rows)) for kind, rows in groupby(here, lambda row: row.kind)],
            "system_wide": system_wide,
            "serving": serving,
            "parts": place.children.for_listing(),
            "posts": place.posts.open().for_listing(),
            "groups": place.groups.visible_to(request.user).live().for_listing(),
            "transformations": programmes_of(place, request.user),
            "programmes": place.programmes.visible_to(request.user).published(),
            "quality": getattr(place, "quality_area", None),
            "belonging": belonging(place) if place.is_system else None,
        },
    )


def who_works_in(place):
    """Bodies that belong to the place, to the whole system, and those that only serve it."""
    here, system_wide, serving = [], [], []
    bodies = Organisation.objects.open().working_in(place).for_listing()
    for body in bodies.order_by("kind__position", "kind__name", "name"):
        if body.place == place:
            here.append(body)
        elif body.place and body.place.is_system:
            system_wide.append(body)
        else:
            serving.append(body)
    return here, system_wide, serving
