"""Signing in with another service, tried against a small OpenID Connect provider of our own."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress

from ccpl_portal.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

ADA = {"sub": "42", "name": "Ada Jones", "email": "ada@nhs.net", "email_verified": True}


class Provider(ThreadingHTTPServer):
    """Says that whoever comes is `person`."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.person = ADA
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def do_GET(self):
        url = self.server.url
        if self.path == "/.well-known/openid-configuration":
            return self.answer(
                {
                    "issuer": url,
                    "authorization_endpoint": f"{url}/authorize",
                    "token_endpoint": f"{url}/token",
                    "userinfo_endpoint": f"{url}/userinfo",
                    "jwks_uri": f"{url}/keys",
                }
            )
        return self.answer(self.server.person)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "ticket", "token_type": "Bearer"})

    def log_message(self, *args):
        pass


@pytest.fixture
def provider(settings):
    with Provider() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        app = {
            "provider_id": "sso",
            "name": "NHSmail",
            "client_id": "portal",
            "secret": "hush",
            "settings": {"server_url": server.url},
        }
        settings.OIDC_SERVER_URL = server.url
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
        }
        yield server
        server.shutdown()


def go_round(client):
    """To the provider and back."""
    there = client.post("/accounts/oidc/sso/login/")
    asked = parse_qs(urlsplit(there.url).query)
    return client.get(
        "/accounts/oidc/sso/login/callback/", {"code": "once", "state": asked["state"][0]}
    )


def signed_in(client):
    user_id = client.session.get("_auth_user_id")
    return User.objects.get(pk=user_id) if user_id else None


def test_the_sign_in_page_offers_the_provider_only_when_there_is_one(client, provider, settings):
    with_one = client.get("/accounts/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    without = client.get("/accounts/login/").content.decode()

    assert ("Sign in with NHSmail" in with_one, "NHSmail" in without) == (True, False)


def test_the_first_time_asks_for_the_kind_of_account(client, provider, settings):
    settings.ALLOWED_EMAIL_DOMAINS = ["nhs.net"]

    page = go_round(client)
    assert page.url == "/accounts/3rdparty/signup/"
    assert client.get(page.url).context["form"].initial["name"] == "Ada Jones"
    client.post(page.url, {"name": "Ada Jones", "kind": "professional", "email": "ada@nhs.net"})

    user = signed_in(client)
    assert (user.name, user.kind, user.email) == ("Ada Jones", "professional", "ada@nhs.net")
    assert user.is_verified
    assert not user.has_usable_password()


def test_the_second_time_signs_in_at_once(client, provider):
    page = go_round(client)
    client.post(page.url, {"name": "Ada Jones", "kind": "professional", "email": "ada@nhs.net"})
    user = signed_in(client)
    client.logout()

    page = go_round(client)

    assert page.url == "/"
    assert signed_in(client) == user


def test_a_providers_word_about_an_address_opens_nobody_elses_account(client, provider):
    owner = UserFactory(email="ada@nhs.net")
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)

    page = go_round(client)
    client.post(page.url, {"name": "Eve", "kind": "professional", "email": "ada@nhs.net"})

    assert signed_in(client) is None
    assert list(User.objects.all()) == [owner]


def test_a_trusted_providers_word_about_an_address_signs_its_owner_in(client, provider, settings):
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    owner = UserFactory(email="ada@nhs.net")
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)

    go_round(client)

    assert signed_in(client) == owner


def test_an_address_that_the_provider_did_not_check_is_confirmed_first(client, provider, settings):
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    settings.ALLOWED_EMAIL_DOMAINS = ["nhs.net"]
    provider.person = {**ADA, "email_verified": False}

    page = go_round(client)
    page = client.post(page.url, {"name": "Eve", "kind": "professional", "email": "ada@nhs.net"})

    assert page.url == "/accounts/confirm-email/"
    assert signed_in(client) is None
    assert not User.objects.get().is_verified


def test_an_answer_that_nobody_asked_for_is_refused(client, provider):
    page = client.get("/accounts/oidc/sso/login/callback/", {"code": "once", "state": "made up"})

    assert "The other service could not sign you in" in page.content.decode()
    assert not User.objects.exists()
