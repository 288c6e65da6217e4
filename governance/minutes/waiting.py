"""What the front page says is waiting: one's own actions, and minutes that are owed."""

from django.urls import reverse

from ccpl_portal.ui.dates import day
from governance.actions.models import Action
from governance.customs.deadlines import draft_minutes_by
from governance.meetings.models import Meeting
from governance.meetings.rules import groups_kept_by

MOST = 5
State = Meeting.State


def actions_waiting_for(user):
    """Pairs of words and address, the earliest due first."""
    mine = Action.objects.open().owned_by(user).for_listing()
    return [(words_of(action), action.get_absolute_url()) for action in mine[:MOST]]


def words_of(action):
    due = f", due {day(action.due_on)}" if action.due_on else ""
    late = " (overdue)" if action.is_overdue else ""
    return f"{action.reference}: {' '.join(action.text.split())[:80]}{due}{late}"


def minutes_waiting_for(user):
    """Meetings that were held and whose draft minutes no member has yet."""
    owed = Meeting.objects.filter(
        group__in=groups_kept_by(user), state__in=[State.HELD, State.MINUTES_DRAFT]
    )
    owed = owed.select_related("group__customs").order_by("starts_at")
    return [(owed_words(meeting), address_of(meeting)) for meeting in owed[:MOST]]


def owed_words(meeting):
    return f"Draft minutes of {meeting}, to members by {day(draft_minutes_by(meeting))}"


def address_of(meeting):
    return reverse(
        "minutes:room" if meeting.state == State.HELD else "minutes:page", args=[meeting.pk]
    )
