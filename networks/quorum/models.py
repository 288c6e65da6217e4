from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from ccpl_portal.people.models import Profession, ProfessionFamily
from ccpl_portal.ui.models import MayBeExample
from networks.groups.models import Group
from networks.members.models import Membership


class QuorumConditionQuerySet(models.QuerySet):
    def for_listing(self):
        return self.prefetch_related("professions", "families")


class QuorumCondition(MayBeExample):
    """At least so many of these roles or professions, beside the group's number of voters."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="quorum_conditions")
    at_least = models.PositiveSmallIntegerField("at least", default=1)
    roles = ArrayField(
        models.CharField(max_length=15, choices=Membership.Role),
        default=list,
        blank=True,
        help_text="Any of these roles counts. Leave all empty when the role does not matter",
    )
    professions = models.ManyToManyField(
        Profession,
        blank=True,
        related_name="+",
        help_text="Any of these professions counts",
    )
    families = models.ManyToManyField(
        ProfessionFamily,
        blank=True,
        related_name="+",
        verbose_name="families of professions",
        help_text="Any profession of these families counts",
    )
    words = models.CharField(
        "in words",
        max_length=160,
        blank=True,
        help_text="For example: a nurse or an allied health professional. Made up when left empty",
    )

    objects = QuorumConditionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(at_least__gte=1),
                name="quorum_condition_asks_for_somebody",
                violation_error_message="Enter 1 or more",
            )
        ]

    def __str__(self):
        return self.words or f"at least {self.at_least} of: {' or '.join(self.named) or 'anybody'}"

    def clean(self):
        super().clean()
        unknown = set(self.roles or []) - set(Membership.Role.values)
        if unknown:
            raise ValidationError({"roles": "Choose roles from the list"})

    @property
    def named(self):
        roles = [Membership.Role(role).label.lower() for role in self.roles]
        work = [*self.professions.all(), *self.families.all()]
        return [*roles, *(str(one).lower() for one in work)]

    def counts(self, membership):
        """Whether this member is one of those asked for."""
        if self.roles and membership.role not in self.roles:
            return False
        professions, families = self.professions.all(), self.families.all()
        if not professions and not families:
            return True
        profession = membership.profession or membership.person.profession
        return profession is not None and (
            profession in professions or profession.family_id in {one.pk for one in families}
        )
