"""Following a group: its key messages by email, until one press ends them."""

import threading

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import reverse

from ccpl_portal.audit.models import Event
from ccpl_portal.outbox.models import Letter
from comms.follow import actions
from comms.follow.listening import followed_by, followers_of
from comms.follow.models import STOP
from comms.models import Follow
from governance.minutes.messages import send_key_messages
from networks.merging.actions import merge
from networks.models import Group
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.governance import MeetingFactory
from tests.factories.networks import GroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def page_of(group):
    return reverse("follow:group", args=[group.slug])


def test_somebody_follows_from_the_groups_page_and_stops_from_their_own(client):
    group, user = GroupFactory(name="Asthma network"), UserFactory()
    client.force_login(user)

    assert page_of(group) in client.get(group.get_absolute_url()).content.decode()
    for _ in range(2):
        assert client.post(page_of(group)).url == group.get_absolute_url()

    assert list(Follow.objects.values_list("user", "group")) == [(user.pk, group.pk)]
    assert followed_by(user) == [("Asthma network", page_of(group))]
    assert page_of(group) in client.get("/me/").content.decode()
    assert "Stop following Asthma network" in client.get(page_of(group)).content.decode()
    for _ in range(2):
        client.post(page_of(group), {"stop": "1"})
    assert not Follow.objects.exists()
    assert [event.verb for event in Event.objects.order_by("at")] == [
        "followed group",
        "stopped following group",
    ]


def test_who_has_not_signed_in_is_asked_to(client):
    group = GroupFactory()

    assert client.post(page_of(group)).url == f"/accounts/login/?next={page_of(group)}"
    assert not Follow.objects.exists()


def test_nobody_follows_what_they_may_not_know_of(client):
    hidden = GroupFactory(visibility=Group.Visibility.HIDDEN)
    client.force_login(UserFactory())

    assert client.post(page_of(hidden)).status_code == 404
    assert client.post(reverse("follow:group", args=["no-such-group"])).status_code == 404
    assert not Follow.objects.exists()


def test_an_account_that_nobody_has_verified_follows_as_a_stranger_would_read(client):
    group, user = GroupFactory(), UnverifiedFactory()
    client.force_login(user)

    client.post(page_of(group))

    assert [follower for follower, _ in followers_of(group)] == [user]


def test_followers_hear_key_messages_once_beside_the_members():
    meeting = MeetingFactory(state="held")
    both, follower, gone = UserFactory(), UserFactory(), UserFactory(is_active=False)
    MembershipFactory(group=meeting.group, person__user=both)
    for user in [both, follower, gone]:
        actions.follow(group=meeting.group, by=user)

    count = send_key_messages(
        meeting=meeting, text="One pathway for all.", publishes=False, by=ManagerFactory()
    )

    letters = {letter.to_user: letter for letter in Letter.objects.about(meeting.key_messages)}
    assert (count, set(letters)) == (2, {both, follower})
    stop = letters[follower].headers["List-Unsubscribe"].strip("<>")
    following = Follow.objects.get(user=follower)
    assert signing.loads(stop.split("/")[-2], salt=STOP) == following.pk
    assert stop in letters[follower].text
    assert letters[both].headers == {}


def test_one_press_in_a_letter_ends_it_without_signing_in(client):
    following = actions.follow(group=GroupFactory(name="Asthma network"), by=UserFactory())
    address = following.stop_address[following.stop_address.index("/follow/") :]

    asked = client.get(address).content.decode()
    assert "Stop following Asthma network" in asked
    assert Follow.objects.exists()
    ended = Client(enforce_csrf_checks=True).post(address)

    assert (ended.status_code, Follow.objects.exists()) == (200, False)
    assert "No more key messages" in client.get(address).content.decode()
    assert client.post("/follow/stop/forged/").status_code == 404


def test_a_group_that_is_hidden_later_is_heard_of_no_more():
    following = actions.follow(group=GroupFactory(), by=UserFactory())
    Group.objects.update(visibility=Group.Visibility.HIDDEN)

    assert followers_of(following.group) == []
    assert followed_by(following.user) == []


def test_who_follows_two_groups_that_become_one_follows_it_once():
    one, other = GroupFactory(), GroupFactory()
    both, only = UserFactory(), UserFactory()
    for group, user in [(one, both), (other, both), (other, only)]:
        actions.follow(group=group, by=user)

    merge(group=other, into=one, by=ManagerFactory())

    assert {user for user, _ in followers_of(one)} == {both, only}


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_follow_once():
    group, user = GroupFactory(), UserFactory()
    barrier = threading.Barrier(8)

    def press():
        barrier.wait()
        actions.follow(group=group, by=user)
        connection.close()

    presses = [threading.Thread(target=press) for _ in range(8)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()

    assert Follow.objects.count() == 1
