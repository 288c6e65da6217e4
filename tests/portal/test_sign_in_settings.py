"""What the environment makes of sign-in: read by a Python of its own, as a deployment would."""

import json
import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "CCPL_MODE": "production",
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "ccpl.example.nhs.uk",
    "DATABASE_URL": "postgres:///nowhere",
}
OIDC = {
    "OIDC_SERVER_URL": "https://login.example.com/tenant/v2.0",
    "OIDC_CLIENT_ID": "portal",
    "OIDC_CLIENT_SECRET": "hush",
    "OIDC_NAME": "NHSmail",
}


def read_settings(*names, **environment):
    """The named settings, or the line that the portal stops with."""
    program = (
        "import json; from ccpl_portal import settings;"
        f"print(json.dumps([getattr(settings, name) for name in {list(names)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr


def test_production_cookies_stay_with_this_host_and_out_of_scripts():
    names = [
        f"{cookie}_COOKIE_{flag}"
        for cookie in ["SESSION", "CSRF"]
        for flag in ["NAME", "SECURE", "HTTPONLY", "SAMESITE"]
    ]

    found = dict(zip(names, read_settings(*names, **PRODUCTION), strict=True))

    assert found == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
    }


def test_production_requires_a_second_step_of_named_roles():
    assert read_settings("MFA_REQUIRED_ROLES", **PRODUCTION) == [
        ["manager", "secretary", "panel", "superuser"]
    ]
    assert read_settings("MFA_REQUIRED_ROLES", MFA_REQUIRED_ROLES="secretary", **PRODUCTION) == [
        ["secretary"]
    ]
    assert read_settings("MFA_REQUIRED_ROLES", CCPL_MODE="demo") == [[]]


def test_passwords_are_hashed_slowly_outside_tests():
    own = "'PASSWORD_HASHERS' not in vars(settings)"
    program = f"from ccpl_portal import settings; assert {own}"

    subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": os.environ["PATH"], **PRODUCTION},
        check=True,
    )


def test_single_sign_on_is_read_from_the_environment():
    providers, policy = read_settings(
        "SOCIALACCOUNT_PROVIDERS", "CONTENT_SECURITY_POLICY", **PRODUCTION, **OIDC
    )

    assert providers["openid_connect"]["APPS"] == [
        {
            "provider_id": "sso",
            "name": "NHSmail",
            "client_id": "portal",
            "secret": "hush",
            "settings": {"server_url": "https://login.example.com/tenant/v2.0"},
        }
    ]
    assert policy["DIRECTIVES"]["form-action"] == ["'self'", "https://login.example.com"]


def test_without_a_server_there_is_no_single_sign_on():
    providers, policy = read_settings(
        "SOCIALACCOUNT_PROVIDERS", "CONTENT_SECURITY_POLICY", **PRODUCTION
    )

    assert providers["openid_connect"]["APPS"] == []
    assert policy["DIRECTIVES"]["form-action"] == ["'self'"]


@pytest.mark.parametrize("missing", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_half_a_single_sign_on_says_what_is_missing(missing):
    environment = {name: value for name, value in OIDC.items() if name != missing}

    said = read_settings("SOCIALACCOUNT_PROVIDERS", **PRODUCTION, **environment)

    assert said == f"{missing} is not set. OIDC_SERVER_URL is set: see the table in README.md\n"
