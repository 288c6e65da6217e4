"""Opening an account and signing in, by each way, and what is refused."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from ccpl_portal.accounts.actions import (
    forget_sessions,
    forget_sign_ins,
    make_demo_account,
    suspend_account,
)
from ccpl_portal.accounts.forms import SignupForm
from ccpl_portal.accounts.models import SignIn, User
from ccpl_portal.audit.models import Event
from ccpl_portal.outbox.models import Letter
from tests.factories.accounts import ManagerFactory, SuperuserFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "three random words"
ABOUT = {"name": "Ada Jones", "kind": "professional", "email": "ada@example.org"}


def person(**fields):
    user = UserFactory(**fields)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def signed_in(client):
    user_id = client.session.get("_auth_user_id")
    return User.objects.get(pk=user_id) if user_id else None


def newest_code():
    return re.search(r"[A-Z]{4}-[A-Z]{4}", newest_letter().text).group()


def newest_letter():
    return Letter.objects.latest("pk")


def letters():
    """Whom we wrote to about what, in order."""
    return list(Letter.objects.order_by("pk").values_list("to_address", "subject"))


def words(response):
    """The page without what differs each time: tokens, and the address that was typed."""
    page = re.sub(r'value="[^"]{64}"', "", response.content.decode())
    return re.sub(r"[\w.]+@example.org", "ADDRESS", page)


def problems(response):
    return re.findall(r'<a href="#id_(\w+)">\s*([^<]+?)\s*</a>', response.content.decode())


def app_code(user):
    return format_hotp_value(hotp_value(user_secret(user), next(yield_hotp_counters_from_time())))


# Opening an account


def test_somebody_opens_an_account_with_a_password_and_confirms_the_address(client):
    page = client.post("/accounts/signup/", {**ABOUT, "password1": PASSWORD})
    assert page.url == "/accounts/confirm-email/"
    assert signed_in(client) is None

    client.post("/accounts/confirm-email/", {"code": newest_code()})

    user = signed_in(client)
    assert (user.name, user.kind, user.email) == ("Ada Jones", "professional", "ada@example.org")
    assert user.check_password(PASSWORD)
    assert not user.is_verified
    assert set(Event.objects.about(user).values_list("verb", flat=True)) == {
        "opened account",
        "confirmed email address",
    }
    assert user.sign_ins.count() == 1


def test_somebody_opens_an_account_without_a_password(client):
    client.post("/accounts/signup/", ABOUT)

    client.post("/accounts/confirm-email/", {"code": newest_code()})

    assert not signed_in(client).has_usable_password()


def test_a_wrong_code_opens_no_account(client):
    client.post("/accounts/signup/", ABOUT)

    page = client.post("/accounts/confirm-email/", {"code": "BBBB-BBBB"})

    assert problems(page) == [
        ("code", "The code is not right. Check the newest email we sent you and enter its code")
    ]
    assert signed_in(client) is None


def test_each_empty_field_of_sign_up_says_what_to_do(client):
    page = client.post("/accounts/signup/", {"password1": "short"})

    assert problems(page) == [
        ("name", "Enter your name"),
        ("kind", "Select what describes you best"),
        ("email", "Enter your email address"),
        (
            "password1",
            "The password must be at least 10 characters",
        ),
    ]
    assert not User.objects.exists()


def test_sign_up_takes_no_field_that_it_does_not_ask_for(client):
    more = {"is_superuser": "on", "is_staff": "on", "verified_at": "2026-01-01", "is_demo": "on"}

    client.post("/accounts/signup/", {**ABOUT, **more, "role": "manager", "is_active": ""})

    user = User.objects.get()
    assert (user.is_superuser, user.is_staff, user.is_verified, user.is_demo, user.is_active) == (
        False,
        False,
        False,
        False,
        True,
    )


def test_two_who_open_an_account_at_once_with_one_address_get_the_same_answer(client, monkeypatch):
    """The second has passed the check before the first was stored."""
    person(email="ada@example.org")
    monkeypatch.setattr(SignupForm, "validate_unique_email", lambda form, email: email)

    page = client.post("/accounts/signup/", ABOUT)

    assert page.url == "/accounts/confirm-email/"
    assert letters() == [("ada@example.org", "You have an account already")]
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "verified"),
    [
        ("ada@uhcw.nhs.uk", True),
        ("ada@nhs.net", True),
        ("ada@sub.nhs.net", False),
        ("ada@evilnhs.net", False),
        ("ada@nhs.uk.example.org", False),
        ('"x@nhs.net"@example.org', False),
    ],
)
def test_a_confirmed_address_at_an_allowed_domain_verifies(client, settings, email, verified):
    settings.ALLOWED_EMAIL_DOMAINS = [".nhs.uk", "nhs.net"]
    client.post("/accounts/signup/", {**ABOUT, "email": email})
    assert not User.objects.get().is_verified

    client.post("/accounts/confirm-email/", {"code": newest_code()})

    assert User.objects.get().is_verified is verified


def test_a_domain_allowed_later_verifies_at_the_next_sign_in(client, settings):
    user = person(email="ada@nhs.net", verified_at=None)
    settings.ALLOWED_EMAIL_DOMAINS = ["nhs.net"]

    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    assert signed_in(client).is_verified


# Signing in


def test_a_password_signs_in_and_the_session_gets_a_new_id(client):
    user = person()
    client.get("/accounts/login/")
    client.session.save()
    client.cookies["sessionid"] = before = client.session.session_key or "planted"

    page = client.post("/accounts/login/", {"login": user.email.upper(), "password": PASSWORD})

    assert page.url == "/"
    assert signed_in(client) == user
    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_code_signs_in(client):
    user = person()

    page = client.post("/accounts/login/", {"login": user.email, "password": "", "by_code": "1"})
    assert page.url == "/accounts/login/code/confirm/"
    client.post(page.url, {"code": newest_code().lower().replace("-", " ")})

    assert signed_in(client) == user
    assert letters() == [(user.email, "Your sign-in code")]


def test_a_code_works_once(client):
    user = person()
    client.post("/accounts/login/code/", {"email": user.email})
    code = newest_code()
    client.post("/accounts/login/code/confirm/", {"code": code})
    client.logout()

    client.post("/accounts/login/code/confirm/", {"code": code})

    assert signed_in(client) is None


def test_three_wrong_codes_end_the_attempt(client):
    user = person()
    client.post("/accounts/login/code/", {"email": user.email})
    code = newest_code()
    for _ in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "BBBB-BBBB"})

    client.post("/accounts/login/code/confirm/", {"code": code})

    assert signed_in(client) is None


def test_the_sign_in_page_asks_for_password_or_code(client):
    user = person()

    page = client.post("/accounts/login/", {"login": user.email, "password": ""})

    assert problems(page) == [("password", "Enter your password, or choose “Email me a code”")]
    assert "There is a problem" in page.content.decode()
    assert letters() == []


def test_a_suspended_account_does_not_sign_in(client):
    user = person(is_active=False)

    page = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/login/code/", {"email": user.email})

    assert page.url == "/accounts/inactive/"
    assert signed_in(client) is None
    assert letters() == [(user.email, "There is no account with this address")]


def test_suspension_ends_a_session_at_the_next_request(client):
    user = person()
    client.force_login(user)
    assert client.get("/me/").status_code == 200

    suspend_account(user=user, by=SuperuserFactory())

    assert client.get("/me/").url == "/accounts/login/?next=/me/"


def test_a_changed_password_ends_the_other_sessions(client):
    user = person()
    elsewhere = Client()
    for browser in [client, elsewhere]:
        browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "four other random words"},
    )

    assert client.get("/me/").status_code == 200
    assert elsewhere.get("/me/").url == "/accounts/login/?next=/me/"
    assert letters() == [(user.email, "Your password was changed")]


def test_sessions_that_are_over_are_forgotten(client, time_machine):
    user = person()
    right = {"login": user.email, "password": PASSWORD}
    Client().post("/accounts/login/", right)
    client.post("/accounts/login/", {**right, "remember": "on"})
    remembered = client.session.session_key
    time_machine.move_to(timezone.now() + timedelta(hours=13))

    forget_sessions()

    assert list(Session.objects.values_list("session_key", flat=True)) == [remembered]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [remembered]
    assert client.get("/me/").status_code == 200


def test_the_sign_in_log_is_kept_a_year_and_shown_to_its_owner(client):
    user = person()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    old = SignIn.objects.create(user=user, at=timezone.now() - timedelta(days=366), ip="192.0.2.7")
    new = SignIn.objects.create(user=user, at=timezone.now() - timedelta(days=364), ip="192.0.2.8")

    before = client.get("/me/").context["latest"]
    forget_sign_ins()
    after = client.get("/me/")

    assert list(before) == [user.sign_ins.latest("at"), new, old]
    assert list(after.context["latest"]) == [user.sign_ins.latest("at"), new]
    assert "from the address 192.0.2.8" in after.text


def test_signing_out_elsewhere_leaves_this_session(client):
    user = person()
    elsewhere = Client()
    for browser in [client, elsewhere]:
        browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    client.post("/accounts/sessions/")

    assert client.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302


def test_a_code_sets_a_new_password(client):
    user = person()

    client.post("/accounts/password/reset/", {"email": user.email})
    client.post("/accounts/password/reset/confirm/", {"code": newest_code()})
    client.post("/accounts/password/reset/complete/", {"password1": "four other random words"})

    user.refresh_from_db()
    assert user.check_password("four other random words")


def test_a_new_address_replaces_the_old_one_when_it_is_confirmed(client):
    user = person()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/email/", {"action_add": "1", "email": "new@example.org"})
    user.refresh_from_db()
    assert user.email != "new@example.org"
    old = user.email

    client.post("/accounts/confirm-email/", {"code": newest_code()})

    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert letters()[-1] == (old, "Your email address was changed")


def test_changing_how_one_signs_in_asks_for_the_password_again_after_a_while(client):
    user = person()
    client.force_login(user)

    answers = [client.get(path).url.partition("?")[0] for path in SENSITIVE]

    assert answers == ["/accounts/reauthenticate/"] * len(SENSITIVE)
    client.post("/accounts/reauthenticate/?next=/me/", {"password": "wrong", "next": "/me/"})
    assert client.get(SENSITIVE[0]).status_code == 302
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get(SENSITIVE[0]).status_code == 200


SENSITIVE = ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"]


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example/",
        "//evil.example/",
        r"/\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "http://testserver@evil.example/",
        "http://localhost/",
        "\t//evil.example",
    ],
)
def test_sign_in_never_leads_to_another_host(client, evil):
    user = person()

    page = client.post(
        "/accounts/login/", {"login": user.email, "password": PASSWORD, "next": evil}
    )

    assert page.url == "/"


def test_sign_in_leads_back_to_where_it_was_asked_for(client):
    user = person()

    page = client.post(
        "/accounts/login/?next=/me/", {"login": user.email, "password": PASSWORD, "next": "/me/"}
    )

    assert page.url == "/me/"


# Nothing tells who has an account


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/accounts/login/", {"login": "EMAIL", "password": "not the password"}),
        ("/accounts/login/", {"login": "EMAIL", "password": "", "by_code": "1"}),
        ("/accounts/login/code/", {"email": "EMAIL"}),
        ("/accounts/password/reset/", {"email": "EMAIL"}),
        ("/accounts/signup/", {**ABOUT, "email": "EMAIL"}),
        ("/accounts/signup/passkey/", {**ABOUT, "email": "EMAIL"}),
    ],
    ids=["password", "by code", "code", "reset", "sign-up", "passkey sign-up"],
)
def test_the_answers_are_the_same_for_known_and_unknown_addresses(path, fields):
    person(email="known@example.org")
    person(email="suspended@example.org", is_active=False)

    def ask(email):
        client = Client()
        typed = {name: email if value == "EMAIL" else value for name, value in fields.items()}
        first = client.post(path, typed)
        answers = [first.status_code, first.headers.get("Location"), words(first)]
        if first.status_code == 302:
            page = client.get(first.url)
            wrong = client.post(first.url, {"code": "BBBB-BBBB"})
            resent = client.post(first.url, {"action": "resend"})
            answers += [words(page), words(wrong), resent.status_code, words(resent)]
        return answers

    unknown = ask("nobody@example.org")

    assert ask("known@example.org") == unknown
    assert ask("suspended@example.org") == unknown


def test_each_asked_for_letter_is_sent_whether_the_address_is_known_or_not(client):
    person(email="known@example.org")

    for email in ["known@example.org", "nobody@example.org"]:
        Client().post("/accounts/login/code/", {"email": email})

    assert letters() == [
        ("known@example.org", "Your sign-in code"),
        ("nobody@example.org", "There is no account with this address"),
    ]
    assert newest_letter().text == (
        "Somebody, probably you, asked for a code for this address. There is no account\n"
        "with it, or the account is suspended.\n\n"
        "You may have used another address. If you have none yet, open an account:\n"
        "http://127.0.0.1:8000/accounts/signup/\n\n"
        "If it was not you, do nothing.\n\n"
        "Clinical and care professional leadership\n"
        "http://127.0.0.1:8000/\n"
    )


def test_a_letter_names_the_site_of_the_settings_whatever_host_was_asked(settings):
    settings.SITE_URL = "https://ccpl.example.nhs.uk"

    Client(headers={"host": "localhost"}).post("/accounts/login/code/", {"email": "no@example.org"})

    assert (
        re.findall(r"https?://[^/]+", newest_letter().text) == ["https://ccpl.example.nhs.uk"] * 2
    )


# Throttles


def fail(client, email, times, **headers):
    for _ in range(times):
        page = client.post("/accounts/login/", {"login": email, "password": "wrong"}, **headers)
    return page


def test_ten_wrong_passwords_close_the_door_for_that_visitor_only(client):
    user = person()
    fail(client, user.email, 10, REMOTE_ADDR="203.0.113.9")
    right = {"login": user.email, "password": PASSWORD}

    same = client.post("/accounts/login/", right, REMOTE_ADDR="203.0.113.9")
    spoofed = client.post(
        "/accounts/login/", right, REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="198.51.100.7"
    )
    victim = Client().post("/accounts/login/", right, REMOTE_ADDR="198.51.100.7")

    tired = "There were too many tries. Wait up to 15 minutes, then try again"
    assert tired in same.content.decode()
    assert tired in spoofed.content.decode()
    assert victim.url == "/"


def test_the_door_opens_again_after_15_minutes(client, time_machine):
    user = person()
    fail(client, user.email, 10)
    right = {"login": user.email, "password": PASSWORD}
    time_machine.move_to(timezone.now() + timedelta(minutes=14))
    assert client.post("/accounts/login/", right).status_code == 200

    time_machine.shift(61)

    assert client.post("/accounts/login/", right).url == "/"


def test_many_addresses_guessing_at_one_account_are_stopped_and_a_code_still_signs_in(client):
    user = person()
    for number in range(10):
        fail(Client(), user.email, 10, REMOTE_ADDR=f"203.0.113.{number}")

    page = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert page.status_code == 200
    client.post("/accounts/login/code/", {"email": user.email})
    client.post("/accounts/login/code/confirm/", {"code": newest_code()})

    assert signed_in(client) == user


def test_behind_a_proxy_only_its_own_word_about_the_address_counts(client, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    user = person()
    for number in range(10):
        spoof = f"198.51.100.{number}, 203.0.113.9"
        fail(Client(), user.email, 1, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=spoof)
    right = {"login": user.email, "password": PASSWORD}

    def sign_in(forwarded):
        return Client().post(
            "/accounts/login/", right, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded
        )

    assert sign_in("198.51.100.99, 203.0.113.9").status_code == 200
    assert sign_in("203.0.113.10").url == "/"


def test_ten_wrong_codes_of_the_app_end_the_tries(client):
    user = person()
    add_app(user)
    for _ in range(10):
        browser = Client()
        browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    page = client.post("/accounts/2fa/authenticate/", {"code": app_code(user)})

    assert signed_in(client) is None
    assert problems(page) == [
        ("code", "There were too many tries. Wait up to 15 minutes, then try again")
    ]


def test_a_right_password_uses_up_no_try(client):
    user = person()
    for _ in range(11):
        browser = Client()
        page = browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    assert page.url == "/"


def test_a_mailbox_gets_five_codes_in_five_minutes_at_most(client):
    user = person()
    for _ in range(5):
        assert Client().post("/accounts/login/code/", {"email": user.email}).status_code == 302

    page = client.post("/accounts/login/code/", {"email": user.email})

    assert problems(page) == [
        ("email", "There were too many tries. Wait up to 15 minutes, then try again")
    ]
    assert len(letters()) == 5


def test_too_many_sign_ups_from_one_place_are_told_to_wait(client):
    for _ in range(60):
        client.post("/accounts/signup/", {})

    page = client.post("/accounts/signup/", {})

    assert page.status_code == 429
    assert "<h1>Wait a few minutes</h1>" in page.content.decode()


# The second step


def add_app(user):
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user)


SECRET = "JBSWY3DPEHPK3PXP"


def user_secret(user):
    return SECRET


def test_an_app_is_added_and_then_asked_for_by_password_and_by_code(client):
    user = person()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))

    page = client.post("/accounts/2fa/totp/activate/", {"code": code})

    assert page.url == "/accounts/2fa/recovery-codes/"
    stored = user.authenticator_set.get(type="totp").data["secret"]
    assert secret not in stored
    for ask in [
        {"login": user.email, "password": PASSWORD},
        {"login": user.email, "by_code": "1"},
    ]:
        browser = Client()
        page = browser.post("/accounts/login/", ask)
        if "by_code" in ask:
            page = browser.post(page.url, {"code": newest_code()})
        assert page.url == "/accounts/2fa/authenticate/"
        assert signed_in(browser) is None


def test_the_app_or_a_recovery_code_lets_in_and_a_wrong_code_does_not(client):
    user = person()
    recovery = add_app(user)
    spare = recovery.get_unused_codes()[0]

    def second_step(code):
        browser = Client()
        browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        browser.post("/accounts/2fa/authenticate/", {"code": code})
        return signed_in(browser)

    assert second_step("000000") is None
    assert second_step(app_code(user)) == user
    assert second_step(spare) == user
    assert second_step(spare) is None


def test_a_required_second_step_is_set_up_before_anything_else(client, settings):
    settings.MFA_REQUIRED_ROLES = ["manager", "superuser"]
    people = {
        "manager": ManagerFactory(),
        "superuser": SuperuserFactory(),
        "professional": UserFactory(),
        "demo manager": ManagerFactory(is_demo=True),
        "manager with app": ManagerFactory(),
    }
    add_app(people["manager with app"])

    def opens(user, path):
        browser = Client()
        browser.force_login(user)
        answer = browser.get(path)
        return answer.headers.get("Location", answer.status_code)

    assert {name: opens(user, "/me/") for name, user in people.items()} == {
        "manager": "/accounts/2fa/",
        "superuser": "/accounts/2fa/",
        "professional": 200,
        "demo manager": "/accounts/2fa/",
        "manager with app": 200,
    }
    settings.MODE = "demo"
    assert opens(people["demo manager"], "/me/") == 200
    assert opens(people["manager"], "/accounts/2fa/") == 200
    assert opens(people["manager"], "/admin/") == "/accounts/2fa/"


def test_the_set_up_page_says_why_it_came(client, settings):
    settings.MFA_REQUIRED_ROLES = ["manager"]
    client.force_login(ManagerFactory())

    page = client.get("/accounts/2fa/").content.decode()

    assert "Your role needs a second step" in page


# The admin's door


def test_the_admin_asks_for_the_portals_own_sign_in(client):
    assert client.get("/admin/").url == "/accounts/login/?next=/admin/"
    assert client.get("/admin/login/").url == "/accounts/login/?next=/admin/login/"


def test_the_admin_does_not_exist_for_people_without_the_role(client):
    client.force_login(UserFactory())

    page = client.get("/admin/", follow=True)

    assert page.status_code == 404


# Demo people


def test_demo_people_sign_in_with_the_printed_password(client):
    make_demo_account(email="manager@demo.example", name="Maya", roles=["manager"])
    make_demo_account(email="manager@demo.example", name="Maya Osei", roles=["manager"])

    client.post(
        "/accounts/login/", {"login": "manager@demo.example", "password": "demo-only-password"}
    )

    user = signed_in(client)
    assert (user.name, user.is_manager, user.is_superuser) == ("Maya Osei", True, False)


def test_there_are_no_demo_people_in_production(settings):
    settings.MODE = "production"

    with pytest.raises(PermissionError):
        make_demo_account(email="manager@demo.example", name="Maya")

    assert not User.objects.exists()
