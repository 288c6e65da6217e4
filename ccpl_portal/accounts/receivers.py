"""What happens when allauth says that something happened: audit, and verification by domain."""

from allauth.account import signals as account
from allauth.mfa import signals as second_step
from allauth.socialaccount import signals as single_sign_on
from django.dispatch import receiver
from structlog.contextvars import get_contextvars

from ccpl_portal.audit.actions import record

from . import actions
from .models import SignIn


@receiver(account.user_logged_in)
def signed_in(request, user, **kwargs):
    SignIn.objects.create(user=user, ip=get_contextvars().get("ip"))
    # Here too, because a domain may have been allowed since the address was confirmed.
    actions.verify_by_domain(user=user)


@receiver(account.email_confirmed)
def confirmed(request, email_address, **kwargs):
    record("confirmed email address", email_address.user, by=email_address.user)
    actions.verify_by_domain(user=email_address.user)


@receiver(account.email_changed)
def changed_address(user, from_email_address, **kwargs):
    # The first address of an account is not a change.
    if from_email_address:
        record("changed email address", user, by=user)


@receiver(second_step.authentication_failed)
def second_step_failed(request, user, **kwargs):
    record("failed second step", user)


def deeds():
    """Signals whose audit event says only who did it to their own account."""
    return {
        "opened account": account.user_signed_up,
        "changed password": account.password_changed,
        "set password": account.password_set,
        "reset password": account.password_reset,
        "failed sign-in code": account.login_code_rejected,
        "added second step": second_step.authenticator_added,
        "removed second step": second_step.authenticator_removed,
        "renewed recovery codes": second_step.authenticator_reset,
        "connected single sign-on": single_sign_on.social_account_added,
    }


def record_deed(verb):
    def recorder(user=None, sociallogin=None, **kwargs):
        person = user or sociallogin.user
        record(verb, person, by=person)

    return recorder


for _verb, _signal in deeds().items():
    _signal.connect(record_deed(_verb), weak=False, dispatch_uid=f"accounts: {_verb}")
