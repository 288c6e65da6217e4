from datetime import timedelta

import pytest
from django.utils import timezone

from ccpl_portal.ui.dates import day
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.comms import DraftNewsItemFactory, NewsItemFactory
from tests.factories.governance import DraftMeetingFactory, MeetingFactory
from tests.factories.leadership_dev import ProgrammeFactory
from tests.factories.networks import GroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.now() + timedelta(days=days)


def test_a_stranger_is_told_what_this_is_and_shown_the_ways_in(client):
    response = client.get("/")

    page = response.content.decode()
    assert "<h1>Clinical and care professionals leading together</h1>" in page
    assert 'action="/search/"' in page
    assert [client.get(door.href).status_code for door in response.context["doors"]] == [200] * 6
    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_what_is_next_is_sorted_by_date_whatever_it_is(client):
    MeetingFactory(starts_at=in_days(9), title="Third")
    ProgrammeFactory(apply_by=in_days(5).date(), title="Second")
    MeetingFactory(starts_at=in_days(1), title="First")
    MeetingFactory(starts_at=in_days(20), title="Too late")
    MeetingFactory(starts_at=in_days(2), title="Cancelled", state="cancelled")
    MeetingFactory(starts_at=in_days(2), title="For members", visibility="members")
    MeetingFactory(starts_at=in_days(-2), title="Past")
    DraftMeetingFactory(starts_at=in_days(2), title="Draft")

    found = client.get("/").context["next"]

    assert [(thing.words, thing.what) for thing in found] == [
        ("First", "Meeting"),
        ("Second", "Applications close"),
        ("Third", "Meeting"),
    ]


def test_the_latest_news_stands_on_the_home_page_and_drafts_do_not(client):
    items = [NewsItemFactory(published_at=in_days(-days)) for days in range(4)]
    DraftNewsItemFactory()

    stranger = list(client.get("/").context["news"])
    client.force_login(ManagerFactory())

    assert stranger == items[:3]
    assert list(client.get("/").context["news"]) == items[:3]


def test_somebody_signed_in_sees_their_groups_and_the_next_meeting_of_each(client):
    membership = MembershipFactory(group=GroupFactory(name="Frailty"))
    meeting = MeetingFactory(group=membership.group, visibility="members")
    MeetingFactory(group=membership.group, starts_at=in_days(30))
    MembershipFactory(group=GroupFactory(name="Somebody else's"))
    client.force_login(membership.person.user)

    response = client.get("/")

    [mine] = response.context["groups"]
    assert mine == membership
    assert mine.group.to_come[0] == meeting
    assert response.context["waiting"] == [
        (
            f"Say whether you come to Frailty on {day(meeting.starts_at)}",
            f"/governance/meetings/{meeting.pk}/reply/",
        )
    ]
    assert response["Cache-Control"] == "private, no-store"


def test_somebody_for_whom_nothing_waits_is_told_so(client):
    client.force_login(UserFactory())

    response = client.get("/")

    assert response.context["waiting"] == []
    assert "Nothing waits for you." in response.content.decode()


def test_a_manager_is_told_what_waits(client):
    UnverifiedFactory()
    client.force_login(ManagerFactory())

    assert [words for words, _ in client.get("/").context["waiting"]] == [
        "1 account waits to be verified"
    ]


def test_an_unverified_account_is_told_what_it_waits_for(client):
    client.force_login(UnverifiedFactory())
    unverified = client.get("/").content.decode()
    client.force_login(UserFactory())

    words = "A manager has not verified your account yet."
    assert words in unverified
    assert words not in client.get("/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_home_page_asks_the_same_whatever_the_number_of_rows(
    client, django_assert_max_num_queries, rows
):
    membership = MembershipFactory()
    person = membership.person
    for days in range(1, rows + 1):
        NewsItemFactory(group=GroupFactory())
        MembershipFactory(person=person)
        MeetingFactory(group=membership.group, starts_at=in_days(days))
        ProgrammeFactory(apply_by=in_days(days).date())
    client.get("/")

    with django_assert_max_num_queries(8):
        client.get("/?again")
    client.force_login(person.user)
    # The dashboard's budget, decisions.md: one question for each thing that may wait.
    with django_assert_max_num_queries(20):
        client.get("/")
