"""A clinician joins a network and its lead lets them in; people are invited; a group is
proposed and agreed. On a phone without JavaScript, and at a desk with it."""

import re

import pytest
from playwright.sync_api import expect

from networks.models import Group, GroupProposal, Invitation, JoinRequest, Membership
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.networks import GroupKindFactory, MembershipFactory
from tests.factories.strategy import PriorityAreaFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAYS = pytest.mark.parametrize(
    ("width", "script"),
    [(320, False), (320, True), (1280, True)],
    ids=["phone", "phone-with-script", "desk"],
)
PASTED = """ada@example.org, Bea Example <bea@example.org>; cia@example.org
dee@example.org
not an address
"Example, Eve" <eve@example.org>
gil@example.org, hal@example.org
ivy@
jon@example.org"""


@pytest.fixture
def lead():
    return MembershipFactory(
        group__slug="respiratory",
        group__name="Respiratory network",
        group__visibility=Group.Visibility.BY_REQUEST,
        role=Membership.Role.LEAD,
    )


@pytest.fixture
def as_person(visit, sign_in):
    def open_as(user, path, **way):
        page = visit("/accounts/login/", **way)
        sign_in(page, user)
        page.goto(path)
        return page

    return open_as


def heading(page):
    return page.get_by_role("heading", level=1)


@WAYS
def test_a_clinician_joins_by_request_and_the_lead_accepts(
    as_person, complaints, lead, width, script
):
    clinician = UserFactory(name="Cleo Example")
    phone = as_person(clinician, "/networks/", width=width, script=script)
    phone.get_by_role("link", name="Respiratory network").click()
    phone.get_by_role("button", name="Ask to join").click()
    phone.get_by_label("Message to those who lead the group").fill("I run the asthma clinic.")
    phone.get_by_role("button", name="Ask to join").click()
    expect(phone.get_by_text("You have asked to join Respiratory network")).to_be_visible()
    if script:
        assert complaints(phone) == []

    desk = as_person(lead.person.user, "/", width=width, script=script)
    desk.get_by_role("link", name="Cleo Example asks to join").first.click()
    desk.get_by_label("Accept").check()
    desk.get_by_role("button", name="Send the answer").click()
    expect(desk.get_by_text("You have accepted the request of Cleo Example")).to_be_visible()
    expect(desk.get_by_role("heading", name="Members", exact=True)).to_be_visible()
    if script:
        assert complaints(desk) == []

    assert JoinRequest.objects.get().state == "accepted"
    assert Membership.objects.filter(group=lead.group, person__user=clinician).count() == 1


@WAYS
def test_a_lead_invites_ten_pasted_addresses_of_which_two_are_bad(
    as_person, complaints, lead, width, script
):
    way = {"width": width, "script": script}
    page = as_person(lead.person.user, "/networks/respiratory/members/", **way)
    page.get_by_role("link", name="Invite people by email").click()
    page.get_by_role("button", name="Invite people by email").click()
    page.get_by_label("Email addresses").fill(PASTED)
    page.get_by_role("button", name="Look at what will happen").click()
    expect(page.get_by_role("heading", name=re.compile("8 not known yet"))).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("2 that cannot be read"))).to_be_visible()
    if script:
        assert complaints(page) == []

    page.get_by_role("button", name="Invite these people").click()
    expect(heading(page)).to_have_text("Invitations sent")
    expect(page.get_by_text("not an address")).to_be_visible()
    assert Invitation.objects.count() == 8


@WAYS
def test_a_group_is_proposed_and_agreed(as_person, complaints, width, script):
    area, kind = PriorityAreaFactory(name="Long COVID"), GroupKindFactory()
    way = {"width": width, "script": script}
    page = as_person(UserFactory(name="Cleo Example"), "/networks/propose/", **way)
    page.get_by_label("What the group could be called").fill("Long COVID network")
    page.get_by_label("The need for it").fill("Nobody joins up the clinics.")
    page.get_by_label("Priority area").select_option(area.name)
    page.get_by_label("Who could lead it").fill("Cleo Example")
    page.get_by_role("button", name="Send this proposal").click()
    expect(heading(page)).to_have_text("Long COVID network")
    if script:
        assert complaints(page) == []

    proposal = GroupProposal.objects.get()
    manager = as_person(ManagerFactory(), "/networks/proposals/", **way)
    manager.get_by_role("link", name="Long COVID network").click()
    manager.get_by_label("Agreed: make the group").check()
    manager.get_by_label(re.compile("Kind of group")).select_option(kind.name)
    manager.get_by_role("button", name="Send the answer").click()
    expect(manager.get_by_role("button", name="Open the group")).to_be_visible()
    if script:
        assert complaints(manager) == []

    page.goto(proposal.get_absolute_url())
    page.get_by_role("button", name="Open the group").click()
    expect(heading(page)).to_contain_text("Long COVID network")
    assert Group.objects.get().status == Group.Status.FORMING


def test_joining_inviting_and_proposing_by_keyboard_alone(as_person, tab_to, lead):
    GroupKindFactory()
    PriorityAreaFactory(name="Long COVID")
    page = as_person(UserFactory(name="Cleo Example"), "/networks/respiratory/")
    tab_to(page, "Ask to join")
    page.keyboard.press("Enter")
    page.wait_for_url("**/join/")
    tab_to(page, "Message to those who lead the group")
    page.keyboard.type("I run the asthma clinic.")
    tab_to(page, "Ask to join")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have asked to join Respiratory network")).to_be_visible()

    page.goto("/networks/propose/")
    for label, words in [
        ("What the group could be called", "Long COVID network"),
        ("The need for it", "Nobody joins up the clinics."),
        ("Priority area", "Long"),
        ("Who could lead it", "Cleo Example"),
    ]:
        tab_to(page, label)
        page.keyboard.type(words)
    tab_to(page, "Send this proposal")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Long COVID network")

    desk = as_person(lead.person.user, JoinRequest.objects.get().get_absolute_url())
    tab_to(desk, "Accept")
    desk.keyboard.press("Space")
    tab_to(desk, "Send the answer")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("You have accepted the request of Cleo Example")).to_be_visible()
    desk.goto("/networks/respiratory/invitations/invite/")
    tab_to(desk, "Email addresses")
    desk.keyboard.type("ada@example.org, not an address")
    tab_to(desk, "Look at what will happen")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name=re.compile("1 not known yet"))).to_be_visible()
    tab_to(desk, "Invite these people")
    desk.keyboard.press("Enter")
    expect(heading(desk)).to_have_text("Invitations sent")

    assert JoinRequest.objects.get().state == "accepted"
    assert GroupProposal.objects.get().area.name == "Long COVID"
    assert Invitation.objects.get().email == "ada@example.org"


@pytest.mark.parametrize("width", [320, 1280])
def test_a_group_page_and_the_directory_have_nothing_for_axe(as_person, complaints, lead, width):
    page = as_person(lead.person.user, "/networks/respiratory/", width=width)
    found = complaints(page)
    for address in ["/networks/", "/networks/structure/", "/networks/missing/", "/people/"]:
        page.goto(address)
        found += complaints(page)

    assert found == []
