from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from ccpl_portal.accounts import rules
from ccpl_portal.accounts.models import RoleGrant, User
from tests.factories.accounts import (
    CoordinatorFactory,
    ManagerFactory,
    RoleGrantFactory,
    SuperuserFactory,
    UnverifiedFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PREDICATES = ["is_verified", "is_manager", "is_coordinator", "is_superuser"]


def answers(user):
    return [name for name in PREDICATES if getattr(rules, name)(user)]


def test_predicates_answer_for_each_kind_of_person():
    people = {
        "stranger": AnonymousUser(),
        "unverified": UnverifiedFactory(),
        "professional": UserFactory(),
        "manager": ManagerFactory(),
        "coordinator": CoordinatorFactory(),
        "superuser": SuperuserFactory(),
        "suspended manager": ManagerFactory(is_active=False),
        "suspended superuser": SuperuserFactory(is_active=False),
    }

    assert {name: answers(user) for name, user in people.items()} == {
        "stranger": [],
        "unverified": [],
        "professional": ["is_verified"],
        "manager": ["is_verified", "is_manager"],
        "coordinator": ["is_verified", "is_coordinator"],
        "superuser": ["is_verified", "is_manager", "is_superuser"],
        "suspended manager": [],
        "suspended superuser": [],
    }


def test_a_role_is_held_from_its_first_day_until_the_day_before_its_end():
    today = timezone.localdate()
    day = timedelta(days=1)
    periods = {
        "ended today": (today - day, today),
        "ends tomorrow": (today, today + day),
        "open": (today, None),
        "starts tomorrow": (today + day, None),
    }
    for name, (from_on, until_on) in periods.items():
        RoleGrantFactory(user__name=name, from_on=from_on, until_on=until_on)

    assert {user.name for user in User.objects.all() if user.is_manager} == {
        "ends tomorrow",
        "open",
    }
    assert {user.name for user in User.objects.managers()} == {"ends tomorrow", "open"}


def test_the_database_refuses_a_role_held_twice_at_once():
    grant = RoleGrantFactory()

    with pytest.raises(IntegrityError, match="role_grant_held_once"), transaction.atomic():
        RoleGrantFactory(user=grant.user)

    assert list(RoleGrant.objects.all()) == [grant]


def test_the_database_refuses_a_second_account_for_an_address_in_capitals():
    with pytest.raises(IntegrityError, match="user_email_lower_case"), transaction.atomic():
        UserFactory(email="Jo@Example.org")

    assert not User.objects.exists()
