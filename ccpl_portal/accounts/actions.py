from functools import cache

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record

from .models import RoleGrant, SignIn, User
from .signals import account_verified


@transaction.atomic
def open_account(*, email, name, kind, by):
    """Open a verified account for somebody, who signs in with codes until they set a password."""
    user = User.objects.create_user(email, name=name, kind=kind)
    record("opened account", user, by=by)
    verify_account(user=user, by=by)
    return user


@transaction.atomic
def verify_account(*, user, by):
    """Vouch for a person; by=None when their confirmed address does it. False if it was so."""
    now = timezone.now()
    if not User.objects.filter(pk=user.pk, verified_at=None).update(
        verified_at=now, verified_by=by
    ):
        return False
    user.verified_at, user.verified_by = now, by
    record("verified account", user, by=by)
    account_verified.send(sender=User, user=user)
    return True


def verify_by_domain(*, user):
    """Verify somebody who has confirmed an address at one of ALLOWED_EMAIL_DOMAINS."""
    if user.verified_at or not user.is_active:
        return False
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    if not any(is_allowed(address.email) for address in confirmed):
        return False
    return verify_account(user=user, by=None)


def is_allowed(email):
    domain = email.rpartition("@")[2].lower()
    return any(
        domain == allowed or (allowed.startswith(".") and domain.endswith(allowed))
        for allowed in settings.ALLOWED_EMAIL_DOMAINS
    )


@transaction.atomic
def suspend_account(*, user, by):
    """Take every right away from the next request on; False if it was so."""
    may_change_state(user, by)
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        return False
    user.is_active = False
    record("suspended account", user, by=by)
    return True


@transaction.atomic
def restore_account(*, user, by):
    may_change_state(user, by)
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        return False
    user.is_active = True
    record("restored account", user, by=by)
    return True


@transaction.atomic
def reset_second_step(*, user, by):
    """Remove lost apps, passkeys and codes, so that the person can set them up anew."""
    may_change_state(user, by)
    removed, _ = Authenticator.objects.filter(user=user).delete()
    user.__dict__.pop("has_second_step", None)
    if removed:
        record("reset second step", user, by=by, removed=removed)
    return bool(removed)


def may_change_state(user, by):
    if user == by or (user.is_privileged and not by.is_superuser):
        raise PermissionDenied


@transaction.atomic
def grant_role(*, user, role, by, from_on=None, until_on=None):
    """Give a role. Only a superuser makes a manager, who may open the admin."""
    if not may_grant(by, role):
        raise PermissionDenied
    grant = RoleGrant(
        user=user,
        role=role,
        granted_by=by,
        from_on=from_on or timezone.localdate(),
        until_on=until_on,
    )
    grant.full_clean()
    grant.save()
    user.__dict__.pop("roles", None)
    record("granted role", user, by=by, role=role)
    return grant


def may_grant(by, role):
    return by.is_superuser or (by.is_manager and role != RoleGrant.Role.MANAGER)


def forget_sessions():
    """Delete sessions that are over, and with them where and with what they were opened."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    open_ones = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=open_ones).delete()


def forget_sign_ins():
    """Delete what the sign-in log kept long enough."""
    SignIn.objects.filter(at__lt=timezone.now() - settings.SIGN_INS_KEPT).delete()


@transaction.atomic
def make_demo_account(
    *, email, name, kind=User.Kind.PROFESSIONAL, verified=True, roles=(), is_superuser=False
):
    """Make or refresh a demo person, who signs in with the password that the README prints."""
    if settings.MODE not in {"demo", "test"}:
        raise PermissionError("Demo people exist only where CCPL_MODE is demo")
    user, _ = User.objects.update_or_create(
        email=email,
        defaults={
            "name": name,
            "kind": kind,
            "is_active": True,
            "is_demo": True,
            "is_superuser": is_superuser,
            "verified_at": timezone.now() if verified else None,
            "password": demo_password(),
        },
    )
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    held = set(user.role_grants.current().values_list("role", flat=True))
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in set(roles) - held)
    user.__dict__.pop("roles", None)
    return user


@cache
def demo_password():
    # Hashed once for all demo people: each hash takes a quarter of a second.
    return make_password("demo-only-password")
