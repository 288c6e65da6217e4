from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from governance.customs.deadlines import (
    draft_minutes_by,
    next_deadline,
    papers_due_on,
    publish_by,
)
from governance.customs.house_order import lay_down
from governance.customs.models import Customs, StandingItem
from governance.customs.working_days import (
    clear_days_before,
    holidays_of,
    is_working_day,
    working_days_after,
    working_days_between,
)
from tests.factories.governance import CustomsFactory, DraftMeetingFactory, MeetingFactory
from tests.factories.networks import ForumFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # Boxing Day is a Saturday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 9), False),
        (date(2022, 9, 19), False),  # announced for once
        (date(2033, 1, 3), False),  # by the law: 1 January 2033 is a Saturday
        (date(2033, 12, 26), False),
        (date(2033, 12, 27), False),  # Christmas Day is a Sunday
        (date(2033, 12, 28), True),
    ],
)
def test_working_days_are_those_of_england(day, works):
    assert is_working_day(day) is works


def test_the_law_gives_the_holidays_that_were_announced():
    years = {year: holidays_of(year) for year in [2018, 2019, 2024, 2025, 2026, 2027]}
    holidays_of.cache_clear()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            "governance.customs.working_days.announced", lambda: frozenset({date(1999, 1, 1)})
        )
        by_law = {year: holidays_of(year) for year in years}
    holidays_of.cache_clear()

    assert by_law == years


def test_clear_days_count_neither_the_first_day_nor_the_day_of_the_meeting():
    # Thursday 15 January 2026: five whole working days lie between it and Wednesday 7.
    assert clear_days_before(date(2026, 1, 15), 5) == date(2026, 1, 7)
    # Across Easter: Friday 3 and Monday 6 April do not count.
    assert clear_days_before(date(2026, 4, 9), 5) == date(2026, 3, 30)
    assert working_days_after(date(2026, 12, 23), 2) == date(2026, 12, 29)
    assert working_days_between(date(2026, 12, 24), date(2026, 12, 29)) == 1


def test_deadlines_follow_the_customs_of_the_group():
    meeting = DraftMeetingFactory(starts_at=datetime(2026, 1, 15, 14, 0, tzinfo=UTC))

    by_default = [rule(meeting) for rule in [papers_due_on, publish_by, draft_minutes_by]]
    CustomsFactory(group=meeting.group, papers_due_days=4, publish_days=2, draft_minutes_days=3)
    meeting.group.refresh_from_db()
    by_customs = [rule(meeting) for rule in [papers_due_on, publish_by, draft_minutes_by]]

    assert by_default == [date(2026, 1, 5), date(2026, 1, 7), date(2026, 1, 29)]
    assert by_customs == [date(2026, 1, 8), date(2026, 1, 12), date(2026, 1, 20)]


@pytest.mark.parametrize(
    ("now", "words", "countdown"),
    [
        ("2025-12-30", "Papers are due", "in 3 working days"),
        ("2026-01-05", "Papers are due", "today"),
        ("2026-01-06", "Publish the agenda", "in 1 working day"),
        ("2026-01-09", "Publish the agenda", "2 working days late"),
    ],
)
def test_the_countdown_tells_the_secretary_what_is_due_next(now, words, countdown):
    meeting = DraftMeetingFactory(starts_at=datetime(2026, 1, 15, 14, 0, tzinfo=UTC))

    with time_machine.travel(datetime.fromisoformat(now).replace(hour=9, tzinfo=UTC)):
        due = next_deadline(meeting)

        assert (due.words, due.countdown) == (words, countdown)


def test_circulated_minutes_are_due_after_the_meeting_that_approves_them():
    meeting = MeetingFactory(
        starts_at=datetime(2026, 1, 15, 14, 0, tzinfo=UTC), state="minutes_circulated"
    )
    before = next_deadline(meeting)
    for month, state in [(2, "cancelled"), (3, "published"), (4, "published")]:
        starts_at = datetime(2026, month, 12, 14, 0, tzinfo=UTC)
        MeetingFactory(group=meeting.group, starts_at=starts_at, state=state)

    due = next_deadline(meeting)

    assert before is None
    assert (due.words, due.on) == ("Publish the approved minutes", date(2026, 3, 19))


def test_a_meeting_whose_letters_are_out_has_nothing_due():
    assert next_deadline(MeetingFactory()) is None
    assert next_deadline(MeetingFactory(state="minutes_approved")) is None


def test_a_group_has_the_house_order_until_it_has_its_own():
    lay_down()
    forum = ForumFactory()

    house = [item.title for item in StandingItem.objects.of(forum)]
    own = StandingItem.objects.create(group=forum, title="Patient story")

    assert house == [
        "Welcome and apologies",
        "Confirmation of quoracy",
        "Declarations of interest",
        "Minutes of the last meeting",
        "Matters arising and action log",
        "Chair’s report",
        "Business",
        "Any other business",
        "Date of next meeting",
    ]
    assert list(StandingItem.objects.of(forum)) == [own]


def test_the_house_order_is_laid_down_once_and_stays_as_managers_left_it():
    lay_down()
    StandingItem.objects.filter(group=None).exclude(position=1).delete()

    lay_down()

    assert StandingItem.objects.filter(group=None).count() == 1


def test_a_rhythm_that_stands_still_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        CustomsFactory(every=0)

    assert Customs.objects.count() == 0
