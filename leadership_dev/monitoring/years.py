"""Financial years, from 1 April: "2026/27" in words, "2026-27" in an address."""

from datetime import date

from django.utils import timezone

APRIL = 4


def year_of(moment):
    day = timezone.localdate(moment)
    first = day.year if day.month >= APRIL else day.year - 1
    return f"{first}/{(first + 1) % 100:02}"


def first_of(year):
    return int(year[:4])


def last_day(year):
    return date(first_of(year) + 1, 3, 31)


def slug(year):
    return year.replace("/", "-")
