"""A span of days: it holds from `from_on`, and no longer on `until_on`."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func, Q
from django.utils import timezone


class DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


def holds_on(day, prefix=""):
    """The condition that a span, reached by `prefix`, holds on that day."""
    return (Q(**{f"{prefix}from_on__isnull": True}) | Q(**{f"{prefix}from_on__lte": day})) & (
        Q(**{f"{prefix}until_on__isnull": True}) | Q(**{f"{prefix}until_on__gt": day})
    )


def holds_today(prefix=""):
    return holds_on(timezone.localdate(), prefix)


def never_overlapping(name, *fields, message):
    """Refuses two spans that share a day and are alike in all these fields."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((field, RangeOperators.EQUAL) for field in fields),
            (DateRange("from_on", "until_on"), RangeOperators.OVERLAPS),
        ],
        violation_error_message=message,
    )


def ends_after_it_starts(name):
    return models.CheckConstraint(
        name=name,
        condition=Q(from_on__isnull=True)
        | Q(until_on__isnull=True)
        | Q(until_on__gt=models.F("from_on")),
        violation_error_message="Enter an end date that is after the start date",
    )


class PeriodQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(holds_on(day))

    def current(self):
        return self.filter(holds_today())

    def past(self):
        return self.filter(until_on__lte=timezone.localdate())


class Period(models.Model):
    from_on = models.DateField(
        "from", null=True, blank=True, help_text="Leave empty when the first day is not known"
    )
    until_on = models.DateField(
        "until",
        null=True,
        blank=True,
        help_text="The first day on which it no longer holds. Leave empty while it lasts",
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        # The database would name no valid range at all, so this is said before it is asked.
        if self.from_on and self.until_on and self.until_on <= self.from_on:
            raise ValidationError({"until_on": "Enter an end date that is after the start date"})

    @property
    def is_current(self):
        today = timezone.localdate()
        return (self.from_on is None or self.from_on <= today) and (
            self.until_on is None or self.until_on > today
        )

    @property
    def is_past(self):
        return self.until_on is not None and self.until_on <= timezone.localdate()
