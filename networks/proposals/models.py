from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ccpl_portal.accounts.rules import is_manager
from ccpl_portal.people.models import Person
from ccpl_portal.strategy.models import Tag
from networks.groups.models import Group


class GroupProposalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=GroupProposal.OPEN)

    def visible_to(self, user):
        """One's own; managers see all."""
        if is_manager(user):
            return self
        return self.filter(proposed_by=user) if user.is_authenticated else self.none()

    def for_listing(self):
        return self.select_related("area", "lead", "proposed_by", "group").order_by("submitted_at")


class GroupProposal(models.Model):
    """Somebody sees the need for a group that does not exist, and says so to the programme."""

    # No history is kept of this table: it holds what people wrote about themselves.

    class State(models.TextChoices):
        SUBMITTED = "submitted", "Submitted"
        IN_DISCUSSION = "in_discussion", "In discussion"
        AGREED = "agreed", "Agreed"
        NOT_TAKEN_FORWARD = "not_taken_forward", "Not taken forward"

    OPEN = [State.SUBMITTED, State.IN_DISCUSSION]

    name = models.CharField(max_length=160)
    need = models.TextField(max_length=3000)
    area = models.ForeignKey(
        Tag, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="priority area"
    )
    who_else = models.TextField(max_length=1000, blank=True)
    lead = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField("submitted", auto_now_add=True)
    state = models.CharField(max_length=20, choices=State, default=State.SUBMITTED)
    answer = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField("answered", null=True)
    group = models.OneToOneField(
        Group, null=True, on_delete=models.SET_NULL, related_name="proposal"
    )

    objects = GroupProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="not_taken_forward") | ~Q(answer=""),
                name="proposal_not_taken_forward_has_a_reason",
                violation_error_message="Enter why it is not taken forward",
            )
        ]

    def __str__(self):
        return f"Proposal: {self.name}"

    def get_absolute_url(self):
        return reverse("proposals:detail", args=[self.pk])

    @property
    def is_open(self):
        return self.state in self.OPEN
