from datetime import date, timedelta
from decimal import Decimal

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.organisations.periods import (
    Period,
    PeriodQuerySet,
    ends_after_it_starts,
    never_overlapping,
)
from ccpl_portal.strategy.models import Tagged
from ccpl_portal.ui.models import MayBeExample
from quality.bodies.models import Body, System, is_code
from quality.spc import Options


@pghistory.track()
class MeasureSet(MayBeExample):
    """Measures that organisations return together, and who may see what becomes of them."""

    class Audience(models.TextChoices):
        OWN = "own", "The organisation itself and quality roles"
        SIGNED_IN = "signed_in", "Everybody signed in and verified"
        PUBLIC = "public", "Everybody"

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="sets")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.SIGNED_IN)
    is_public_by_nature = models.BooleanField(
        "published national statistics",
        default=False,
        help_text="Small numbers are then not hidden, because they are published already",
    )
    source = models.CharField(
        max_length=300, blank=True, help_text="Where the figures come from, and their licence"
    )
    due_after_days = models.PositiveSmallIntegerField(
        "due", default=20, help_text="Days after the end of the month by which to return it"
    )

    asks_for_words = models.BooleanField(
        "with a report in words",
        default=False,
        help_text="Organisations that return it also say what worries them, what others should "
        "know and what is going well",
    )
    needs_sign_off = models.BooleanField(
        "an executive signs it off",
        default=False,
        help_text="Figures are then provisional until the organisation's executive signs them off",
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "slug"],
                name="measureset_slug_once_in_system",
                violation_error_message="There is another set with this address: change the slug",
            ),
            models.CheckConstraint(
                condition=Q(is_public_by_nature=False) | Q(audience="public"),
                name="measureset_published_means_public",
                violation_error_message="Published statistics are for everybody: "
                "choose that audience",
            ),
        ]

    def __str__(self):
        return self.name

    def due_on(self, period):
        """The last day on which the return for a month is in time."""
        return next_month(period) + timedelta(days=self.due_after_days - 1)

    def is_historical(self, period):
        """Say whether a later month than this one should have been returned long ago."""
        return self.due_on(next_month(next_month(period))) < timezone.localdate()


def next_month(day):
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@pghistory.track(exclude=["tags"])
class Measure(Tagged):
    """Something counted every month in the same way, with a direction that is better."""

    class Kind(models.TextChoices):
        PROPORTION = "proportion", "Proportion: some of all"
        RATE = "rate", "Rate: so many for each thousand"
        COUNT = "count", "Count"

    class Direction(models.TextChoices):
        INCREASE = "increase", "Higher is better"
        DECREASE = "decrease", "Lower is better"
        NEUTRAL = "neutral", "Neither is better"

    class Domain(models.TextChoices):
        SAFETY = "safety", "Safety"
        EFFECTIVENESS = "effectiveness", "Effectiveness"
        EXPERIENCE = "experience", "Experience"
        ACCESS = "access", "Access"

    RUN_LENGTHS = [(7, "7, as NHS Making Data Count"), (6, "6")]

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="measures")
    set = models.ForeignKey(MeasureSet, on_delete=models.PROTECT, related_name="measures")
    code = models.CharField(max_length=40, validators=[is_code])
    name = models.CharField(max_length=200)
    why = models.TextField("why it matters", blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    multiplier = models.DecimalField(
        max_digits=12,
        decimal_places=3,
        default=1,
        help_text="1,000 for a rate for each thousand; 1 for a proportion or a count",
    )
    numerator_words = models.CharField("numerator", max_length=200, blank=True)
    denominator_words = models.CharField("denominator", max_length=200, blank=True)
    direction = models.CharField(max_length=10, choices=Direction)
    domain = models.CharField(max_length=15, choices=Domain, blank=True)
    screens_outliers = models.BooleanField(
        "leave outlying moving ranges out of the limits",
        default=True,
        help_text="As NHSRplotthedots does. The Excel tool of Making Data Count does not",
    )
    run_length = models.PositiveSmallIntegerField(
        "points that make a run or a trend", choices=RUN_LENGTHS, default=7
    )
    lower_bound = models.DecimalField(
        "lowest possible value",
        max_digits=18,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="Limits are drawn no lower than this. Verdicts stay as they are",
    )
    upper_bound = models.DecimalField(
        "highest possible value", max_digits=18, decimal_places=6, null=True, blank=True
    )
    owner = models.ForeignKey(
        "ccpl_portal.Person",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owned_measures",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "code"],
                name="measure_code_once_in_system",
                violation_error_message="There is another measure with this code",
            ),
            models.CheckConstraint(
                condition=Q(multiplier__gt=0), name="measure_multiplier_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(run_length__in=[6, 7]), name="measure_run_of_six_or_seven"
            ),
            models.CheckConstraint(
                condition=Q(lower_bound=None)
                | Q(upper_bound=None)
                | Q(lower_bound__lt=F("upper_bound")),
                name="measure_bounds_in_order",
                violation_error_message="The highest possible value must be above the lowest",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.set_id and self.set.system_id != self.system_id:
            raise ValidationError({"set": "Choose a set of the same system"})

    def get_absolute_url(self):
        address = reverse("quality:measure", args=[self.code])
        return address if self.system.is_home else f"{address}?system={self.system.code}"

    @property
    def has_denominator(self):
        return self.kind != self.Kind.COUNT

    def value_of(self, numerator, denominator):
        """The ratio times the multiplier; None without a return or over nothing."""
        if numerator is None:
            return None
        if not self.has_denominator:
            return Decimal(numerator)
        return self.multiplier * numerator / denominator if denominator else None

    def spc_options(self, *, area=None, body=None):
        """How this measure's series is judged for the system, an area or a body."""
        dated = [(t.from_on, float(t.value)) for t in self.targets.all() if t.from_on]
        always = [float(t.value) for t in self.targets.all() if not t.from_on]
        return Options(
            direction=self.direction,
            target=always[0] if always else None,
            dated_targets=tuple(sorted(dated)),
            rebase=tuple(p.starts_on for p in self.phases_of(area=area, body=body)),
            screen=self.screens_outliers,
            run_length=self.run_length,
        )

    def phases_of(self, *, area=None, body=None):
        return of_part(self.phases.all(), area, body)

    def happenings_of(self, *, area=None, body=None):
        return of_part(self.happenings.all(), area, body)


def of_part(marks, area, body):
    """The marks of everybody's figures and those of this part alone, in their order of time."""
    ours = (None, area.pk if area else None), (None, body.pk if body else None)
    return sorted(
        (mark for mark in marks if mark.area_id in ours[0] and mark.body_id in ours[1]),
        key=lambda mark: mark.starts_on,
    )


@pghistory.track()
class Target(models.Model):
    """What the measure should reach, from a day on."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    from_on = models.DateField(
        "from", null=True, blank=True, help_text="Leave empty when it has always been the target"
    )
    value = models.DecimalField(
        max_digits=18,
        decimal_places=6,
        help_text="In the measure's own unit: 0.95 for 95 per cent of a proportion",
    )

    class Meta:
        ordering = [F("from_on").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "from_on"],
                nulls_distinct=False,
                name="target_one_a_day",
                violation_error_message="There is a target from this day already",
            )
        ]

    def __str__(self):
        return f"{self.value.normalize():f}"


class OnChart(models.Model):
    """Something that a chart marks in a month, for everybody's figures or for one part's."""

    starts_on = models.DateField("month")
    reason = models.CharField("what happened", max_length=200)
    area = models.ForeignKey(
        "quality.Area", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    added_by = models.ForeignKey(
        "ccpl_portal.User",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__day=1),
                name="%(class)s_starts_with_a_month",
                violation_error_message="Enter the first day of a month, for example 1 4 2024",
            ),
            models.CheckConstraint(
                condition=Q(area=None) | Q(body=None),
                name="%(class)s_of_an_area_or_a_body",
                violation_error_message="Choose an area or a body, not both",
            ),
        ]

    def __str__(self):
        return self.reason


@pghistory.track()
class Phase(OnChart):
    """From this month the process is a new one: limits are worked out afresh."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="phases")

    class Meta(OnChart.Meta):
        constraints = [
            *OnChart.Meta.constraints,
            models.UniqueConstraint(
                fields=["measure", "starts_on", "area", "body"],
                nulls_distinct=False,
                name="phase_once",
                violation_error_message="There is a phase from this month already",
            ),
        ]


@pghistory.track()
class Happening(OnChart):
    """Something to know when reading the chart, which leaves its limits as they are."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="happenings")

    class Meta(OnChart.Meta):
        pass


@pghistory.track()
class Obligation(Period):
    """A body must return a measure for every month that begins in this time."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="obligations")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="obligations")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["body", "measure", "from_on"]
        constraints = [
            ends_after_it_starts("obligation_dates_in_order"),
            never_overlapping(
                "obligation_once_at_a_time",
                "body",
                "measure",
                message="This body must return this measure in that time already",
            ),
        ]
        indexes = [models.Index(fields=["measure", "body"], name="obligation_by_measure")]

    def __str__(self):
        return f"{self.body}: {self.measure}"

    def clean(self):
        super().clean()
        if self.body_id and self.measure_id and self.body.system_id != self.measure.system_id:
            raise ValidationError({"body": "Choose a body of the measure's own system"})
