from datetime import timedelta

import pytest
from django.utils import timezone

from ccpl_portal.outbox.models import Letter
from networks.models import Group, Membership
from networks.reviews.actions import remind
from tests.factories.networks import ForumFactory, MembershipFactory, ResourceFactory

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def written():
    return sorted((letter.to_user.pk, letter.subject) for letter in Letter.objects.all())


def test_the_lead_is_reminded_once_for_each_review_date():
    lead = MembershipFactory(
        group__name="Respiratory network", group__review_on=in_days(28), role="lead"
    )
    MembershipFactory(group=lead.group)

    remind()
    remind()
    assert [to for to, _ in written()] == [lead.person.user.pk]

    lead.group.review_on = in_days(-400)
    lead.group.save()
    remind()
    assert [to for to, _ in written()] == [lead.person.user.pk] * 2


def test_nobody_is_reminded_too_early_or_of_a_closed_group():
    MembershipFactory(group__review_on=in_days(29), role="lead")
    MembershipFactory(group__review_on=in_days(1), group__status=Group.Status.CLOSED, role="lead")

    remind()

    assert written() == []


def test_a_forum_is_reminded_through_its_secretary():
    forum = ForumFactory(review_on=in_days(1))
    MembershipFactory(group=forum, role="chair")
    secretary = MembershipFactory(group=forum, role=Membership.Role.SECRETARY)

    remind()

    assert [to for to, _ in written()] == [secretary.person.user.pk]


def test_a_resource_is_due_for_review_too():
    lead = MembershipFactory(role="lead")
    ResourceFactory(group=lead.group, title="Pathway", review_on=in_days(3))

    remind()

    assert [subject.startswith("Pathway is due") for _, subject in written()] == [True]
