"""What the search box knows of groups and people."""

from datetime import date

import pytest

from networks.models import Group
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.networks import GroupFactory, MembershipFactory
from tests.factories.organisations import OrganisationFactory, PlaceFactory
from tests.factories.people import AppointmentFactory, PersonWithAccountFactory
from tests.factories.strategy import AimFactory, WorkstreamFactory

pytestmark = pytest.mark.django_db


def found(client, text):
    rows = client.get("/search/", {"q": text}).context["rows"]
    return sorted(entry.title for entry in rows) if rows else []


def test_a_group_is_found_by_its_purpose_and_by_who_leads_it(client):
    MembershipFactory(
        role="lead",
        person__name="Zebedee Example",
        group__name="Airways network",
        group__purpose="Better care for asthma.",
    )

    assert found(client, "asthma") == ["Airways network"]
    assert "Airways network" in found(client, "zebedee")


def test_a_hidden_group_is_found_by_its_members_and_managers_only(client):
    hidden = MembershipFactory(
        group__name="Secret asthma review", group__visibility=Group.Visibility.HIDDEN
    )
    unverified = MembershipFactory(
        group=hidden.group, person__user=UnverifiedFactory(), role="secretary"
    )
    GroupFactory(name="Asthma network")

    answers = {"anonymous": found(client, "asthma")}
    for name, user in [
        ("stranger", UserFactory()),
        ("unverified member", unverified.person.user),
        ("member", hidden.person.user),
        ("manager", ManagerFactory()),
    ]:
        client.force_login(user)
        answers[name] = found(client, "asthma")

    both = ["Asthma network", "Secret asthma review"]
    assert answers == {
        "anonymous": ["Asthma network"],
        "stranger": ["Asthma network"],
        "unverified member": ["Asthma network"],
        "member": both,
        "manager": both,
    }


def test_a_proposed_group_is_found_by_its_lead_only(client):
    lead = MembershipFactory(
        role="lead", group__name="Asthma network", group__status=Group.Status.PROPOSED
    )
    member = MembershipFactory(group=lead.group)

    assert found(client, "asthma") == []
    client.force_login(member.person.user)
    assert found(client, "asthma") == []
    client.force_login(lead.person.user)
    assert found(client, "asthma") == ["Asthma network"]


def test_a_person_is_found_by_present_post_and_not_by_an_ended_one(client):
    AppointmentFactory(person__name="Ada", post__title="Respiratory lead")
    AppointmentFactory(
        person__name="Ben", post__title="Respiratory lead", until_on=date(2020, 1, 1)
    )

    assert found(client, "respiratory") == ["Ada"]


def test_a_person_is_found_by_those_to_whom_they_show_their_entry(client):
    private = PersonWithAccountFactory(name="Private", expertise="asthma", audience="private")
    PersonWithAccountFactory(name="Verified", expertise="asthma", audience="verified")
    PersonWithAccountFactory(name="Public", expertise="asthma", audience="public")

    answers = [found(client, "asthma")]
    for user in [UnverifiedFactory(), UserFactory(), private.user, ManagerFactory()]:
        client.force_login(user)
        answers.append(found(client, "asthma"))

    assert answers == [
        ["Public"],
        ["Public"],
        ["Public", "Verified"],
        ["Private", "Public", "Verified"],
        ["Private", "Public", "Verified"],
    ]


def test_a_personal_address_is_not_in_the_index(client):
    PersonWithAccountFactory(name="Ada", email="zephyr@example.org", shows_email=True)
    client.force_login(UserFactory())

    assert found(client, "ada") == ["Ada"]
    assert found(client, "zephyr@example.org") == []


def test_organisations_places_and_workstreams_are_found(client):
    OrganisationFactory(name="Arden Trust", ods_code="RXX")
    PlaceFactory(name="Arden Vale")
    WorkstreamFactory(name="Arden networking")
    AimFactory(name="Arden aim")

    assert found(client, "arden") == ["Arden", "Arden Trust", "Arden Vale", "Arden networking"]
    assert found(client, "RXX") == ["Arden Trust"]
