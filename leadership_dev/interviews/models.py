"""Interviews: when and where, who booked which time, and what is asked."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from ccpl_portal.ui.dates import from_to
from leadership_dev.applications.models import Application
from leadership_dev.roles.models import LeadershipRole

# No history is kept of these tables: they say who applied.

DAYS_OF_NOTICE = 7


class InterviewPlan(models.Model):
    """What all candidates of a role are told alike."""

    role = models.OneToOneField(
        LeadershipRole, on_delete=models.CASCADE, related_name="interview_plan"
    )
    min_notice_days = models.PositiveSmallIntegerField("days of notice", default=DAYS_OF_NOTICE)
    about = models.TextField(blank=True, max_length=2000)
    questions = models.TextField(blank=True, max_length=4000)
    questions_at = models.DateTimeField("questions are released", null=True, blank=True)

    def __str__(self):
        return f"Plan {self.pk}"

    @property
    def shows_questions(self):
        return bool(self.questions and self.questions_at and self.questions_at <= timezone.now())


class SlotQuerySet(models.QuerySet):
    def free(self):
        return self.filter(application=None)

    def bookable(self, role):
        """Free ones that leave a candidate the days of notice."""
        return self.free().filter(role=role, starts_at__gte=Now() + notice(role))


def notice(role):
    plan = InterviewPlan.objects.filter(role=role).first()
    days = (
        plan.min_notice_days if plan else InterviewPlan._meta.get_field("min_notice_days").default
    )
    return timedelta(days=days)


class InterviewSlot(models.Model):
    """A time with the panel. Two people can never hold the same one."""

    role = models.ForeignKey(LeadershipRole, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField("starts")
    ends_at = models.DateTimeField("ends")
    place = models.CharField("place or call link", max_length=300)
    application = models.OneToOneField(
        Application, null=True, blank=True, on_delete=models.SET_NULL, related_name="slot"
    )
    booked_at = models.DateTimeField(null=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_in_order"),
            models.UniqueConstraint(fields=["role", "starts_at"], name="slot_once_a_start"),
        ]

    def __str__(self):
        return f"Slot {self.pk}"

    @property
    def when(self):
        return from_to(self.starts_at, self.ends_at)
