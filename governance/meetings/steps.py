"""From which state a meeting may go to which. Every change of a state goes through here."""

from django.db import transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict

from .again import AlreadyThere
from .models import Meeting

State = Meeting.State

ALLOWED = {
    State.DRAFT: [State.PUBLISHED],
    State.PUBLISHED: [State.HELD, State.CANCELLED],
    State.HELD: [State.MINUTES_DRAFT],
    State.MINUTES_DRAFT: [State.MINUTES_CIRCULATED],
    State.MINUTES_CIRCULATED: [State.MINUTES_DRAFT, State.MINUTES_APPROVED],
    State.MINUTES_APPROVED: [],
    State.CANCELLED: [],
}


def refuse_when_there(meeting, state):
    if meeting.state == state:
        raise AlreadyThere(
            f"This meeting is {State(state).label.lower()} already. Somebody may have been quicker:"
            " nothing was done twice"
        )


@transaction.atomic
def move(meeting, *, to, by, **changes):
    """Take a meeting to another state, with what else changes in the same step.

    Refused with a Conflict when the state it has by now does not lead there.
    """
    now = Meeting.objects.select_for_update().get(pk=meeting.pk)
    refuse_when_there(now, to)
    if to not in ALLOWED[now.state]:
        raise Conflict(
            f"This meeting is {State(now.state).label.lower()}, so it cannot become"
            f" {State(to).label.lower()}. Somebody may have been quicker: look at it again"
        )
    for one in [now, meeting]:
        one.state = to
        for name, value in changes.items():
            setattr(one, name, value)
    now.save(update_fields=["state", "updated_at", *changes])
    meeting.revision, meeting.updated_at = now.revision, now.updated_at
    record("moved meeting", now, by=by, to=to)
    return meeting
