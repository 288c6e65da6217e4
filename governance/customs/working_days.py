"""Days on which offices of England work: no weekend, no bank holiday."""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter
from govuk_bank_holidays.bank_holidays import BankHolidays

MONDAY, SATURDAY = 0, 5
MAY, AUGUST, DECEMBER = 5, 8, 12


@cache
def announced():
    """The bank holidays that the government has announced, from the copy in the package."""
    holidays = BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)
    return frozenset(holiday["date"] for holiday in holidays)


@cache
def holidays_of(year):
    """The year's bank holidays; beyond what is announced, as the law lays them down."""
    known = announced()
    if min(known).year <= year <= max(known).year:
        return frozenset(day for day in known if day.year == year)
    return frozenset(
        {
            moved_from_weekend(date(year, 1, 1)),
            easter(year) - timedelta(days=2),
            easter(year) + timedelta(days=1),
            first_monday(date(year, MAY, 1)),
            first_monday(date(year, MAY, 25)),
            first_monday(date(year, AUGUST, 25)),
            *christmas(year),
        }
    )


def first_monday(on_or_after):
    return on_or_after + timedelta(days=(MONDAY - on_or_after.weekday()) % 7)


def moved_from_weekend(day):
    return first_monday(day) if day.weekday() >= SATURDAY else day


def christmas(year):
    """Two weekdays from 25 December on, each holiday of a weekend made good after it."""
    eve = date(year, DECEMBER, 24)
    days = (eve + timedelta(days=number) for number in range(1, 6))
    return [day for day in days if day.weekday() < SATURDAY][:2]


def is_working_day(day):
    return day.weekday() < SATURDAY and day not in holidays_of(day.year)


def working_days_after(day, count):
    return stepped(day, count, timedelta(days=1))


def working_days_before(day, count):
    return stepped(day, count, timedelta(days=-1))


def clear_days_before(day, count):
    """The last day that leaves so many whole working days before this one, both not counted."""
    return working_days_before(day, count + 1)


def stepped(day, count, step):
    while count:
        day += step
        count -= is_working_day(day)
    return day


def working_days_between(start, end):
    """How many working days lie after the first day, up to and with the second."""
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)
