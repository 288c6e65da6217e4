import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone

from ccpl_portal.accounts.models import User
from ccpl_portal.audit.models import Event
from ccpl_portal.outbox.models import Letter
from ccpl_portal.people.models import Person
from ccpl_portal.web.errors import Conflict
from networks.joining import actions
from networks.models import Group, JoinRequest, Membership
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.networks import (
    ForumFactory,
    GroupFactory,
    JoinRequestFactory,
    MembershipFactory,
)
from tests.factories.people import PersonFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

OPEN, HIDDEN = Group.Visibility.OPEN, Group.Visibility.HIDDEN
State = JoinRequest.State


@pytest.fixture
def lead():
    return MembershipFactory(
        group__slug="respiratory", group__name="Respiratory network", role=Membership.Role.LEAD
    )


@pytest.fixture
def asked(lead):
    return JoinRequestFactory(group=lead.group, person__name="Ada Example")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def members(group):
    return [
        (m.person.user, m.role, m.from_on, m.until_on) for m in group.memberships.order_by("pk")
    ]


def test_a_professional_joins_an_open_group_at_once(client):
    group, someone = GroupFactory(visibility=OPEN, name="Frailty community"), UserFactory()
    client.force_login(someone)

    page = client.get(f"/networks/{group.slug}/join/")
    answer = client.post(f"/networks/{group.slug}/join/", follow=True)

    assert "you become a member at once" in words(page)
    assert members(group) == [(someone, "member", timezone.localdate(), None)]
    assert "You are now a member of Frailty community" in words(answer)
    assert "You are a member. Leave this group" in words(answer)
    assert Event.objects.filter(verb="joined group", actor_id=someone.pk).count() == 1


def test_who_joins_without_an_entry_in_the_directory_gets_one_that_colleagues_see(client):
    PersonFactory(slug="ada-example")
    someone = UserFactory(name="Ada Example")

    actions.join(group=GroupFactory(visibility=OPEN), by=someone)

    entry = Person.objects.get(user=someone)
    assert (entry.name, entry.slug, entry.audience) == (
        "Ada Example",
        f"ada-example-{someone.pk}",
        Person.Audience.VERIFIED,
    )


def test_who_belongs_already_stays_as_they_are(client):
    member = MembershipFactory(group__visibility=OPEN, role=Membership.Role.SECRETARY)
    before = members(member.group)
    client.force_login(member.person.user)

    answer = client.post(f"/networks/{member.group.slug}/join/", follow=True)

    assert members(member.group) == before
    assert "already" in words(answer)


@pytest.mark.django_db(transaction=True)
def test_twenty_joins_at_once_make_one_membership():
    group, someone = GroupFactory(visibility=OPEN), UserFactory()
    failures = []

    def join():
        try:
            actions.join(group=group, by=User.objects.get(pk=someone.pk))
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=join) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert members(group) == [(someone, "member", timezone.localdate(), None)]


@pytest.mark.parametrize("deed", ["get", "post"])
def test_an_unverified_account_joins_nothing_and_is_told_why(client, deed):
    group = GroupFactory(visibility=OPEN)
    client.force_login(UnverifiedFactory())

    answer = getattr(client, deed)(f"/networks/{group.slug}/join/", follow=True)

    assert members(group) == []
    assert "once the programme team has verified your account" in words(answer)


@pytest.mark.parametrize(
    ("user", "group", "reason"),
    [
        (
            lambda: UserFactory(kind=User.Kind.RESIDENT),
            lambda: GroupFactory(visibility=OPEN),
            "Groups are for clinical and care professionals",
        ),
        (ManagerFactory, lambda: GroupFactory(visibility=OPEN), "in the admin pages"),
        (UserFactory, lambda: ForumFactory(visibility=OPEN), "are appointed"),
        (
            UserFactory,
            lambda: GroupFactory(visibility=OPEN, status=Group.Status.CLOSED),
            "This group is closed and takes no new members",
        ),
    ],
)
def test_who_may_not_join_is_told_why(client, user, group, reason):
    group = group()
    client.force_login(user())

    answer = client.post(f"/networks/{group.slug}/join/")

    assert answer.status_code == 403
    assert reason in words(answer)
    assert members(group) == []
    assert "Join this group" not in words(client.get(group.get_absolute_url()))


def test_a_stranger_is_asked_to_sign_in(client):
    group = GroupFactory()

    assert "Ask to join" in words(client.get(group.get_absolute_url()))
    for deed in ["join", "leave", "requests/1"]:
        path = f"/networks/{group.slug}/{deed}/"
        assert client.post(path).url == f"/accounts/login/?next={path}"


def test_a_hidden_group_is_not_there_for_outsiders(client, lead):
    Group.objects.update(visibility=HIDDEN)
    asked = JoinRequestFactory(group=lead.group)
    client.force_login(UserFactory())

    answers = [
        client.post(f"/networks/respiratory/{deed}/").status_code
        for deed in ["join", "leave", f"requests/{asked.pk}"]
    ]

    assert answers == [404, 404, 404]


def test_a_request_waits_for_the_lead_on_the_group_page_and_the_front_page(lead):
    someone = signed_in(UserFactory(name="Ada Example"))

    answer = someone.post("/networks/respiratory/join/", {"message": "I am a nurse."}, follow=True)
    again = someone.post("/networks/respiratory/join/", {"message": "Me again."})

    request = JoinRequest.objects.get()
    assert (request.message, request.state) == ("I am a nurse.", "waiting")
    assert "You have asked to join Respiratory network" in words(answer)
    assert "wait for an answer" in words(someone.get("/networks/respiratory/"))
    assert again.url == f"/networks/respiratory/requests/{request.pk}/"
    leads = signed_in(lead.person.user)
    assert "Ada Example asks to join" in words(leads.get("/networks/respiratory/"))
    assert "Ada Example asks to join Respiratory network" in words(leads.get("/"))
    assert "I am a nurse." in words(leads.get(again.url))
    letter = Letter.objects.get()
    assert (letter.to_user, letter.subject) == (
        lead.person.user,
        "Ada Example asks to join Respiratory network",
    )


def test_others_see_nothing_of_a_request(asked):
    stranger = signed_in(UserFactory())
    member = signed_in(MembershipFactory(group=asked.group).person.user)
    elsewhere = signed_in(MembershipFactory(role=Membership.Role.LEAD).person.user)

    for who in [stranger, member, elsewhere]:
        assert "asks to join" not in words(who.get("/networks/respiratory/"))
        assert "asks to join" not in words(who.get("/"))
        path = asked.get_absolute_url()
        assert (who.get(path).status_code, who.post(path).status_code) == (404, 404)


def test_a_message_is_demanded_at_the_field(client, lead):
    client.force_login(UserFactory())

    empty = client.post("/networks/respiratory/join/", {"message": " "})
    long = client.post("/networks/respiratory/join/", {"message": "x" * 1001})

    assert empty.context["form"].errors == {
        "message": ["Enter a message to those who lead the group"]
    }
    assert long.context["form"].errors == {"message": ["Shorten the message to 1,000 characters"]}
    assert not JoinRequest.objects.exists()


def test_the_database_keeps_one_waiting_request_of_a_person_in_a_group(asked):
    JoinRequestFactory(
        group=asked.group, person=asked.person, state=State.WITHDRAWN, decided_at=timezone.now()
    )

    with pytest.raises(IntegrityError):
        JoinRequestFactory(group=asked.group, person=asked.person)


@pytest.mark.parametrize("decider", ["lead", "manager"])
def test_accepting_makes_a_member_and_tells_them(lead, asked, decider):
    by = lead.person.user if decider == "lead" else ManagerFactory()

    answer = signed_in(by).post(
        asked.get_absolute_url(), {"decision": "accept", "answer": "Welcome, Ada"}, follow=True
    )

    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.decided_by) == ("accepted", "Welcome, Ada", by)
    assert members(asked.group)[1:] == [(asked.person.user, "member", timezone.localdate(), None)]
    assert "You have accepted the request of Ada Example" in words(answer)
    letter = Letter.objects.get()
    assert letter.to_user == asked.person.user
    assert letter.subject == "You are now a member of Respiratory network"
    assert "Welcome, Ada" in letter.text


def test_declining_needs_words_and_sends_them(client, lead, asked):
    client.force_login(lead.person.user)

    silent = client.post(asked.get_absolute_url(), {"decision": "decline"})
    client.post(asked.get_absolute_url(), {"decision": "decline", "answer": "Try frailty"})

    assert silent.context["form"].errors == {
        "answer": ["Enter why, so that the person knows what to do instead"]
    }
    asked.refresh_from_db()
    assert asked.state == "declined"
    assert members(asked.group) == members(lead.group)[:1]
    letter = Letter.objects.get()
    assert letter.subject == "Your request to join Respiratory network"
    assert "has been declined" in letter.text
    assert "Try frailty" in letter.text


def test_a_request_is_answered_once(client, lead, asked):
    actions.decline(request=asked, answer="No", by=lead.person.user)
    client.force_login(lead.person.user)

    answer = client.post(asked.get_absolute_url(), {"decision": "accept"})

    assert answer.status_code == 409
    assert "has been settled already" in words(answer)
    asked.refresh_from_db()
    assert asked.state == "declined"


def test_who_asked_may_withdraw_and_ask_again(asked):
    asker = signed_in(asked.person.user)

    asker.post(asked.get_absolute_url())
    asker.post("/networks/respiratory/join/", {"message": "After all."})

    states = list(JoinRequest.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["withdrawn", "waiting"]


def test_leaving_ends_every_role_today(client):
    member = MembershipFactory(from_on=date(2024, 1, 1), role=Membership.Role.LEAD)
    client.force_login(member.person.user)

    page = client.get(f"/networks/{member.group.slug}/leave/")
    client.post(f"/networks/{member.group.slug}/leave/")

    today = timezone.localdate()
    assert "You are clinical lead of this group. That ends today too." in words(page)
    assert members(member.group) == [(member.person.user, "lead", date(2024, 1, 1), today)]
    assert Event.objects.filter(verb="left group", object_id=str(member.pk)).count() == 1


def test_who_leaves_on_the_day_of_joining_was_never_a_member_and_may_join_again():
    group, someone = GroupFactory(visibility=OPEN), UserFactory()

    actions.join(group=group, by=someone)
    actions.leave(group=group, by=someone)
    left = members(group)
    actions.join(group=group, by=someone)

    assert left == []
    assert members(group) == [(someone, "member", timezone.localdate(), None)]


def test_only_members_leave_and_only_their_own_membership_ends(client):
    member = MembershipFactory()
    client.force_login(UserFactory())

    assert client.post(f"/networks/{member.group.slug}/leave/").status_code == 404
    assert members(member.group) == [(member.person.user, "member", None, None)]


def test_who_leaves_a_hidden_group_is_led_to_the_list(client):
    member = MembershipFactory(group__visibility=HIDDEN)
    client.force_login(member.person.user)

    assert client.post(f"/networks/{member.group.slug}/leave/").url == "/networks/"


def test_somebody_who_begins_tomorrow_does_not_ask_again():
    member = MembershipFactory(from_on=timezone.localdate() + timedelta(days=1))

    with pytest.raises(Conflict):
        actions.ask_to_join(group=member.group, message="Please", by=member.person.user)
