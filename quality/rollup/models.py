from django.db import models
from django.db.models import Q

from quality.bodies.models import Area, System
from quality.measures.models import Measure


class Change(models.Model):
    """Figures that are older than their returns. Triggers write it; a roll-up takes it away.

    No month stands for every month of the measure; no measure for every figure of the system.
    """

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="changes")
    measure = models.ForeignKey(
        Measure, null=True, on_delete=models.CASCADE, related_name="changes"
    )
    period = models.DateField(null=True)
    at = models.DateTimeField(auto_now_add=True)


class RollupRun(models.Model):
    """One roll-up of a system: when, over how much, and by which job."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="runs")
    is_complete = models.BooleanField("over everything")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    computed = models.PositiveIntegerField("figures worked out")
    written = models.PositiveIntegerField("figures changed")
    removed = models.PositiveIntegerField("figures taken away")
    # A number and no relation: finished jobs are tidied away, runs are kept.
    job = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-finished_at"]
        indexes = [models.Index(fields=["system", "-finished_at"], name="rolluprun_latest")]

    def __str__(self):
        return f"{self.system}, {self.finished_at:%d %B %Y %H:%M}"

    @property
    def took(self):
        return self.finished_at - self.started_at


class FigureQuerySet(models.QuerySet):
    def for_series(self):
        return self.order_by("measure_id", "period")


class Figure(models.Model):
    """What the returns of a place, of the system-wide bodies or of the system add up to.

    Counted as it was: each body in the place it belonged to that month. Other bases and
    earlier days are worked out when somebody asks.
    """

    class Level(models.TextChoices):
        PLACE = "place", "Place"
        SYSTEM_WIDE = "system_wide", "System-wide"
        SYSTEM = "system", "System"

    class Status(models.TextChoices):
        NO_DATA = "no_data", "No data"
        PROVISIONAL = "provisional", "Provisional"
        FINAL = "final", "Final"

    # Without constraints of the database, which would look at each row of a complete roll-up;
    # the roll-up itself holds the measures and areas that it writes of.
    measure = models.ForeignKey(
        Measure,
        on_delete=models.CASCADE,
        related_name="figures",
        db_constraint=False,
        db_index=False,
    )
    period = models.DateField("month")
    level = models.CharField(max_length=11, choices=Level)
    area = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="figures",
        db_constraint=False,
        db_index=False,
    )
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    expected = models.PositiveIntegerField()
    received = models.PositiveIntegerField()
    status = models.CharField(max_length=11, choices=Status)
    fingerprint = models.BigIntegerField(help_text="Changes with the set of returns counted")
    run = models.ForeignKey(
        RollupRun,
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    calculated_at = models.DateTimeField()

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period", "level", "area"],
                nulls_distinct=False,
                name="figure_once",
            ),
            models.CheckConstraint(
                condition=Q(level="place", area__isnull=False) | (~Q(level="place") & Q(area=None)),
                name="figure_area_with_place_only",
            ),
            models.CheckConstraint(
                condition=Q(received__lte=models.F("expected")),
                name="figure_coverage_at_most_whole",
            ),
        ]

    @property
    def value(self):
        return self.measure.value_of(self.numerator, self.denominator)

    @property
    def is_complete(self):
        return self.received == self.expected
