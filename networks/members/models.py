from datetime import timedelta

import pghistory
from django.db import models
from django.db.models import Q

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.organisations.models import Organisation, Place
from ccpl_portal.organisations.periods import (
    Period,
    PeriodQuerySet,
    ends_after_it_starts,
    never_overlapping,
)
from ccpl_portal.people.models import Person, Profession
from networks.groups.models import Group

from .roles import LEADING, NAMED, Role


class MembershipQuerySet(PeriodQuerySet):
    def officers(self):
        return self.filter(role__in=Membership.NAMED)

    def visible_to(self, user):
        """Verified people see who is a member; everybody sees who leads or chairs."""
        groups = Group.objects.visible_to(user)
        if is_verified(user):
            return self.filter(group__in=groups)
        seen = Q(role__in=Membership.NAMED)
        if user.is_authenticated:
            seen |= Q(person__user=user)
        return self.filter(seen, group__in=groups)

    def for_page(self):
        return self.for_listing().select_related("person__picture")

    def for_listing(self):
        return self.select_related(
            "person__profession", "person__organisation", "organisation", "profession", "place"
        ).order_by("rank", "person__name")


@pghistory.track()
class Membership(Period):
    """One person in one role of a group, for a time. A new role is a new row."""

    Role, NAMED, LEADING = Role, NAMED, LEADING

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=15, choices=Role, default=Role.MEMBER)
    rank = models.PositiveSmallIntegerField(editable=False, default=0)
    votes = models.BooleanField("has a vote", default=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="group_memberships",
        verbose_name="represents the organisation",
    )
    profession = models.ForeignKey(
        Profession,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="group_memberships",
        verbose_name="represents the profession",
    )
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="group_memberships",
        verbose_name="represents the place",
    )
    by_rule = models.ForeignKey(
        "MembershipRule",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="memberships",
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["group", "rank", "person__name"]
        constraints = [
            ends_after_it_starts("membership_dates_in_order"),
            never_overlapping(
                "membership_once_at_a_time",
                "group",
                "person",
                "role",
                message="This person already has that role in that time",
            ),
        ]
        indexes = [models.Index(fields=["person", "group"], name="membership_person_group")]

    def __str__(self):
        return f"{self.person}, {self.get_role_display().lower()} of {self.group}"

    def save(self, *args, **kwargs):
        self.rank = self.Role.values.index(self.role)
        super().save(*args, **kwargs)

    @property
    def is_named(self):
        return self.role in self.NAMED

    @property
    def last_day(self):
        return self.until_on and self.until_on - timedelta(days=1)

    @property
    def represents(self):
        """For whom this member speaks: what was said, or where they work."""
        said = [part for part in [self.organisation, self.profession, self.place] if part]
        return said or [part for part in [self.person.organisation] if part]
