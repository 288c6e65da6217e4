from datetime import datetime, time, timedelta

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from quality.bodies.models import Body
from quality.measures.models import Measure

# One pass over all rows of a statement: each new return must be owed, by a body that has a
# seat in the system that month, in the shape of its measure. What it changes is then due.
OWED_AND_WELL_FORMED = """
DECLARE
    fault text;
BEGIN
    SELECT checked.fault INTO fault FROM (
        SELECT CASE
            WHEN measure.kind = 'proportion' AND entry.numerator > entry.denominator
                THEN 'numerator above denominator in a proportion'
            WHEN measure.kind <> 'count' AND entry.state = 'submitted'
                    AND entry.denominator IS NULL
                THEN 'denominator missing for a ' || measure.kind
            WHEN measure.kind = 'count' AND entry.denominator IS NOT NULL
                THEN 'denominator given for a count'
            WHEN NOT EXISTS (
                    SELECT FROM quality_seat AS seat
                    WHERE seat.body_id = entry.body_id
                        AND coalesce(seat.from_on, '-infinity') <= entry.period
                        AND coalesce(seat.until_on, 'infinity') > entry.period)
                THEN 'organisation not open'
            WHEN NOT EXISTS (
                    SELECT FROM quality_obligation AS owed
                    WHERE owed.body_id = entry.body_id AND owed.measure_id = entry.measure_id
                        AND coalesce(owed.from_on, '-infinity') <= entry.period
                        AND coalesce(owed.until_on, 'infinity') > entry.period)
                THEN 'measure not expected from this organisation'
            END AS fault
        FROM new_returns AS entry JOIN quality_measure AS measure ON measure.id = entry.measure_id
    ) AS checked
    WHERE checked.fault IS NOT NULL LIMIT 1;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION 'return refused: %', fault USING ERRCODE = 'check_violation';
    END IF;

    INSERT INTO quality_change (system_id, measure_id, period, at)
    SELECT DISTINCT measure.system_id, entry.measure_id, entry.period, now()
    FROM new_returns AS entry JOIN quality_measure AS measure ON measure.id = entry.measure_id
    WHERE entry.state <> 'draft';
    RETURN NULL;
END;
"""


def end_of(day):
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class ReturnQuerySet(models.QuerySet):
    def versions_of(self, *, body, measure, period):
        return self.filter(body=body, measure=measure, period=period).order_by("-version")

    def known_at(self, as_at):
        """What was there at the end of a day; None is now."""
        there = self.exclude(state=Return.State.DRAFT)
        return there.filter(submitted_at__lt=end_of(as_at)) if as_at else there

    def not_superseded(self, as_at=None):
        """The newest version of each cell that is not a draft, withdrawn ones among them."""
        newer = Return.objects.known_at(as_at).filter(
            body=models.OuterRef("body"),
            measure=models.OuterRef("measure"),
            period=models.OuterRef("period"),
            version__gt=models.OuterRef("version"),
        )
        return self.known_at(as_at).exclude(models.Exists(newer))

    def counting(self, as_at=None):
        """The return that counts for each cell that has one."""
        return self.not_superseded(as_at).filter(state=Return.State.SUBMITTED)


class Return(models.Model):
    """One version of what a body says of one measure and month. Versions are only ever added."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        WITHDRAWN = "withdrawn", "Withdrawn"
        CANNOT = "cannot", "Cannot report"

    class Quality(models.TextChoices):
        PROVISIONAL = "provisional", "Provisional"
        FINAL = "final", "Final"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="returns")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="returns")
    period = models.DateField("month", help_text="The first day of the month")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    quality = models.CharField(max_length=11, choices=Quality, default=Quality.FINAL)
    numerator = models.BigIntegerField(null=True, blank=True)
    denominator = models.BigIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    reason = models.CharField("reason for this version", max_length=300, blank=True)
    submitted_at = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey(
        "ccpl_portal.User",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="quality_returns",
    )

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-period", "body", "measure", "-version"]
        constraints = [
            # Body and month lead every key, so that the table can be cut into partitions.
            models.UniqueConstraint(
                fields=["body", "measure", "period", "version"], name="return_version_once"
            ),
            models.CheckConstraint(
                condition=Q(period__day=1), name="return_period_is_first_of_month"
            ),
            models.CheckConstraint(
                condition=Q(numerator=None) | Q(numerator__gte=0),
                name="return_numerator_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(denominator=None) | Q(denominator__gte=0),
                name="return_denominator_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(denominator=None) | Q(denominator__gt=0) | ~Q(numerator__gt=0),
                name="return_nothing_out_of_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(numerator__isnull=False),
                name="return_submitted_has_numerator",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["withdrawn", "cannot"])
                | Q(numerator=None, denominator=None),
                name="return_withdrawn_has_no_figures",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="return_versions_from_one"),
        ]
        indexes = [
            models.Index(fields=["measure", "period"], name="return_by_measure_and_month"),
            # All that a roll-up adds up, a measure's months side by side: the table itself is
            # then not read at all.
            models.Index(
                fields=["measure", "period", "body", "version"],
                include=["numerator", "denominator", "quality", "submitted_at", "id"],
                condition=Q(state="submitted"),
                name="return_counting",
            ),
            # Few returns are ever corrected: this finds what supersedes another version.
            models.Index(
                fields=["measure", "period", "body", "version"],
                condition=Q(version__gt=1) & ~Q(state="draft"),
                name="return_corrections",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="return_kept", operation=pgtrigger.Delete),
            # Erasing a person's account may take their name off, and nothing else.
            pgtrigger.ReadOnly(name="return_never_edited", exclude=["submitted_by"]),
            pgtrigger.Trigger(
                name="return_is_owed",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_returns"),
                func=OWED_AND_WELL_FORMED,
            ),
        ]

    def __str__(self):
        return f"{self.measure} from {self.body}, {self.period:%B %Y}, version {self.version}"

    @property
    def is_provisional(self):
        return self.state == self.State.SUBMITTED and self.quality == self.Quality.PROVISIONAL

    @property
    def value(self):
        return self.measure.value_of(self.numerator, self.denominator)


class ReturnsContact(models.Model):
    """A person who may submit a body's returns."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="contacts")
    user = models.ForeignKey(
        "ccpl_portal.User", on_delete=models.CASCADE, related_name="returns_contacts"
    )
    is_deputy = models.BooleanField("deputy", default=False)
    signs_off = models.BooleanField(
        "executive who signs off",
        default=False,
        help_text="Where a set of measures asks for it, figures are final when this person says so",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "user"],
                name="returnscontact_once",
                violation_error_message="This person may submit for this body already",
            )
        ]

    def __str__(self):
        return f"{self.user} for {self.body}"
