"""Dates and times as people say them: 5 May 2026, 9:10am, 2pm to 4pm."""

import calendar
import re
from datetime import date, datetime, time

from django.utils import timezone

NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
# A larger unit is used once there are two of it: "in 13 days", then "in 2 weeks".
LEAST = 2
UNITS = [(365, "year"), (30, "month"), (7, "week"), (1, "day")]


def local(value):
    """Return a moment in the portal's own time; anything else as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value):
    """5 May 2026"""
    value = local(value)
    return f"{value.day} {value:%B %Y}"


def weekday(value):
    """Thursday 15 June 2026"""
    return f"{local(value):%A} {day(value)}"


def month(value):
    """May 2026"""
    return f"{local(value):%B %Y}"


def clock(value):
    """9:10am, 2pm, midday, midnight"""
    value = local(value)
    if (value.hour, value.minute) == (0, 0):
        return "midnight"
    if (value.hour, value.minute) == (12, 0):
        return "midday"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def moment(value):
    """5 May 2026 at 9:10am"""
    return f"{day(value)} at {clock(value)}"


def from_to(start, end):
    """2pm to 4pm; 5 May to 7 May 2026; Thursday 15 June 2026, 2pm to 4pm"""
    start, end = local(start), local(end)
    if isinstance(start, time):
        return f"{clock(start)} to {clock(end)}"
    if isinstance(start, datetime):
        if start.date() == end.date():
            return f"{weekday(start)}, {clock(start)} to {clock(end)}"
        return f"{moment(start)} to {moment(end)}"
    if start == end:
        return day(start)
    if start.year == end.year:
        return f"{start.day} {start:%B} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def away(value):
    """today, tomorrow, in 3 days, yesterday, 3 days ago"""
    value = local(value)
    on = value.date() if isinstance(value, datetime) else value
    days = (on - timezone.localdate()).days
    if days in NEAR:
        return NEAR[days]
    count, unit = next(
        (abs(days) // size, unit) for size, unit in UNITS if abs(days) >= size * LEAST
    )
    amount = f"{count} {unit}s"
    return f"in {amount}" if days > 0 else f"{amount} ago"


MONTHS = {
    **{name.lower(): number for number, name in enumerate(calendar.month_name) if name},
    **{name.lower(): number for number, name in enumerate(calendar.month_abbr) if name},
}
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
NAMED = {"midday": time(12), "noon": time(12), "midnight": time(0)}


def read_day(day, month, year):
    """Return the date that somebody typed in three boxes; the month may be a word."""
    if not re.fullmatch(r"\d{4}", year):
        raise ValueError(year)
    return date(int(year), MONTHS.get(month.lower()) or int(month), int(day))


def read_clock(text):
    """Return the time that somebody typed: 9am, 9.10 am, 14:30, midday."""
    text = text.strip().lower()
    if text in NAMED:
        return NAMED[text]
    match = CLOCK.fullmatch(text)
    if not match or not (match[2] or match[3]):
        raise ValueError(text)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        raise ValueError(text)
    return time(hour % 12 + 12 * (half == "pm") if half else hour, minute)
