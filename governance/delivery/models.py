from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.strategy.models import Tagged
from ccpl_portal.ui.models import LinkField, MayBeExample


class DeliverableQuerySet(models.QuerySet):
    def hanging_on(self, tag):
        """Those tagged with it, and those that belong to it as their workstream."""
        return self.filter(Q(tags=tag) | Q(workstream=tag.pk)).distinct()

    def for_listing(self):
        return self.select_related("workstream", "owner").order_by("due_on", "position", "pk")


@pghistory.track()
class Deliverable(Tagged, MayBeExample):
    """Something that the plan promises by a date, and what came of it."""

    class Outcome(models.TextChoices):
        NOT_RECORDED = "not_recorded", "Not recorded"
        DELIVERED = "delivered", "Delivered"
        PARTLY = "partly", "Delivered in part"
        NOT_DELIVERED = "not_delivered", "Not delivered"

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=300)
    plan = models.CharField(max_length=40, help_text="The plan that promises it: 2023/24 plan")
    workstream = models.ForeignKey(
        "ccpl_portal.Workstream",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deliverables",
    )
    due_on = models.DateField("due by")
    position = models.PositiveSmallIntegerField(default=0)
    owner = models.ForeignKey(
        "ccpl_portal.Person",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deliverables",
    )
    outcome = models.CharField(max_length=15, choices=Outcome, default=Outcome.NOT_RECORDED)
    evidence = models.TextField(
        blank=True, help_text="What shows it, in a sentence or two. It is public"
    )
    evidence_link = LinkField(blank=True)
    recorded_on = models.DateField(null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="not_recorded", recorded_on=None)
                | (~Q(outcome="not_recorded") & Q(recorded_on__isnull=False) & ~Q(evidence="")),
                name="deliverable_outcome_has_evidence",
                violation_error_message="Say what shows the outcome, and when it was recorded",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('delivery:list')}#{self.slug}"

    @property
    def is_recorded(self):
        return self.outcome != self.Outcome.NOT_RECORDED

    @property
    def is_past_due(self):
        return self.due_on < timezone.localdate()

    @property
    def due_words(self):
        return by_the_end_of(self.due_on)


def by_the_end_of(day):
    """Name a due date as a plan does: the financial year begins on 1 April."""
    year = day.year if day.month >= 4 else day.year - 1
    financial_year = f"{year}/{(year + 1) % 100:02}"
    quarter = (day.month - 4) % 12 // 3 + 1
    if day == date(year + 1, 3, 31):
        return f"the end of {financial_year}"
    return f"the end of quarter {quarter} of {financial_year}"
