from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccpl_portal.ui import dates
from ccpl_portal.web.csv import csv_address, csv_response
from ccpl_portal.web.dropping import worth_dropping
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
    "How to join",
    "Next meeting",
    "Contact",
    "Last updated",
    "Address on this site",
]


@require_safe
def listing(request):
    visible = Group.objects.visible_to(request.user)
    found = GroupFilter(request.GET, queryset=visible, request=request)
    rows = found.qs.for_listing().with_next_meeting(request.user)
    if request.GET.get("format") == "csv":
        return csv_response("groups.csv", COLUMNS, (cells(request, group) for group in rows))
    page = page_of(request, rows)
    context = {"found": found, "page": page, "csv": csv_address(request)}
    if not page.object_list and not found.is_wrong:
        context["drops"] = worth_dropping(found)
    return render(request, "networks/directory/list.html", context)


def cells(request, group):
    return [
        group.name,
        group.short_name,
        group.kind.name,
        group.get_status_display(),
        "; ".join(place.name for place in group.places.all()),
        "; ".join(str(officer.person) for officer in group.current_officers),
        group.rhythm,
        group.way_in_words,
        dates.day(group.next_meetings[0].starts_at) if group.next_meetings else "",
        group.mailbox,
        dates.day(group.updated_at),
        request.build_absolute_uri(group.get_absolute_url()),
    ]
