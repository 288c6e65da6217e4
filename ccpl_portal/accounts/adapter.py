"""What we ask of allauth beyond its settings."""

import base64
import hashlib
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme

from ccpl_portal.audit.actions import record
from ccpl_portal.ui import site
from ccpl_portal.web.requests import client_ip

from .models import User

WRONG_CODE = "The code is not right. Check the newest email we sent you and enter its code"

# What a letter may be told: plain values, and none that a stranger typed.
TOLD = ["code", "email", "from_email", "to_email", "timestamp"]


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is suspended. Contact the programme team",
        "duplicate_email": "This is the email address of your account already",
        "email_password_mismatch": (
            "The email address or the password is not right."
            " Check both, or choose “Email me a code”"
        ),
        "email_taken": "Enter a different email address. This one cannot be used",
        "enter_current_password": "The current password is not right",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "The password is not right",
        "rate_limited": "Wait a minute before you ask for another code",
        "same_as_current": "Enter an email address that differs from the present one",
        "too_many_login_attempts": (
            "There were too many tries. Wait up to 15 minutes, then try again"
        ),
    }

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data["name"]
        user.kind = form.cleaned_data["kind"]
        return super().save_user(request, user, form, commit)

    def is_safe_url(self, url):
        # Only this very host: a name that merely happens to be in ALLOWED_HOSTS is elsewhere.
        return url_has_allowed_host_and_scheme(url, allowed_hosts={context.request.get_host()})

    def get_client_ip(self, request):
        return client_ip(request) or "0.0.0.0"  # noqa: S104 - a socket without an address

    def _get_login_attempts_cache_key(self, request, **credentials):
        # By account and address together, so that a stranger's tries do not lock a person out.
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"

    def pre_authenticate(self, request, **credentials):
        super().pre_authenticate(request, **credentials)
        # Many addresses guessing at one account: a wider net, which a right password does not
        # fall through either, and codes and passkeys pass beside.
        usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed_anywhere",
            key=credentials.get("email", "").lower(),
        )
        if not usage:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage.extend(usage.usage)

    def is_reauthentication_required(self, *, app, **kwargs):
        # Somebody who signed in a moment ago has just shown who they are.
        request = context.request
        records = get_authentication_records(request, request.user)
        fresh = records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def authentication_failed(self, request, **credentials):
        record("failed sign-in", User.objects.filter(email=credentials.get("email")).first())

    def get_password_change_redirect_url(self, request):
        return "/me/"

    def send_mail(self, template_prefix, email, context):
        """Owe somebody the letter templates/accounts/letters/<name>.txt."""
        name = template_prefix.rpartition("/")[2]
        told = {key: context[key] for key in TOLD if key in context}
        self.deliver(to=email, template=f"accounts/letters/{name}", context=told)

    def deliver(self, *, to, template, context):
        # The outbox lies above this room: its adapter is the one in the settings.
        raise NotImplementedError


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Your role needs a second step. Add another one first",
        "cannot_generate_recovery_codes": "Add an authenticator app or a passkey first",
        "incorrect_code": "The code is not right. Enter the code that your app shows now",
        "unverified_email": "Confirm your email address first",
    }

    def get_totp_issuer(self):
        return site.portal_name()

    def _get_site_name(self):
        return site.portal_name()

    def generate_authenticator_name(self, user, type):
        number = user.authenticator_set.filter(type=type).count() + 1
        return "My passkey" if number == 1 else f"Passkey {number}"

    def encrypt(self, text):
        return vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return vault().decrypt(encrypted_text.encode()).decode()


def vault():
    """Keeps the secrets of authenticator apps unreadable in the database and in its dumps."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"accounts.second-step" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "disconnect_last": "Set a password or add a passkey before you disconnect this account",
        "no_password": "Set a password or add a passkey before you disconnect this account",
    }

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data)
        user.name = data.get("name") or ""
        return user

    def get_signup_form_initial_data(self, sociallogin):
        return {
            **super().get_signup_form_initial_data(sociallogin),
            "name": sociallogin.user.name,
        }
