"""A meeting for somebody who works on it: 404 where they may not read it, 403 where not run it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from .models import Meeting
from .rules import keeps_papers, runs


def meeting_run_by(user, pk):
    return found(user, pk, runs)


def meeting_kept_by(user, pk):
    return found(user, pk, keeps_papers)


def found(user, pk, rule):
    meetings = Meeting.objects.visible_to(user).for_listing().select_related("group__customs")
    meeting = get_object_or_404(meetings, pk=pk)
    if not rule(user, meeting.group):
        raise PermissionDenied
    return meeting
