import pytest
from django.db import IntegrityError
from django.test import Client

from ccpl_portal.accounts.models import User
from ccpl_portal.outbox.models import Letter
from ccpl_portal.people.models import Person
from ccpl_portal.web.errors import Conflict
from networks.models import Group, GroupProposal
from networks.proposals import actions
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.networks import GroupFactory, GroupKindFactory, ProposalFactory
from tests.factories.people import PersonFactory
from tests.factories.strategy import PriorityAreaFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

State = GroupProposal.State
PROPOSE = "/networks/propose/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def given(**more):
    area = PriorityAreaFactory()
    return {
        "name": "Long COVID network",
        "need": "Nobody joins up the clinics.",
        "area": area.pk,
        "lead": "Ada Example",
    } | more


def test_a_professional_proposes_a_group_with_themselves_as_lead():
    someone = UserFactory(name="Ada Example")

    answer = signed_in(someone).post(PROPOSE, given(who_else="Physiotherapists"), follow=True)

    proposal = GroupProposal.objects.get()
    assert "The programme team answers you here and by email" in words(answer)
    assert (proposal.state, proposal.proposed_by) == (State.SUBMITTED, someone)
    assert proposal.lead == Person.objects.get(user=someone)
    assert "Long COVID network Submitted" in words(signed_in(someone).get(PROPOSE))
    assert not Group.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Enter what the group could be called"),
        ("name", "x" * 161, "Shorten the name to 160 characters"),
        ("need", " ", "Enter the need for the group"),
        ("need", "x" * 3001, "Shorten this to 3,000 characters"),
        ("area", "999999", "Select a priority area from the list"),
        ("area", "", "Select the priority area that it serves"),
        ("lead", "", "Enter who could lead it"),
    ],
)
def test_what_is_missing_is_told_at_its_field(field, value, says):
    PersonFactory(name="Ada Example")

    answer = signed_in(UserFactory()).post(PROPOSE, given(**{field: value}))

    assert answer.context["form"].errors == {field: [says]}
    assert not GroupProposal.objects.exists()


def test_who_may_not_propose_is_told_why():
    stranger = Client().get(PROPOSE)
    unverified = signed_in(UnverifiedFactory()).get(PROPOSE, follow=True)
    resident = signed_in(UserFactory(kind=User.Kind.RESIDENT)).get(PROPOSE)

    assert stranger.url == f"/accounts/login/?next={PROPOSE}"
    assert "once the programme team has verified your account" in words(unverified)
    assert resident.status_code == 403


def test_agreeing_makes_the_forming_group_with_its_lead():
    proposal, manager = ProposalFactory(name="Long COVID network"), ManagerFactory()
    kind = GroupKindFactory()

    answer = signed_in(manager).post(
        proposal.get_absolute_url(),
        {"decision": "agreed", "kind": kind.pk, "answer": "Welcome."},
        follow=True,
    )

    group = Group.objects.get()
    assert "Open the group" in words(answer)
    assert (group.name, group.slug, group.status) == (
        "Long COVID network",
        "long-covid-network",
        Group.Status.FORMING,
    )
    assert [(m.person, m.role) for m in group.memberships.all()] == [(proposal.lead, "lead")]
    assert list(group.tags.all()) == [proposal.area]
    letter = Letter.objects.get()
    assert letter.to_user == proposal.proposed_by
    assert group.get_absolute_url() in letter.text
    assert "Welcome." in letter.text


def test_a_name_that_is_taken_gets_an_address_of_its_own():
    GroupFactory(slug="propose-2")

    assert actions.free_slug("Propose") == "propose-3"


def test_agreeing_needs_a_kind_and_turning_down_a_reason():
    proposal, client = ProposalFactory(), signed_in(ManagerFactory())
    address = proposal.get_absolute_url()

    no_kind = client.post(address, {"decision": "agreed"})
    no_reason = client.post(address, {"decision": "not_taken_forward", "answer": "  "})

    assert no_kind.context["form"].errors == {"kind": ["Select the kind of group that it becomes"]}
    assert no_reason.context["form"].errors == {"answer": ["Enter why it is not taken forward"]}
    proposal.refresh_from_db()
    assert proposal.state == State.SUBMITTED


def test_the_database_keeps_no_refusal_without_a_reason():
    with pytest.raises(IntegrityError):
        ProposalFactory(state=State.NOT_TAKEN_FORWARD)


def test_the_proposer_reads_each_answer():
    proposal, manager = ProposalFactory(), ManagerFactory()
    actions.discuss(proposal=proposal, answer="We ask the forum.", by=manager)
    actions.turn_down(proposal=proposal, answer="The frailty network covers it.", by=manager)

    page = words(signed_in(proposal.proposed_by).get(proposal.get_absolute_url()))

    assert "Not taken forward" in page
    assert "The frailty network covers it." in page
    assert sorted(Letter.objects.values_list("key", flat=True)) == [
        f"proposal {proposal.pk} in_discussion",
        f"proposal {proposal.pk} not_taken_forward",
    ]


def test_a_proposal_is_answered_once():
    proposal, manager = ProposalFactory(), ManagerFactory()
    actions.agree(proposal=proposal, kind=GroupKindFactory(), answer="", by=manager)
    stale = GroupProposal.objects.get()

    with pytest.raises(Conflict):
        actions.agree(proposal=stale, kind=GroupKindFactory(), answer="", by=manager)
    with pytest.raises(Conflict):
        actions.discuss(proposal=stale, answer="", by=manager)
    assert Group.objects.count() == 1


def test_a_proposal_is_for_its_proposer_and_managers():
    proposal = ProposalFactory()
    address = proposal.get_absolute_url()

    assert signed_in(UserFactory()).get(address).status_code == 404
    assert signed_in(proposal.proposed_by).get(address).status_code == 200
    assert signed_in(proposal.proposed_by).post(address, {"decision": "agreed"}).status_code == 403
    assert signed_in(UserFactory()).get("/networks/proposals/").status_code == 404
    assert proposal.name in words(signed_in(ManagerFactory()).get("/networks/proposals/"))


def test_the_managers_front_page_says_that_a_proposal_waits():
    ProposalFactory()

    assert "1 proposal of a group waits for an answer" in words(
        signed_in(ManagerFactory()).get("/")
    )
