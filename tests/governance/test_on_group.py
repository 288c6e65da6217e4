"""What governance adds to a group's page: decisions, and the way onto an agenda."""

import pytest
from django.utils import timezone

from networks.models import Membership
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.governance import AgendaItemFactory, DecisionFactory, MeetingFactory
from tests.factories.networks import GroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return GroupFactory(slug="lungs", name="Lung network")


def page(client, group, user=None):
    if user:
        client.force_login(user)
    return client.get(group.get_absolute_url())


def panel(answer, heading):
    rows = [p.rows for p in answer.context["panels"] if p.heading == heading]
    return [(row.words, row.href) for row in rows[0]] if rows else None


def decided(group, text, *, published=True, visibility="public"):
    item = AgendaItemFactory(meeting=MeetingFactory(group=group), visibility=visibility)
    when = timezone.now() if published else None
    return DecisionFactory(item=item, group=group, text=text, published_at=when)


def test_everybody_reads_the_latest_published_decisions(client, group):
    public = decided(group, "Adopt the asthma pathway.")
    decided(group, "A private matter.", visibility="private")
    decided(group, "Not published yet.", published=False)
    decided(GroupFactory(), "Of another group.")

    answer = page(client, group)

    assert panel(answer, "Latest decisions") == [
        ("Adopt the asthma pathway.", public.get_absolute_url())
    ]
    assert "/governance/decisions/?group=lungs" in answer.content.decode()


def test_members_read_what_was_decided_in_private(client, group):
    private = decided(group, "A private matter.", visibility="private")
    member = MembershipFactory(group=group).person.user

    assert panel(page(client, group, member), "Latest decisions") == [
        ("A private matter.", private.get_absolute_url())
    ]


PLAN = ("Plan the next meeting", "/governance/plan/lungs/")
ASK = ("Ask for an agenda item", "/governance/requests/ask/lungs/")


@pytest.mark.parametrize(
    ("role", "offered"),
    [("lead", PLAN), ("chair", PLAN), ("secretary", PLAN), ("member", ASK), ("deputy", ASK)],
)
def test_those_who_run_the_group_plan_and_others_ask(client, group, role, offered):
    user = MembershipFactory(group=group, role=role).person.user

    answer = page(client, group, user)

    assert panel(answer, "Agenda") == [offered]
    assert client.get(offered[1]).status_code == 200


def test_a_lead_of_another_group_asks_too(client, group):
    user = MembershipFactory(role=Membership.Role.LEAD).person.user

    assert panel(page(client, group, user), "Agenda") == [ASK]


@pytest.mark.parametrize(
    "maker",
    [lambda: None, UnverifiedFactory, ManagerFactory],
    ids=["anon", "unverified", "manager"],
)
def test_those_who_may_do_neither_are_offered_neither(client, group, maker):
    assert panel(page(client, group, maker()), "Agenda") is None


def test_a_closed_group_takes_up_nothing(client, group):
    group.status = "closed"
    group.save()

    assert panel(page(client, group, UserFactory()), "Agenda") is None


def test_the_calendar_of_the_group_stands_with_its_next_meetings(client, group):
    MeetingFactory(group=group)

    assert "/networks/lungs/calendar.ics" in page(client, group).content.decode()
