"""An account that nobody has verified reads what a stranger reads, and no more.

Each page is drawn for a verified person too, so that there is something to hide.
"""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from ccpl_portal.people.models import Person
from governance.models import AgendaItem, Meeting
from networks import rules
from networks.models import Group, Membership
from tests.factories.accounts import UnverifiedFactory, UserFactory
from tests.factories.governance import AgendaItemFactory, MeetingFactory
from tests.factories.networks import ForumFactory, GroupFactory, MembershipFactory
from tests.factories.people import PersonFactory, PersonWithAccountFactory

pytestmark = pytest.mark.django_db


def words(client, path):
    """What the page itself says; for a page that is not there, its status."""
    page = client.get(path)
    if page.status_code != 200:
        return 404 if page.status_code == 302 else page.status_code
    main = re.search(r"<main.*</main>", page.content.decode(), re.DOTALL).group()
    # Whoever is signed in may be greeted, and need not be asked to sign in.
    return " ".join(re.sub(r"<[^>]+>|sign in|Sign in", " ", main).split())


def readers():
    unverified, verified = Client(), Client()
    unverified.force_login(UnverifiedFactory())
    verified.force_login(UserFactory())
    return Client(), unverified, verified


@pytest.fixture
def group():
    group = GroupFactory(slug="respiratory", name="Respiratory network")
    MembershipFactory(group=group, person__name="Plain Member", person__slug="plain-member")
    return group


def test_the_members_of_a_group(group):
    stranger, unverified, verified = (words(who, "/networks/respiratory/") for who in readers())

    assert "Plain Member" in verified
    assert "Plain Member" not in unverified
    assert unverified == stranger


@pytest.mark.parametrize("path", ["/people/", "/people/?q=Careful", "/people/careful/"])
def test_people_who_chose_to_be_seen_by_verified_people_only(path):
    PersonFactory(name="Careful Person", slug="careful", audience=Person.Audience.VERIFIED)

    stranger, unverified, verified = (words(who, path) for who in readers())

    assert "Careful Person" in verified
    assert "Careful Person" not in str(unverified)
    assert unverified == stranger


def test_a_shared_address():
    PersonFactory(slug="open", email="open@demo.example", shows_email=True)

    stranger, unverified, verified = (words(who, "/people/open/") for who in readers())

    assert "open@demo.example" in verified
    assert "open@demo.example" not in unverified
    assert unverified == stranger


def office(user, role, group):
    person = Person.objects.filter(user=user).first() or PersonWithAccountFactory(user=user)
    return MembershipFactory(group=group, person=person, role=role)


@pytest.mark.parametrize("role", Membership.Role.values)
def test_an_office_in_a_group_gives_an_unverified_account_no_right(role):
    unverified, verified = UnverifiedFactory(), UserFactory()
    group = ForumFactory(oversees_quality=True)
    for user in [unverified, verified]:
        office(user, role, group)
    colleague = MembershipFactory(group=group).person

    def rights(user):
        return {
            rule: getattr(rules, rule)(user, about)
            for rule, about in [
                ("is_member", group),
                ("is_secretary", group),
                ("is_chair", group),
                ("leads", group),
                ("may_edit", group),
                ("may_keep_members", group),
                ("may_list_members", group),
                ("may_read_private_contact", colleague),
            ]
        } | {
            "oversees_quality": rules.oversees_quality(user),
            "is_a_secretary": user.is_authenticated and rules.is_a_secretary(user),
        }

    assert rights(verified)["is_member"]
    assert rights(unverified) == rights(AnonymousUser())


def test_a_member_who_is_not_verified_sees_no_hidden_group_meeting_or_item():
    unverified, verified = UnverifiedFactory(), UserFactory()
    hidden, forum = GroupFactory(visibility=Group.Visibility.HIDDEN), ForumFactory()
    for user in [unverified, verified]:
        office(user, "member", hidden)
        office(user, "secretary", forum)
    MeetingFactory(group=forum, state=Meeting.State.DRAFT)
    MeetingFactory(group=forum, visibility=Meeting.Audience.MEMBERS)
    AgendaItemFactory(meeting=MeetingFactory(group=forum), visibility="private")

    def seen(user):
        return [
            set(model.objects.visible_to(user).values_list("pk", flat=True))
            for model in [Group, Meeting, AgendaItem]
        ]

    assert [len(rows) for rows in seen(verified)] == [2, 3, 1]
    assert [len(rows) for rows in seen(AnonymousUser())] == [1, 1, 0]
    assert seen(unverified) == seen(AnonymousUser())
