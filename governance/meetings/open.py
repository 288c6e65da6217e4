"""While what was said in a meeting may still be written down."""

from ccpl_portal.web.errors import Conflict

from .models import Meeting

State = Meeting.State
OPEN = {State.PUBLISHED, State.HELD, State.MINUTES_DRAFT, State.MINUTES_CIRCULATED}
CLOSED_WORDS = {
    State.DRAFT: "Publish the agenda first: minutes are written on a published agenda",
    State.CANCELLED: "This meeting is cancelled, so it has no minutes",
    State.MINUTES_APPROVED: (
        "The minutes of this meeting are approved. They are not edited any more: add a dated"
        " correction instead"
    ),
}


def hold_open(meeting):
    """Lock the meeting while its minutes may still be written; a Conflict when they may not."""
    now = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    check_open(now)


def check_open(meeting):
    if meeting.state not in OPEN:
        raise Conflict(CLOSED_WORDS[State(meeting.state)])
