from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from networks.models import Group
from tests.factories.networks import GroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_hidden_group_is_there_for_its_members_only():
    membership = MembershipFactory(group__visibility=Group.Visibility.HIDDEN)
    stranger = MembershipFactory().person.user

    assert list(Group.objects.visible_to(membership.person.user).order_by("pk")) == list(
        Group.objects.order_by("pk")
    )
    assert not Group.objects.visible_to(stranger).filter(pk=membership.group.pk).exists()
    assert not Group.objects.visible_to(AnonymousUser()).filter(pk=membership.group.pk).exists()


def test_nobody_has_the_same_role_twice_at_a_time():
    membership = MembershipFactory(from_on=date(2024, 1, 1))

    with pytest.raises(IntegrityError):
        MembershipFactory(
            group=membership.group, person=membership.person, from_on=date(2025, 1, 1)
        )


def test_a_membership_ends_after_it_starts():
    with pytest.raises(IntegrityError):
        MembershipFactory(from_on=date(2024, 1, 2), until_on=date(2024, 1, 2))


def test_a_group_does_not_report_to_itself():
    group = GroupFactory()

    group.reports_to = group
    with pytest.raises(IntegrityError):
        group.save()


def test_groups_can_be_counted_for_any_day():
    group = GroupFactory(status=Group.Status.FORMING, status_since=date(2023, 4, 1))
    group.status, group.status_since = Group.Status.ACTIVE, date(2023, 9, 1)
    group.save()
    group.status, group.status_since = Group.Status.CLOSED, date(2024, 9, 1)
    group.save()

    active = [
        Group.objects.with_status_on(Group.Status.ACTIVE, day).count()
        for day in [date(2023, 3, 1), date(2023, 8, 31), date(2023, 9, 1), date(2024, 9, 1)]
    ]

    assert active == [0, 0, 1, 0]
