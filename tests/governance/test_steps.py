from itertools import product

import pytest
from django.utils import timezone

from ccpl_portal.audit.models import Event
from ccpl_portal.web.errors import Conflict
from governance.meetings.models import Meeting
from governance.meetings.steps import ALLOWED, move
from tests.factories.accounts import UserFactory
from tests.factories.governance import DraftMeetingFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def test_a_step_changes_the_state_with_what_belongs_to_it_and_is_on_record():
    meeting = DraftMeetingFactory()
    secretary = UserFactory()
    now = timezone.now()

    move(meeting, to="published", by=secretary, published_at=now)

    stored = Meeting.objects.get(pk=meeting.pk)
    assert (stored.state, stored.published_at, stored.revision) == ("published", now, 1)
    assert (meeting.state, meeting.published_at, meeting.revision) == ("published", now, 1)
    [event] = Event.objects.filter(verb="moved meeting")
    assert (event.actor_id, event.details) == (secretary.pk, {"to": "published"})


@pytest.mark.parametrize(
    ("state", "to"),
    [pair for pair in product(Meeting.State, Meeting.State) if pair[1] not in ALLOWED[pair[0]]],
)
def test_a_step_that_does_not_exist_is_refused_and_changes_nothing(state, to):
    meeting = MeetingFactory(state=state)

    with pytest.raises(Conflict, match="Somebody may have been quicker"):
        move(meeting, to=to, by=None)

    meeting.refresh_from_db()
    assert meeting.state == state


def test_the_second_of_two_who_press_at_once_is_told():
    meeting = DraftMeetingFactory()
    seen_by_the_second = Meeting.objects.get(pk=meeting.pk)
    move(meeting, to="published", by=None)

    with pytest.raises(Conflict, match="This meeting is published"):
        move(seen_by_the_second, to="published", by=None)
