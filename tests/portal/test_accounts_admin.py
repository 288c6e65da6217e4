"""What managers and superusers may do to accounts, and what they may not."""

import pytest
from django.core.exceptions import PermissionDenied

from ccpl_portal.accounts import actions
from ccpl_portal.accounts.models import RoleGrant, User
from ccpl_portal.audit.models import Event
from ccpl_portal.outbox.models import Letter
from tests.factories.accounts import (
    ManagerFactory,
    RoleGrantFactory,
    SuperuserFactory,
    UnverifiedFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

USERS = "/admin/ccpl_portal/user/"
GRANTS = "/admin/ccpl_portal/rolegrant/"


@pytest.fixture
def manager(client):
    user = ManagerFactory(name="Maya Osei")
    client.force_login(user)
    return user


def act(client, action, *users):
    return client.post(
        USERS, {"action": action, "_selected_action": [user.pk for user in users]}, follow=True
    )


def said(page):
    return [str(message) for message in page.context["messages"]]


def verbs_about(user):
    return list(Event.objects.about(user).order_by("id").values_list("verb", "actor_id"))


def test_a_manager_verifies_an_account_and_the_person_is_told(client, manager):
    waiting, verified = UnverifiedFactory(), UserFactory()

    page = act(client, "verify", waiting, verified)

    waiting.refresh_from_db()
    assert said(page) == ["1 account verified"]
    assert (waiting.is_verified, waiting.verified_by) == (True, manager)
    assert verbs_about(waiting) == [("verified account", manager.pk)]
    assert list(Letter.objects.values_list("to_user", "subject")) == [
        (waiting.pk, "Your account is verified")
    ]


def test_a_manager_suspends_and_restores_an_account(client, manager):
    user = UserFactory()

    act(client, "suspend", user)
    user.refresh_from_db()
    assert not user.is_active
    act(client, "restore", user)

    user.refresh_from_db()
    assert user.is_active
    assert verbs_about(user) == [
        ("suspended account", manager.pk),
        ("restored account", manager.pk),
    ]


def test_a_manager_suspends_no_superuser_no_manager_and_not_themselves(client, manager):
    superuser = SuperuserFactory(name="Adam")
    sleeping = SuperuserFactory(name="Sleeping", is_active=False)
    colleague = ManagerFactory(name="Colleague")

    page = act(client, "suspend", superuser, colleague, manager)
    act(client, "restore", sleeping)
    act(client, "reset_second_step", superuser)

    active = User.objects.filter(is_active=True)
    assert set(active) == {superuser, colleague, manager}
    assert said(page)[0] == "0 accounts suspended"
    assert not Event.objects.exists()


def test_a_professional_cannot_do_what_the_admin_does(client):
    user = UserFactory()
    client.force_login(user)
    waiting = UnverifiedFactory()

    page = act(client, "verify", waiting)

    waiting.refresh_from_db()
    assert page.status_code == 404
    assert not waiting.is_verified


def test_the_list_shows_who_waits_for_verification(client, manager):
    waiting = UnverifiedFactory()
    UnverifiedFactory(is_active=False)

    page = client.get(USERS, {"state": "waiting"})

    assert list(page.context["cl"].queryset) == [waiting]


def test_the_list_takes_as_many_queries_for_three_accounts_as_for_one(
    client, manager, django_assert_num_queries
):
    with django_assert_num_queries(4):
        client.get(USERS)
    UserFactory.create_batch(3)
    with django_assert_num_queries(4):
        client.get(USERS)


def test_a_manager_opens_an_account_for_somebody(client, manager):
    raised = {"is_superuser": "on", "is_staff": "on", "groups": "1", "user_permissions": "1"}

    client.post(
        f"{USERS}add/", {"email": "New@Example.org", "name": "Nia", "kind": "colleague", **raised}
    )

    user = User.objects.get(email="new@example.org")
    assert (user.name, user.kind, user.is_verified, user.is_superuser, user.is_staff) == (
        "Nia",
        "colleague",
        True,
        False,
        False,
    )
    assert not user.has_usable_password()
    assert verbs_about(user) == [
        ("opened account", manager.pk),
        ("verified account", manager.pk),
    ]


@pytest.mark.parametrize("whom", ["superuser", "self", "professional"])
def test_a_manager_raises_nobody_through_the_change_page(client, manager, whom):
    user = {"superuser": SuperuserFactory, "professional": UserFactory}.get(whom, lambda: manager)()
    before = User.objects.filter(pk=user.pk).values().get()

    page = client.post(
        f"{USERS}{user.pk}/change/",
        {
            "name": "Raised",
            "kind": "professional",
            "email": "mine@example.org",
            "is_superuser": "on",
            "is_staff": "on",
            "groups": "1",
            "user_permissions": "1",
            "password": "x",
        },
    )

    assert page.status_code == 403
    after = User.objects.filter(pk=user.pk).values().get()
    assert after == before


def test_a_superuser_changes_a_name_but_not_an_address(client):
    admin = SuperuserFactory()
    client.force_login(admin)
    user = UserFactory(name="Before", email="kept@example.org")

    client.post(
        f"{USERS}{user.pk}/change/",
        {"name": "After", "kind": "colleague", "email": "stolen@example.org"},
    )

    user.refresh_from_db()
    assert (user.name, user.kind, user.email) == ("After", "colleague", "kept@example.org")
    assert verbs_about(user) == [("changed account", admin.pk)]


def test_a_superuser_cannot_step_down_alone(client):
    admin = SuperuserFactory()
    client.force_login(admin)

    client.post(f"{USERS}{admin.pk}/change/", {"name": "Adam", "kind": "colleague"})

    admin.refresh_from_db()
    assert (admin.name, admin.is_superuser) == ("Adam", True)


def grant(client, user, role):
    return client.post(f"{GRANTS}add/", {"user": user.pk, "role": role, "from_on": "2026-01-01"})


def test_a_manager_makes_coordinators(client, manager):
    user = UserFactory()

    grant(client, user, "coordinator")

    assert list(user.role_grants.values_list("role", "granted_by")) == [("coordinator", manager.pk)]
    assert verbs_about(user) == [("granted role", manager.pk)]


def test_a_manager_makes_no_managers_and_sees_no_such_grant(client, manager):
    user = UserFactory()
    other = RoleGrantFactory(role=RoleGrant.Role.MANAGER)

    page = grant(client, user, "manager")
    client.post(f"{GRANTS}{other.pk}/delete/", {"post": "yes"})
    listed = client.get(GRANTS).context["cl"].queryset

    assert page.context["adminform"].form.errors["role"] == [
        "Select a valid choice. manager is not one of the available choices."
    ]
    assert not user.role_grants.exists()
    assert RoleGrant.objects.filter(pk=other.pk).exists()
    assert not listed.exists()


def test_a_superuser_makes_managers_who_may_work_at_the_next_request(client):
    user = UserFactory()
    client.force_login(SuperuserFactory())
    grant(client, user, "manager")

    client.force_login(user)

    assert client.get(USERS).status_code == 200


def test_the_action_refuses_what_the_page_does_not_offer():
    with pytest.raises(PermissionDenied):
        actions.grant_role(user=UserFactory(), role="manager", by=ManagerFactory())
    with pytest.raises(PermissionDenied):
        actions.grant_role(user=UserFactory(), role="coordinator", by=UserFactory())

    assert RoleGrant.objects.filter(role="coordinator").count() == 0


def test_secrets_of_accounts_are_not_in_the_admin(client):
    client.force_login(SuperuserFactory())

    paths = [
        "account/emailaddress",
        "mfa/authenticator",
        "socialaccount/socialapp",
        "socialaccount/socialtoken",
        "socialaccount/socialaccount",
        "usersessions/usersession",
    ]

    assert {client.get(f"/admin/{path}/").status_code for path in paths} == {404}
