"""A meeting for somebody who works on it: 404 where they may not read it, 403 where not run it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from .models import Meeting
from .rules import keeps_papers, runs


def meeting_run_by(user, pk):
    meeting = visible(user, pk)
    if not runs(user, meeting.group):
        raise PermissionDenied
    return meeting


def meeting_kept_by(user, pk):
    """Draft papers are there for those who keep them, and for nobody else."""
    meeting = visible(user, pk)
    if keeps_papers(user, meeting.group):
        return meeting
    raise Http404 if meeting.is_draft else PermissionDenied


def visible(user, pk):
    meetings = Meeting.objects.visible_to(user).for_listing().select_related("group__customs")
    return get_object_or_404(meetings, pk=pk)
