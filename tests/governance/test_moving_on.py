"""When two groups become one, and when somebody leaves who was to present."""

from datetime import date

import pytest

from ccpl_portal.leaving.registry import held_by, kind_called
from governance.models import Action, Customs, Decision, Meeting, Minutes, Paper
from networks.merging.actions import merge
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    CustomsFactory,
    DecisionFactory,
    DraftMeetingFactory,
    MeetingFactory,
    PaperFactory,
)
from tests.factories.networks import GroupFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_all_of_a_groups_governance_moves_with_it_also_what_is_approved():
    old, into = GroupFactory(), GroupFactory()
    meeting = MeetingFactory(group=old)
    decision = DecisionFactory(item__meeting=meeting, group=old)
    later = MeetingFactory(group=old, starts_at=meeting.starts_at.replace(year=2040))
    Minutes.objects.create(meeting=meeting, approved_at=later.starts_at, approved_at_meeting=later)
    Meeting.objects.filter(pk=meeting.pk).update(state="minutes_approved")
    ActionFactory(group=old)
    PaperFactory(group=old)
    for group, lasts in [(old, 60), (into, 90)]:
        CustomsFactory(group=group, lasts_minutes=lasts)

    merge(group=old, into=into, by=None)

    decision.refresh_from_db()
    assert decision.reference == Decision.objects.get().reference
    models = [Action, Decision, Meeting, Paper]
    assert {row.group for model in models for row in model.objects.all()} == {into}
    assert [(one.group, one.lasts_minutes) for one in Customs.objects.all()] == [(into, 90)]


def test_two_meetings_at_the_same_time_are_both_kept():
    old, into = GroupFactory(), GroupFactory()
    there = MeetingFactory(group=into)
    moved = MeetingFactory(group=old, starts_at=there.starts_at)

    merge(group=old, into=into, by=None)

    moved.refresh_from_db()
    shown = [one.starts_at.replace(microsecond=0) for one in [there, moved]]
    assert (moved.group, shown[0]) == (into, shown[1])


def test_items_to_present_are_handed_on_or_left_open():
    leaver, heir = PersonFactory(), PersonFactory()
    meeting = DraftMeetingFactory()
    given, left = (
        AgendaItemFactory(
            meeting=meeting, title="Zanzibar", presenter_person=leaver, presenter_email="a@b.org"
        )
        for _ in range(2)
    )
    AgendaItemFactory(
        meeting=MeetingFactory(starts_at=meeting.starts_at.replace(year=2020)),
        presenter_person=leaver,
    )
    kind = kind_called("presentations")

    held = dict(held_by(leaver))[kind]
    kind.hand_over(given.pk, to=heir, on=date(2031, 4, 1), by=None)
    kind.end(left.pk, on=date(2031, 4, 1), by=None)

    assert [one.key for one in held] == [given.pk, left.pk]
    assert {one.words for one in held} == {f"To present at {meeting}"}
    for item, person in [(given, heir), (left, None)]:
        item.refresh_from_db()
        assert (item.presenter_person, item.presenter_email) == (person, "")
