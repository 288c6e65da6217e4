"""Rows of two groups that become one, of which the remaining group may have one already."""

from datetime import timedelta

from governance.meetings.models import Meeting
from networks.merging.registry import cannot_just_move

from .models import Customs


@cannot_just_move(Customs)
def keep_those_of(customs, into):
    """The remaining group goes about its meetings as before."""
    customs.delete()


@cannot_just_move(Meeting)
def stand_beside(meeting, into):
    """Both met at the same time: the other meeting is kept, a moment later than anybody sees."""
    taken = set(Meeting.objects.filter(group=into).values_list("starts_at", flat=True))
    starts_at = meeting.starts_at
    while starts_at in taken:
        starts_at += timedelta(microseconds=1)
    Meeting.objects.filter(pk=meeting.pk).update(group=into, starts_at=starts_at)
