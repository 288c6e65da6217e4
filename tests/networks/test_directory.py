import csv
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.ui import dates
from networks.models import Group, Membership
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.governance import DraftMeetingFactory, MeetingFactory
from tests.factories.networks import (
    ForumFactory,
    GroupFactory,
    GroupKindFactory,
    MembershipFactory,
)
from tests.factories.organisations import PlaceFactory, SystemFactory
from tests.factories.people import ProfessionFactory
from tests.factories.strategy import PriorityAreaFactory, ThemeFactory
from tests.pages import titles, words

pytestmark = pytest.mark.django_db

LIST = "/networks/"


def options(response, name):
    return [words for _, words in response.context["found"].form.fields[name].shown]


def test_the_directory_shows_each_group_with_its_kind_and_lead(client):
    lead = MembershipFactory(
        role=Membership.Role.LEAD,
        group__name="Respiratory network",
        group__purpose="Better breathing for all.",
        person__name="Ada Example",
    )
    lead.group.places.add(PlaceFactory(name="Rugby"))

    response = client.get(LIST)

    assert words(response).endswith(
        "1 group Respiratory network Clinical network Rugby Clinical lead: Ada Example "
        "Better breathing for all. "
        f"Join by request Updated {dates.day(timezone.now())} Download this list (CSV) "
        "Is there a need that no group covers? Propose a group. See also what groups share."
    )


def test_groups_are_found_by_word_kind_place_and_status_together(client):
    rugby, coventry = PlaceFactory(name="Rugby", slug="rugby"), PlaceFactory(name="Coventry")
    wanted = GroupFactory(name="Wanted", purpose="About asthma.")
    wanted.places.add(rugby)
    elsewhere = GroupFactory(name="Elsewhere", purpose="About asthma.")
    elsewhere.places.add(coventry)
    for other in [
        ForumFactory(name="Other kind", purpose="About asthma."),
        GroupFactory(name="Other words"),
        GroupFactory(name="Paused", purpose="About asthma.", status=Group.Status.PAUSED),
    ]:
        other.places.add(rugby)

    response = client.get(LIST + "?q=asthma&kind=clinical-network&place=rugby&status=active")

    assert titles(response) == ["Wanted"]
    assert options(response, "kind") == ["Clinical network (1)", "Governance forum (1)"]
    assert options(response, "place") == ["Coventry (1)", "Rugby (1)"]
    assert options(response, "status") == ["Active (1)", "Paused (1)"]


def test_two_kinds_chosen_show_both(client):
    GroupFactory(name="Network")
    ForumFactory(name="Forum")
    GroupFactory(name="Other", kind=GroupKindFactory(slug="other", name="Other", plural="Others"))

    response = client.get(LIST + "?kind=clinical-network&kind=governance-forum")

    assert titles(response) == ["Forum", "Network"]


def test_a_word_is_found_in_what_a_group_is_tagged_with(client):
    group = GroupFactory(name="Airways")
    group.tags.add(PriorityAreaFactory(name="Respiratory"))
    GroupFactory(name="Bones")

    assert titles(client.get(LIST + "?q=respir")) == ["Airways"]


def test_groups_are_narrowed_to_a_priority_area_and_not_to_another_tag_of_that_name(client):
    area = PriorityAreaFactory(name="Frailty", slug="frailty")
    GroupFactory(name="Wanted").tags.add(area)
    GroupFactory(name="Other").tags.add(ThemeFactory(slug="frailty"))

    response = client.get(LIST + "?area=frailty")

    assert titles(response) == ["Wanted"]
    assert options(response, "area") == ["Frailty (1)"]


def test_closed_groups_are_shown_to_those_who_ask_for_them(client):
    GroupFactory(name="Open one")
    GroupFactory(name="Closed one", status=Group.Status.CLOSED)

    response = client.get(LIST)

    assert titles(response) == ["Open one"]
    assert options(response, "status") == ["Active (1)", "Closed (1)"]
    assert titles(client.get(LIST + "?status=closed")) == ["Closed one Closed"]


def test_hidden_and_proposed_groups_are_neither_listed_nor_counted(client):
    GroupFactory(name="Seen")
    hidden = MembershipFactory(group__name="Hidden", group__visibility=Group.Visibility.HIDDEN)
    GroupFactory(name="Proposed", status=Group.Status.PROPOSED)

    anonymous = client.get(LIST)
    client.force_login(UserFactory())
    stranger = client.get(LIST)
    client.force_login(hidden.person.user)
    member = client.get(LIST)
    client.force_login(ManagerFactory())
    manager = client.get(LIST)

    assert titles(anonymous) == titles(stranger) == ["Seen"]
    assert options(anonymous, "kind") == options(stranger, "kind") == ["Clinical network (1)"]
    assert titles(member) == ["Hidden", "Seen"]
    assert titles(manager) == ["Hidden", "Proposed Proposed", "Seen"]


def test_the_download_holds_what_the_list_shows(client):
    lead = MembershipFactory(
        role=Membership.Role.CHAIR,
        group__name="=Network",
        group__mailbox="network@example.org",
        group__rhythm="Monthly",
        person__name="Ada Example",
    )
    GroupFactory(name="Left out", status=Group.Status.CLOSED)

    response = client.get(LIST + "?format=csv&q=network")

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows[1:] == [
        [
            "'=Network",
            "",
            "Clinical network",
            "Active",
            "",
            "Ada Example",
            "Monthly",
            "Join by request",
            "",
            "network@example.org",
            dates.day(timezone.now()),
            f"http://testserver{lead.group.get_absolute_url()}",
        ]
    ]


@pytest.mark.parametrize("query", ["?kind=nonsense", "?place=nowhere", "?status=lost"])
def test_a_filter_that_does_not_exist_finds_nothing_and_says_so(client, query):
    GroupFactory()

    response = client.get(LIST + query)

    assert titles(response) == []
    assert "There is no such filter" in words(response)


def test_nothing_found_offers_a_way_on(client):
    GroupFactory(name="Airways")

    response = client.get(LIST + "?q=bones")

    assert titles(response) == []
    assert "No group fits all of these filters" in words(response)


def test_nothing_found_names_the_filters_worth_leaving_out(client):
    GroupFactory(name="Airways")
    GroupFactory(name="Air", status=Group.Status.PAUSED)
    ForumFactory(name="Bones")

    response = client.get(LIST + "?q=air&kind=governance-forum&status=active&page=2")

    assert [(drop.words, drop.href, drop.count) for drop in response.context["drops"]] == [
        ("words air", "?kind=governance-forum&status=active", 1),
        ("kind of group Governance forum", "?q=air&status=active", 1),
    ]
    assert titles(client.get(LIST + "?q=air&status=active")) == ["Airways"]


def test_what_could_be_found_counts_nothing_that_is_hidden(client):
    GroupFactory(name="Airways", visibility=Group.Visibility.HIDDEN)

    response = client.get(LIST + "?q=air&status=paused")

    assert response.context["drops"] == []
    assert "Remove one of the filters above" in words(response)


def test_each_row_says_how_to_join_and_when_the_group_meets_next(client):
    network = GroupFactory(name="A", visibility=Group.Visibility.OPEN)
    ForumFactory(name="B")
    GroupFactory(name="C", status=Group.Status.PAUSED)
    draft = DraftMeetingFactory(group=network)
    later = timezone.now() + timedelta(days=20)
    MeetingFactory(group=network, starts_at=later, ends_at=later + timedelta(hours=1))
    soon = timezone.now() + timedelta(days=10)
    MeetingFactory(group=network, starts_at=soon, ends_at=soon + timedelta(hours=1))

    response = client.get(LIST)

    assert [group.way_in_words for group in response.context["page"]] == [
        "Open to join",
        "Members are appointed",
        "",
    ]
    assert f"Open to join Next meeting {dates.day(soon)} Updated" in words(response)
    assert dates.day(later) not in words(response)
    assert draft.get_absolute_url() not in response.content.decode()


def test_a_page_beyond_the_last_is_the_last(client):
    for number in range(21):
        GroupFactory(name=f"Group {number:02}")

    assert titles(client.get(LIST + "?page=9999")) == ["Group 20"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_the_same_whatever_the_number_of_groups(
    client, django_assert_num_queries, rows
):
    for _ in range(rows):
        membership = MembershipFactory(role=Membership.Role.LEAD)
        membership.group.places.add(SystemFactory())
        MeetingFactory(group=membership.group)
    someone = UserFactory()

    with django_assert_num_queries(7):
        client.get(LIST)
    client.force_login(someone)
    with django_assert_num_queries(8):
        client.get(LIST)


def test_the_directory_is_at_its_address():
    assert reverse("directory:list") == LIST


def test_groups_are_found_by_the_profession_of_those_whom_a_reader_may_know(client):
    nurse, midwife = ProfessionFactory(slug="nurse"), ProfessionFactory(slug="midwife")
    led = MembershipFactory(
        group__name="Led by a nurse", role=Membership.Role.LEAD, person__profession=nurse
    )
    MembershipFactory(group__name="With a nurse", person__profession=nurse)
    MembershipFactory(group=led.group, person__profession=midwife)
    past = {"until_on": date(2020, 1, 1)}
    MembershipFactory(group__name="Once with a nurse", person__profession=nurse, **past)

    stranger = client.get(LIST + "?profession=nurse")
    client.force_login(UserFactory())
    colleague = client.get(LIST + "?profession=nurse")
    both = client.get(LIST + "?profession=midwife&q=led")

    assert titles(stranger) == ["Led by a nurse"]
    assert titles(colleague) == ["Led by a nurse", "With a nurse"]
    assert titles(both) == ["Led by a nurse"]
    assert f"{nurse.name} (2)" in words(colleague)
    assert f"{midwife.name} (" not in words(stranger)
