"""When what is due for a meeting: computed from its day and the customs of its group."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from governance.meetings.models import Meeting

from .models import Customs
from .working_days import (
    clear_days_before,
    working_days_after,
    working_days_between,
)


@dataclass(frozen=True)
class Deadline:
    words: str
    on: date

    @property
    def countdown(self):
        """in 3 working days; today; 2 working days late"""
        today = timezone.localdate()
        if self.on == today:
            return "today"
        days = working_days_between(min(today, self.on), max(today, self.on))
        amount = f"{days} working day{'' if days == 1 else 's'}"
        return f"{amount} late" if self.is_past else f"in {amount}"

    @property
    def is_past(self):
        return self.on < timezone.localdate()


def customs_of(group):
    """The group's customs, or those that hold where none are laid down."""
    try:
        return group.customs
    except Customs.DoesNotExist:
        return Customs(group=group)


def papers_due_on(meeting):
    return clear_days_before(day_of(meeting), customs_of(meeting.group).papers_due_days)


def publish_by(meeting):
    return clear_days_before(day_of(meeting), customs_of(meeting.group).publish_days)


def draft_minutes_by(meeting):
    return working_days_after(day_of(meeting), customs_of(meeting.group).draft_minutes_days)


def approved_minutes_by(meeting):
    """So many working days after the next meeting, which approves them; None before that."""
    later = Meeting.objects.filter(group=meeting.group_id, starts_at__gt=meeting.starts_at)
    approving = later.published().going_ahead().order_by("starts_at").first()
    if approving is None:
        return None
    return working_days_after(day_of(approving), customs_of(meeting.group).approved_minutes_days)


def day_of(meeting):
    return timezone.localtime(meeting.starts_at).date()


def next_deadline(meeting):
    """What the secretary owes next, or None when nothing is due by a date."""
    if meeting.is_draft:
        papers = Deadline("Papers are due", papers_due_on(meeting))
        return Deadline("Publish the agenda", publish_by(meeting)) if papers.is_past else papers
    if meeting.state in {Meeting.State.HELD, Meeting.State.MINUTES_DRAFT}:
        return Deadline("Circulate the draft minutes", draft_minutes_by(meeting))
    if meeting.state == Meeting.State.MINUTES_CIRCULATED and (due := approved_minutes_by(meeting)):
        return Deadline("Publish the approved minutes", due)
    return None
