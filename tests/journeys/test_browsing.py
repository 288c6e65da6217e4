"""A clinician on a phone, without JavaScript, finds who can help."""

import pytest
from playwright.sync_api import expect

from tests.factories.accounts import UserFactory
from tests.factories.governance import MeetingFactory
from tests.factories.networks import GroupFactory, MembershipFactory
from tests.journeys.looking import width_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_clinician_browses_to_a_group_on_a_phone(visit, script):
    group = GroupFactory(name="Respiratory clinical network", purpose="Looks after breathing.")
    MembershipFactory(group=group, role="lead", person__name="Bola Fern")
    GroupFactory(name="Stroke clinical network")
    page = visit("/", width=320, script=script)

    page.get_by_role("link", name="Find a group").click()
    if page.locator("details.portal-filters:not([open])").count():
        page.locator("details.portal-filters > summary").click()
    page.get_by_label("Words").fill("breathing")
    page.get_by_role("button", name="Show results").click()
    expect(page.get_by_role("status")).to_contain_text("1 group")
    page.get_by_role("link", name="Respiratory clinical network").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Respiratory clinical network")
    expect(page.get_by_role("main")).to_contain_text("Bola Fern")
    assert width_of(page) == 320


def test_a_clinician_searches_from_the_top_of_any_page(visit):
    GroupFactory(name="Maternity voices network")
    page = visit("/governance/", width=1280)

    page.locator("header input[name=q]").fill("maternity voice")
    page.locator("header input[name=q]").press("Enter")
    page.get_by_role("link", name="Maternity voices network").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Maternity voices network")


def test_a_member_signs_in_and_finds_what_is_theirs(visit, sign_in, complaints):
    user = UserFactory()
    membership = MembershipFactory(person__user=user, group__name="Frailty community of practice")
    MeetingFactory(group=membership.group)
    page = visit("/", width=320)

    sign_in(page, user)

    expect(page.get_by_role("heading", level=1)).to_have_text("Waiting for you")
    expect(page.get_by_role("main")).to_contain_text("Frailty community of practice")
    expect(page.get_by_role("main")).to_contain_text("Next meeting")
    assert complaints(page) == []
