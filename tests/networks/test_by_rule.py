from datetime import date, timedelta

import pytest
from django.utils import timezone

from ccpl_portal.outbox.models import Letter
from ccpl_portal.packs.actions import load_pack
from ccpl_portal.people.models import Person, Post
from networks.by_rule.actions import keep_up
from networks.joining.actions import leave
from networks.models import Group, Membership
from tests.factories.accounts import UserFactory
from tests.factories.networks import GroupFactory, MembershipFactory, MembershipRuleFactory
from tests.factories.organisations import PlaceFactory
from tests.factories.people import (
    AppointmentFactory,
    PersonWithAccountFactory,
    PostKindFactory,
    ProfessionFactory,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


def members(group):
    rows = Membership.objects.current().filter(group=group).order_by("pk")
    return [(row.person, row.role, row.by_rule_id is not None) for row in rows]


def test_everybody_in_post_is_invited_once_and_told():
    rule = MembershipRuleFactory(role="observer")
    held = AppointmentFactory(person=PersonWithAccountFactory())
    AppointmentFactory(person=PersonWithAccountFactory(), until_on=date(2024, 1, 1))

    keep_up()
    keep_up()

    assert members(rule.group) == [(held.person, "observer", True)]
    assert [letter.to_user for letter in Letter.objects.all()] == [held.person.user]


def test_who_leaves_the_post_goes_and_who_was_added_by_hand_stays():
    rule = MembershipRuleFactory()
    held = AppointmentFactory()
    by_hand = MembershipFactory(group=rule.group)
    keep_up()
    Membership.objects.filter(by_rule=rule).update(from_on=date(2025, 1, 1))
    held.until_on = timezone.localdate()
    held.from_on = date(2025, 1, 1)
    held.save()

    keep_up()

    assert members(rule.group) == [(by_hand.person, "member", False)]
    ended = Membership.objects.get(by_rule=rule)
    assert ended.until_on == timezone.localdate()


def test_who_belongs_already_is_not_added_again():
    rule = MembershipRuleFactory()
    held = AppointmentFactory()
    MembershipFactory(group=rule.group, person=held.person, role="chair")

    keep_up()

    assert members(rule.group) == [(held.person, "chair", False)]


def test_who_left_by_themselves_is_not_brought_back():
    rule = MembershipRuleFactory()
    held = AppointmentFactory(person=PersonWithAccountFactory())
    keep_up()

    leave(group=rule.group, by=held.person.user)
    keep_up()

    assert members(rule.group) == []


def test_a_rule_can_be_for_kinds_of_post_places_and_professions():
    kind, place, nurse = (
        PostKindFactory(slug="place", name="Place Lead"),
        PlaceFactory(),
        ProfessionFactory(),
    )
    rule = MembershipRuleFactory()
    rule.post_kinds.add(kind)
    rule.places.add(place)
    rule.professions.add(nurse)
    fits = {"post__kind": kind, "post__place": place, "person__profession": nurse}
    wanted = AppointmentFactory(**fits)
    for name in fits:
        AppointmentFactory(**{other: value for other, value in fits.items() if other != name})

    keep_up()

    assert members(rule.group) == [(wanted.person, "member", True)]


def test_a_closed_group_takes_nobody():
    rule = MembershipRuleFactory(group__status=Group.Status.CLOSED)
    AppointmentFactory()

    keep_up()

    assert members(rule.group) == []


def test_the_page_of_members_shows_who_came_and_went(client):
    rule = MembershipRuleFactory()
    came = AppointmentFactory(person__name="Ada Example")
    keep_up()
    gone = timezone.localdate() - timedelta(days=5)
    MembershipFactory(
        group=rule.group,
        person__name="Bea Example",
        by_rule=rule,
        from_on=date(2024, 1, 1),
        until_on=gone,
    )
    client.force_login(UserFactory())

    page = words(client.get(f"/networks/{rule.group.slug}/members/"))

    assert "By rule: everybody in a leadership post" in page
    assert f"{came.person.name} came on" in page
    assert "Bea Example went on" in page


def test_a_group_without_a_rule_says_nothing_of_rules(client):
    group = GroupFactory()
    client.force_login(UserFactory())

    assert "By rule" not in words(client.get(f"/networks/{group.slug}/members/"))


def test_an_assembly_to_which_all_leaders_are_invited_follows_its_posts():
    load_pack("lancashire-and-south-cumbria")
    assembly = Group.objects.get(slug="clinical-and-care-professional-assembly")
    leaders = Person.objects.in_posts(Post.objects.open())
    assert leaders.count() > 1

    keep_up()

    belonging = Membership.objects.current().filter(group=assembly)
    assert set(leaders) <= {membership.person for membership in belonging}
    came = belonging.exclude(by_rule=None).first()
    before = belonging.all().count()
    keep_up()
    assert belonging.all().count() == before

    today = timezone.localdate()
    Membership.objects.filter(by_rule__isnull=False).update(from_on=today - timedelta(days=30))
    came.person.appointments.current().update(until_on=today)
    keep_up()

    came.refresh_from_db()
    assert (came.until_on, belonging.all().count()) == (today, before - 1)
