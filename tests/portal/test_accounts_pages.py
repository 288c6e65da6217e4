"""The pages of accounts: what a person sees of their own, and that every page is ours."""

from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.forms import Field
from django.test.signals import template_rendered
from django.utils.module_loading import import_string

from ccpl_portal.accounts import checks, mine, roles
from ccpl_portal.audit.models import Event
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory

pytestmark = pytest.mark.django_db


def rows(page):
    return {key: value for key, value, *_ in [*page.context["about"], *page.context["sign_in"]]}


def test_an_unverified_person_reads_that_they_wait_and_what_happens_next(client):
    client.force_login(UnverifiedFactory(name="Una", email="una@example.org"))

    page = client.get("/me/")

    assert "Your account is waiting to be verified" in page.content.decode()
    assert rows(page) == {
        "Name": "Una",
        "Kind of account": "Clinical or care professional (not verified yet)",
        "Email address": "una@example.org",
        "Password": "None: we email you a code",
        "Authenticator app": "None",
        "Passkeys": "None",
    }


def test_a_verified_person_reads_no_such_thing(client):
    user = UserFactory()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)

    page = client.get("/me/")

    assert "waiting to be verified" not in page.content.decode()
    assert rows(page)["Kind of account"] == "Clinical or care professional"
    assert rows(page)["Authenticator app"] == "Added"


def test_my_account_shows_only_what_other_rooms_hold_about_me(client, monkeypatch):
    user = UserFactory()
    monkeypatch.setattr(mine, "_parts", [])
    mine.shows("My groups", lambda person: [(f"Group of {person.name}", "/networks/one/")])
    mine.shows("My applications", lambda person: [])
    client.force_login(user)

    page = client.get("/me/")

    assert page.context["parts"] == [("My groups", [(f"Group of {user.name}", "/networks/one/")])]
    assert f'<a href="/networks/one/">Group of {user.name}</a>' in page.content.decode()
    assert "My applications" not in page.content.decode()


def test_my_account_asks_a_stranger_to_sign_in(client):
    assert client.get("/me/").url == "/accounts/login/?next=/me/"
    assert client.get("/me/change/").url == "/accounts/login/?next=/me/change/"


def test_somebody_changes_their_name_and_before_verification_their_kind(client):
    user = UnverifiedFactory()
    client.force_login(user)

    client.post("/me/change/", {"name": "  Ada \n Jones ", "kind": "resident", "email": "x@y.org"})

    user.refresh_from_db()
    assert (user.name, user.kind) == ("Ada Jones", "resident")
    assert user.email != "x@y.org"
    event = Event.objects.about(user).get()
    assert (event.verb, event.actor_id, event.details) == (
        "changed profile",
        user.pk,
        {"fields": ["name", "kind"]},
    )


def test_a_verified_person_keeps_the_kind_that_was_verified(client):
    user = UserFactory(kind="resident")
    client.force_login(user)

    client.post("/me/change/", {"name": "Ada", "kind": "professional"})

    user.refresh_from_db()
    assert (user.name, user.kind) == ("Ada", "resident")


def test_an_empty_name_says_what_to_do(client):
    user = UserFactory(name="Ada")
    client.force_login(user)

    page = client.post("/me/change/", {"name": "   "})

    user.refresh_from_db()
    assert page.context["form"].errors == {"name": ["Enter your name"]}
    assert user.name == "Ada"


def test_a_signed_in_page_asks_for_session_and_person_only(client, django_assert_num_queries):
    client.force_login(ManagerFactory())

    with django_assert_num_queries(2):
        client.get("/me/change/")


# Every page of sign-in is drawn by our templates

SIGNED_OUT = [
    "login/",
    "signup/",
    "signup/passkey/",
    "login/code/",
    "password/reset/",
    "inactive/",
    "password/reset/done/",
    "3rdparty/login/cancelled/",
    "3rdparty/login/error/",
]
SIGNED_IN = [
    "logout/",
    "password/change/",
    "email/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/recovery-codes/generate/",
    "3rdparty/",
    "sessions/",
]


@pytest.fixture
def drawn():
    """The files of the templates that pages were drawn from."""
    files = []

    def note(template, **kwargs):
        files.append(str(template.origin))

    template_rendered.connect(note)
    yield files
    template_rendered.disconnect(note)


def theirs(files):
    library = str(Path(allauth.__file__).parent)
    return sorted({file for file in files if file.startswith(library)})


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_pages_before_sign_in_are_ours(client, drawn, path):
    page = client.get(f"/accounts/{path}")

    assert page.status_code == (401 if "error" in path else 200)
    assert " - Clinical and care professional leadership</title>" in page.content.decode()
    assert theirs(drawn) == []


@pytest.mark.parametrize("path", SIGNED_IN)
def test_pages_after_sign_in_are_ours(client, drawn, path):
    user = UserFactory()
    user.set_password("three random words")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post("/accounts/login/", {"login": user.email, "password": "three random words"})
    drawn.clear()

    page = client.get(f"/accounts/{path}")

    assert page.status_code == 200
    assert " - Clinical and care professional leadership</title>" in page.content.decode()
    assert theirs(drawn) == []


@pytest.mark.parametrize("path", SIGNED_IN)
def test_pages_after_sign_in_ask_a_stranger_to_sign_in(client, path):
    page = client.get(f"/accounts/{path}")

    assert page.url.partition("?")[0] in {"/accounts/login/", "/"}
    assert Authenticator.objects.count() == 0


def test_every_form_of_sign_in_says_in_its_own_words_what_is_missing(settings):
    silent = Field.default_error_messages["required"]
    forms = {**settings.ACCOUNT_FORMS, **settings.MFA_FORMS}
    user = UserFactory()
    needs = {
        "set_password": {"user": user},
        "change_password": {"user": user},
        "add_email": {"user": user},
        "reauthenticate": {"user": user},
        "authenticate": {"user": user},
        "add_webauthn": {"user": user},
        "signup_webauthn": {"user": user},
    }

    found = [
        f"{name}.{field_name}"
        for name, path in forms.items()
        if name not in {"reauthenticate", "edit_webauthn", "activate_totp"}
        for field_name, field in import_string(path)(**needs.get(name, {})).fields.items()
        if field.required and field.error_messages["required"] == silent
    ]

    assert found == []


def test_a_misspelt_required_role_is_a_warning(settings):
    settings.MFA_REQUIRED_ROLES = ["manager", "managers"]

    assert [warning.msg for warning in checks.required_roles_are_known(None)] == [
        "MFA_REQUIRED_ROLES names 'managers', which no room provides"
    ]


def test_a_house_says_who_holds_its_role(monkeypatch):
    monkeypatch.setattr(roles, "_holders", {})
    roles.provides("secretary", lambda user: user.name == "Sid")

    assert roles.holds_any(UserFactory(name="Sid"), ["secretary"])
    assert not roles.holds_any(UserFactory(name="Una"), ["secretary"])
    assert not roles.holds_any(UserFactory(name="Sid"), ["chair"])
