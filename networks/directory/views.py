from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccpl_portal.web.csv import csv_response
from ccpl_portal.web.paging import page_of
from networks.groups.models import Group

from .filters import GroupFilter

COLUMNS = [
    "Name",
    "Short name",
    "Kind",
    "Status",
    "Places",
    "Led by",
    "Meets",
    "Contact",
    "Address on this site",
]


@require_safe
def listing(request):
    found = GroupFilter(request.GET, queryset=Group.objects.visible_to(request.user))
    rows = found.qs.for_listing()
    if request.GET.get("format") == "csv":
        return csv_response("groups.csv", COLUMNS, (cells(request, group) for group in rows))
    return render(
        request,
        "networks/directory/list.html",
        {"found": found, "page": page_of(request, rows), "csv": csv_address(request)},
    )


def cells(request, group):
    return [
        group.name,
        group.short_name,
        group.kind.name,
        group.get_status_display(),
        "; ".join(place.name for place in group.places.all()),
        "; ".join(str(officer.person) for officer in group.current_officers),
        group.rhythm,
        group.mailbox,
        request.build_absolute_uri(group.get_absolute_url()),
    ]


def csv_address(request):
    query = request.GET.copy()
    query.pop("page", None)
    query["format"] = "csv"
    return f"?{query.urlencode()}"
