from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ccpl_portal.ui.dates import clock
from ccpl_portal.web.csv import csv_address, csv_response
from ccpl_portal.web.paging import page_of

from .agenda import agenda_of
from .around import outcomes_of, with_papers, work_on
from .calendar import calendar_of
from .filters import MeetingFilter
from .models import Meeting
from .rules import may_join_by_link

COLUMNS = ["Meeting", "Group", "Date", "From", "To", "Place", "State", "Address on this site"]


@require_safe
def listing(request):
    meetings = Meeting.objects.visible_to(request.user).for_listing().to_come_first()
    found = MeetingFilter(request.GET, queryset=meetings, request=request)
    if request.GET.get("format") == "csv":
        return csv_response("meetings.csv", COLUMNS, (cells(request, one) for one in found.qs))
    return render(
        request,
        "governance/meetings/list.html",
        {"found": found, "page": page_of(request, found.qs), "csv": csv_address(request)},
    )


def cells(request, meeting):
    return [
        meeting.name,
        meeting.group.name,
        timezone.localdate(meeting.starts_at),
        clock(meeting.starts_at),
        clock(meeting.ends_at),
        meeting.place,
        meeting.get_state_display(),
        request.build_absolute_uri(meeting.get_absolute_url()),
    ]


@require_safe
def detail(request, pk):
    meetings = Meeting.objects.visible_to(request.user).for_listing()
    meeting = get_object_or_404(meetings.select_related("group__customs"), pk=pk)
    outcomes = outcomes_of(meeting, request.user)
    lines = agenda_of(meeting, request.user)
    context = {
        "meeting": meeting,
        "agenda": with_papers(lines, meeting, request.user, outcomes),
        **outcomes,
        **work_on(meeting, request.user),
    }
    return render(request, "governance/meetings/detail.html", context)


@require_safe
def calendar(request, pk):
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).for_listing(), pk=pk)
    if meeting.is_draft:
        raise PermissionDenied
    response = HttpResponse(
        calendar_of([meeting], with_links=may_join_by_link(request.user, meeting)),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting.pk}.ics"'
    return response
