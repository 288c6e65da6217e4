from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.meetings.finding import meeting_run_by

from .chair import sheet_of


@login_required
@require_safe
def chair(request, pk):
    """What whoever chairs should know before the meeting begins."""
    meeting = meeting_run_by(request.user, pk)
    context = {"meeting": meeting, **sheet_of(meeting)}
    return render(request, "governance/minutes/chair.html", context)
