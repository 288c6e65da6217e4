"""Passkeys in a real browser, whose authenticator is a virtual one."""

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from ccpl_portal.accounts.models import User
from ccpl_portal.outbox.models import Letter
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tab(page, live_server):
    """A browser that can make passkeys, at the portal's address; a passkey belongs to a name."""
    page.set_default_timeout(20_000)
    add_authenticator(page)
    return page


def add_authenticator(tab):
    session = tab.context.new_cdp_session(tab)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def press(tab, words):
    tab.get_by_role("button", name=words, exact=True).click()


def newest_code():
    return re.search(r"[A-Z]{4}-[A-Z]{4}", Letter.objects.latest("pk").text).group()


def test_somebody_opens_an_account_with_a_passkey_and_signs_in_with_nothing_else(tab, live_server):
    tab.goto(f"{live_server.url}/accounts/signup/")
    tab.get_by_role("link", name="Open an account with a passkey").click()
    tab.get_by_label("Your name").fill("Ada Jones")
    tab.get_by_label("Clinical or care professional").check()
    tab.get_by_label("Email address").fill("ada@example.org")
    press(tab, "Continue")
    tab.get_by_label("Code").fill(newest_code())
    press(tab, "Confirm")
    press(tab, "Make passkey")
    tab.wait_for_url(f"{live_server.url}/")
    press(tab, "Sign out")

    tab.goto(f"{live_server.url}/accounts/login/")
    press(tab, "Sign in with a passkey")
    tab.wait_for_url(f"{live_server.url}/")
    tab.goto(f"{live_server.url}/me/")

    expect(tab.get_by_role("heading", level=1)).to_have_text("My account")
    user = User.objects.get()
    assert (user.email, user.has_usable_password(), user.has_second_step) == (
        "ada@example.org",
        False,
        True,
    )


def test_a_passkey_is_the_second_step_after_a_password(tab, live_server):
    user = UserFactory()
    user.set_password("three random words")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    def give_password():
        tab.goto(f"{live_server.url}/accounts/login/")
        tab.get_by_label("Email address").fill(user.email)
        tab.get_by_label("Password", exact=True).fill("three random words")
        press(tab, "Sign in")

    give_password()
    tab.goto(f"{live_server.url}/accounts/2fa/webauthn/add/")
    press(tab, "Add passkey")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    press(tab, "Sign out")
    give_password()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Enter your second step")
    tab.goto(f"{live_server.url}/me/")
    expect(tab.get_by_role("heading", level=1)).not_to_have_text("My account")
    tab.goto(f"{live_server.url}/accounts/2fa/authenticate/")
    press(tab, "Use my passkey")
    tab.wait_for_url(f"{live_server.url}/")
    tab.goto(f"{live_server.url}/me/")

    expect(tab.get_by_role("heading", level=1)).to_have_text("My account")


def test_an_address_in_numbers_offers_no_passkey(tab, live_server):
    # A passkey belongs to a name.
    tab.goto(live_server.url.replace("localhost", "127.0.0.1") + "/accounts/login/")

    expect(tab.get_by_role("button", name="Email me a code")).to_be_visible()
    expect(tab.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
