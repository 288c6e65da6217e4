"""The day on which a group meets next, by its rhythm; and moments in London time."""

import calendar
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from .models import Customs


def next_day(customs, after):
    """The first day of the rhythm after this one, or None for a group without a rhythm."""
    if customs.rhythm == Customs.Rhythm.WEEKS:
        day = after + timedelta(weeks=customs.every)
        return day + timedelta(days=customs.weekday - day.weekday())
    if customs.rhythm == Customs.Rhythm.MONTHS:
        months = after.year * 12 + after.month - 1 + customs.every
        return nth_weekday(months // 12, months % 12 + 1, customs.weekday, customs.which)
    return None


def nth_weekday(year, month, weekday, which):
    days = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
    return date(year, month, days[which if which < 0 else which - 1])


def as_before(last, before=None):
    """The day after the same stretch as between the last two meetings; else four weeks on."""
    gap = round((last - before).days / 7) if before else 0
    return last + timedelta(weeks=gap if gap > 0 else 4)


def london(day, clock):
    """The moment of a day and a time in London; refused where the clocks jump over or repeat."""
    zone = timezone.get_default_timezone()
    early, late = (datetime.combine(day, clock, tzinfo=zone).replace(fold=fold) for fold in [0, 1])
    if early.utcoffset() == late.utcoffset():
        return early
    happens = "does not exist" if late.utcoffset() > early.utcoffset() else "comes twice"
    raise ValidationError(
        f"The clocks change that night and this time {happens}: choose another", code="clocks"
    )
