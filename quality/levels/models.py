from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from quality.bodies.models import Body
from quality.measures.models import Measure
from quality.rules import holds_quality_role, own_bodies


class AssuranceLevel(models.Model):
    """How closely something is watched: routine, enhanced, intensive, or the system's own words."""

    name = models.CharField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="0 for what holds without a decision. Higher is closer"
    )
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    @property
    def is_ordinary(self):
        return self.position == 0


class LevelSettingQuerySet(models.QuerySet):
    def visible_to(self, user):
        if holds_quality_role(user):
            return self
        return self.filter(body__in=own_bodies(user))

    def seen_by(self, viewer):
        """As visible_to, for a reader whose roles are worked out already."""
        return self if viewer.has_quality_role else self.filter(body__in=viewer.own_bodies)

    def current(self):
        """The newest setting of each organisation and measure."""
        newer = LevelSetting.objects.filter(pk__gt=models.OuterRef("pk"))
        alike = newer.filter(
            Q(body=models.OuterRef("body")) | Q(measure=models.OuterRef("measure"))
        )
        return self.exclude(models.Exists(alike))

    def for_listing(self):
        ordered = self.order_by("-level__position", "review_on", "-pk")
        return ordered.select_related("level", "body", "measure__system", "set_by")


class LevelSetting(models.Model):
    """From this moment an organisation or a measure is on a level. Settings are only added."""

    level = models.ForeignKey(AssuranceLevel, on_delete=models.PROTECT, related_name="settings")
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.CASCADE, related_name="level_settings"
    )
    measure = models.ForeignKey(
        Measure, null=True, blank=True, on_delete=models.CASCADE, related_name="level_settings"
    )
    reason = models.TextField()
    review_on = models.DateField("to be reviewed by", null=True, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)

    objects = LevelSettingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body=None) ^ Q(measure=None), name="level_of_a_body_or_a_measure"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="level_set_with_a_reason"),
        ]

    def __str__(self):
        return f"{self.about}: {self.level}"

    @property
    def about(self):
        return self.body or self.measure

    @property
    def is_overdue(self):
        return self.review_on is not None and self.review_on < timezone.localdate()
