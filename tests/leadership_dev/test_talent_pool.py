"""The talent pool: in with one press by one's own wish, out with one press, nobody else in it."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.outbox.models import Letter
from ccpl_portal.strategy.models import Tag
from leadership_dev.machine.actions import transition
from leadership_dev.models import Application, PoolEntry, RoleAlert
from leadership_dev.outcomes.offers import months_after
from leadership_dev.pool.models import LEAVE
from leadership_dev.pool.tasks import in_talent_pool
from leadership_dev.retention.actions import clear
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.leadership_dev import OpenRoleFactory, RoleFactory, seat_panel
from tests.factories.people import PostFactory
from tests.pages import words

from .test_recruitment_steps import completed

pytestmark = pytest.mark.django_db

POOL = "/leadership/talent-pool/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def unsuccessful():
    """Somebody who was interviewed, met everything and was not appointed; and the story."""
    story = completed(outcome="not_appointed")
    return story, signed_in(story.application.user)


def joined(reader, application):
    return reader.post(POOL, {"deed": "join", "reference": application.reference})


def entry_for(role, user=None, **facts):
    days = {"expires_on": timezone.localdate() + timedelta(days=100)} | facts
    return PoolEntry.objects.create(role=role, user=user or UserFactory(), **days)


def opened(**facts):
    """A role that opens now, on its day."""
    role = RoleFactory(state="approved", opens_at=timezone.now() - timedelta(minutes=1), **facts)
    seat_panel(role)
    transition(role, "open")
    return role


def told(role):
    return sorted(letter.to_user.email for letter in Letter.objects.about(role))


def test_somebody_who_could_have_been_appointed_joins_and_leaves_with_one_press():
    story, reader = unsuccessful()
    own = story.application.get_absolute_url()

    offered = words(reader.get(own))
    joined(reader, story.application)
    joined(reader, story.application)
    shown, listed = words(reader.get(own)), words(reader.get(POOL))

    entry = PoolEntry.objects.get()
    assert "Join the talent pool" in offered
    assert (entry.joined_on, entry.expires_on) == (
        timezone.localdate(),
        months_after(timezone.localdate(), 24),
    )
    assert ("Join the talent pool" in shown, "You are in the talent pool since" in shown) == (
        False,
        True,
    )
    assert f"Ends by itself on {entry.expires_on:%-d %B %Y}" in listed
    assert "Talent pool" in reader.get("/me/").content.decode()
    left = reader.post(POOL, {"deed": "leave", "pk": entry.pk})
    assert (left.status_code, PoolEntry.objects.count()) == (302, 0)


def test_the_pool_is_for_nobody_who_was_not_good_enough_and_for_ones_own_application_only():
    story, _ = unsuccessful()
    sifted_out = story.role.applications.get(state="not_shortlisted")
    other = signed_in(UserFactory())

    page = words(signed_in(sifted_out.user).get(sifted_out.get_absolute_url()))
    refused = joined(signed_in(sifted_out.user), sifted_out)
    strange = joined(other, story.application)
    nonsense = other.post(POOL, {"deed": "join", "reference": "x' OR 1=1"})

    assert "talent pool" not in page.lower()
    assert (refused.status_code, strange.status_code, nonsense.status_code) == (409, 404, 404)
    assert PoolEntry.objects.count() == 0


def test_an_outcome_that_is_held_back_offers_nothing():
    story, reader = unsuccessful()
    Application.objects.filter(pk=story.application.pk).update(told_state="interviewed")

    page = words(reader.get(story.application.get_absolute_url()))

    assert "talent pool" not in page.lower()
    assert joined(reader, story.application).status_code == 409


def test_somebody_who_missed_an_essential_criterion_at_the_interview_is_not_asked():
    story, reader = unsuccessful()
    # The lowest of all that were given on the first, essential criterion.
    for sheet in story.application.assignments.get(member=story.members[0]).sheets.all():
        sheet.scores.filter(criterion=story.criteria[0]).update(score=0)

    assert joined(reader, story.application).status_code == 409


def test_nobody_leaves_for_somebody_else():
    entry = entry_for(OpenRoleFactory())

    answer = signed_in(ManagerFactory()).post(POOL, {"deed": "leave", "pk": entry.pk})

    assert (answer.status_code, PoolEntry.objects.count()) == (404, 1)


def test_a_role_that_opens_is_told_to_those_of_the_pool_whom_it_suits_once():
    post, tag = PostFactory(), Tag.objects.create(kind="theme", slug="sleep", name="Sleep")
    like, tagged, other = (OpenRoleFactory(post=post), OpenRoleFactory(), OpenRoleFactory())
    tagged.tags.add(tag)
    other.post = PostFactory()
    other.save()
    suits = [entry_for(like), entry_for(tagged), entry_for(OpenRoleFactory())]
    entry_for(other)
    over = entry_for(like, expires_on=timezone.localdate())
    alerted = entry_for(like)
    RoleAlert.objects.create(user=alerted.user)
    role = RoleFactory(state="approved", opens_at=timezone.now() - timedelta(minutes=1), post=post)
    role.tags.add(tag)
    seat_panel(role)

    transition(role, "open")

    assert told(role) == sorted([*(e.user.email for e in suits), alerted.user.email])
    letter = Letter.objects.get(to_user=suits[0].user)
    leave = letter.headers["List-Unsubscribe"].strip("<>")
    assert signing.loads(leave.split("/")[-2], salt=LEAVE) == suits[0].user_id
    assert leave in letter.text
    assert over.user.email not in told(role)


def test_whoever_left_before_a_letter_went_out_gets_none():
    entry = entry_for(OpenRoleFactory())
    role = opened()
    letter = Letter.objects.about(role).get()
    before = in_talent_pool(letter)

    entry.delete()

    assert (before, in_talent_pool(letter)) == (True, False)


def test_one_press_in_a_letter_leaves_without_signing_in(client):
    entry = entry_for(OpenRoleFactory())
    stays = entry_for(entry.role)
    address = reverse("pool:leave", args=[signing.dumps(entry.user_id, salt=LEAVE)])

    looked = client.get(address).content.decode()
    kept = PoolEntry.objects.count()
    done = client.post(address).content.decode()
    forged = client.post(reverse("pool:leave", args=["made-up"])).status_code

    assert ("Leave the talent pool" in looked, kept) == (True, 2)
    assert "You have left the talent pool" in done
    assert (forged, list(PoolEntry.objects.all())) == (404, [stays])


def test_the_night_clears_what_has_run_out_and_a_dry_run_says_so():
    stays = entry_for(OpenRoleFactory())
    entry_for(OpenRoleFactory(), expires_on=timezone.localdate())

    said = clear(dry_run=True)
    done, again = clear(), clear()

    assert (said["talent pool"], done["talent pool"], again["talent pool"]) == (1, 1, 0)
    assert list(PoolEntry.objects.all()) == [stays]
