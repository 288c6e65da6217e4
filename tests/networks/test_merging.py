from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ccpl_portal.search.models import Entry
from ccpl_portal.web.errors import Conflict
from networks.merging.actions import merge, what_would_move
from networks.models import Group, Invitation, JoinRequest, Membership, Stage, TermsOfReference
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.comms import NewsItemFactory
from tests.factories.governance import MeetingFactory
from tests.factories.networks import (
    GroupFactory,
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
    ResourceFactory,
    TermsFactory,
)
from tests.factories.organisations import PlaceFactory
from tests.factories.strategy import PriorityAreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return GroupFactory(slug="lungs", name="Lung group")


@pytest.fixture
def into():
    return GroupFactory(slug="respiratory", name="Respiratory network")


def test_everything_moves_and_the_old_address_leads_to_the_group_that_remains(old, into):
    member = MembershipFactory(group=old)
    meeting, news = MeetingFactory(group=old), NewsItemFactory(group=old)
    resource, below = ResourceFactory(group=old), GroupFactory(reports_to=old)
    place, area = PlaceFactory(), PriorityAreaFactory()
    old.places.add(place)
    old.tags.add(area)
    into.places.add(place)

    merge(group=old, into=into, by=ManagerFactory())

    for thing in [member, meeting, news, resource]:
        thing.refresh_from_db()
        assert thing.group == into
    below.refresh_from_db()
    assert below.reports_to == into
    assert (list(into.places.all()), list(into.tags.all())) == ([place], [area])
    assert not Group.objects.filter(slug="lungs").exists()
    answer = Client().get("/networks/lungs/")
    assert (answer.status_code, answer.url) == (301, "/networks/respiratory/")
    assert Entry.objects.filter(title="Lung group").count() == 0


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/networks/lungs/", "/networks/respiratory/"),
        ("/networks/lungs/members/?on=2025-01-01", "/networks/respiratory/members/?on=2025-01-01"),
        ("/networks/lungs/calendar.ics", "/networks/respiratory/calendar.ics"),
        ("/networks/lungs/terms/", "/networks/respiratory/terms/"),
        ("/networks/lungs/missing/", "/networks/respiratory/missing/"),
        ("/governance/requests/ask/lungs/", "/governance/requests/ask/respiratory/"),
        ("/governance/meetings/?group=lungs&when=past", None),
        ("/governance/decisions/?group=lungs", None),
        ("/resources/?q=a&group=lungs", None),
        ("/news/?group=lungs", None),
    ],
)
def test_each_address_below_the_old_one_leads_to_the_same_of_the_new(
    client, old, into, address, leads_to
):
    client.force_login(UserFactory())
    merge(group=old, into=into, by=ManagerFactory())

    answer = client.get(address)

    assert (answer.status_code, answer.url) == (
        301,
        leads_to or address.replace("lungs", into.slug),
    )
    assert client.get(answer.url).status_code in {200, 404}


def test_nothing_below_the_old_address_tells_of_a_hidden_group(client, old, into):
    into.visibility = Group.Visibility.HIDDEN
    into.save()
    merge(group=old, into=into, by=ManagerFactory())
    client.force_login(UserFactory())

    found = [
        client.get(address).status_code
        for address in ["/networks/lungs/", "/networks/lungs/members/", "/networks/lungs/nothing/"]
    ]

    assert found == [404, 404, 404]
    assert client.post("/networks/lungs/join/", {}).status_code == 404


def test_a_merge_with_itself_is_refused(old):
    with pytest.raises(Conflict):
        merge(group=old, into=old, by=ManagerFactory())

    assert Group.objects.filter(slug="lungs").exists()


def test_memberships_of_one_person_become_one_that_covers_both_times(old, into):
    was = MembershipFactory(group=old, from_on=date(2023, 1, 1), until_on=date(2025, 1, 1))
    MembershipFactory(group=into, person=was.person, from_on=date(2024, 1, 1))

    merge(group=old, into=into, by=ManagerFactory())

    spans = [(m.group, m.from_on, m.until_on) for m in Membership.objects.all()]
    assert spans == [(into, date(2023, 1, 1), None)]


def test_what_waits_in_both_groups_waits_once(old, into):
    asked = JoinRequestFactory(group=old)
    JoinRequestFactory(group=into, person=asked.person)
    InvitationFactory(group=old, email="ada@x.org")
    InvitationFactory(group=into, email="ada@x.org")

    merge(group=old, into=into, by=ManagerFactory())

    assert sorted(JoinRequest.objects.values_list("state", flat=True)) == ["waiting", "withdrawn"]
    assert sorted(Invitation.objects.values_list("state", flat=True)) == ["waiting", "withdrawn"]


def test_terms_of_reference_of_both_are_kept(old, into):
    TermsFactory(group=old, text="Old")
    TermsFactory(group=into, text="New")

    merge(group=old, into=into, by=ManagerFactory())

    assert sorted(TermsOfReference.objects.values_list("group", "number", "text")) == [
        (into.pk, 1, "New"),
        (into.pk, 2, "Old"),
    ]


def test_a_group_that_reports_to_the_one_that_goes_reports_to_what_that_one_did(old, into):
    above = GroupFactory()
    old.reports_to = above
    old.save()
    into.reports_to = old
    into.save()

    merge(group=old, into=into, by=ManagerFactory())

    into.refresh_from_db()
    assert into.reports_to == above


def test_the_stages_of_the_remaining_group_stay_its_own(old, into):
    before = list(Stage.objects.filter(group=into).values_list("pk", flat=True))

    merge(group=old, into=into, by=ManagerFactory())

    assert list(Stage.objects.values_list("pk", flat=True)) == before


def test_an_address_that_was_merged_twice_still_leads_on(old, into):
    first = GroupFactory(slug="first")
    merge(group=first, into=old, by=ManagerFactory())
    merge(group=old, into=into, by=ManagerFactory())

    assert Client().get("/networks/first/").url == "/networks/respiratory/"


def test_the_old_address_of_what_became_hidden_is_not_there(old):
    hidden = GroupFactory(visibility=Group.Visibility.HIDDEN)
    merge(group=old, into=hidden, by=ManagerFactory())

    assert Client().get("/networks/lungs/").status_code == 404


def test_what_would_move_is_counted_before(old):
    MembershipFactory(group=old)
    MembershipFactory(group=old)
    ResourceFactory(group=old)

    assert what_would_move(old) == [("memberships", 2), ("resources", 1)]


def test_a_manager_looks_before_merging_and_confirms(client, old, into):
    client.force_login(ManagerFactory())
    address = reverse("admin:networks_group_merge", args=[old.pk])

    looked = client.post(address, {"into": into.pk})
    refused = client.post(address, {"into": old.pk, "confirm": "yes"})
    assert "becomes part of <strong>Respiratory network" in looked.content.decode()
    assert refused.context["form"].errors == {"into": ["A group cannot be merged with itself"]}
    assert Group.objects.count() == 2

    client.post(address, {"into": into.pk, "confirm": "yes"})
    assert list(Group.objects.all()) == [into]


def test_merging_is_for_managers(client, old):
    client.force_login(UserFactory())

    # The desk is not there at all for somebody who does not work at it.
    assert client.get(reverse("admin:networks_group_merge", args=[old.pk])).status_code == 404


def test_a_manager_sets_the_status_of_many_at_once(client, old, into):
    client.force_login(ManagerFactory())

    client.post(
        reverse("admin:networks_group_changelist"),
        {"action": "set_paused", "_selected_action": [old.pk, into.pk]},
    )

    assert set(Group.objects.values_list("status", flat=True)) == {"paused"}
    assert Stage.objects.filter(status="paused").count() == 2
