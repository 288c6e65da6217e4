"""Who may do what with minutes. The policy is docs/permissions.csv."""

from rules import predicate

from ccpl_portal.accounts.rules import is_manager
from governance.meetings.models import Meeting
from governance.meetings.rules import keeps_papers, runs
from networks.rules import is_chair, is_member

from .models import Entry

State = Meeting.State


def may_change_entry(user, meeting, entry):
    """The secretary changes each entry; the chair what was decided, until it is approved."""
    if keeps_papers(user, meeting.group):
        return True
    return entry is not None and entry.kind == Entry.Kind.DECISION and is_chair(user, meeting.group)


@predicate
def may_read_minutes(user, meeting):
    """Of a meeting that this person may read: who reads its minutes in which state."""
    if meeting.state == State.MINUTES_APPROVED:
        return True
    if is_manager(user):
        return meeting.state in {State.MINUTES_DRAFT, State.MINUTES_CIRCULATED}
    if meeting.state == State.MINUTES_CIRCULATED:
        return is_member(user, meeting.group)
    return meeting.state == State.MINUTES_DRAFT and runs(user, meeting.group)


@predicate
def may_approve(user, meeting):
    """permissions.csv: secretary and chair move circulated minutes on."""
    return keeps_papers(user, meeting.group) or is_chair(user, meeting.group)
