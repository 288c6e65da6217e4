"""Dates and times read as people say them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from ccpl_portal.ui import dates


def test_days_are_said_in_full():
    assert dates.day(date(2026, 5, 5)) == "5 May 2026"
    assert dates.weekday(date(2023, 6, 15)) == "Thursday 15 June 2023"
    assert dates.month(date(2026, 5, 1)) == "May 2026"


def test_a_moment_is_said_in_the_time_of_the_portal():
    # Half past eleven at night in UTC is the next day in a British summer.
    assert dates.moment(datetime(2026, 5, 4, 23, 30, tzinfo=UTC)) == "5 May 2026 at 12:30am"
    assert dates.day(datetime(2026, 5, 4, 23, 30, tzinfo=UTC)) == "5 May 2026"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(9, 10), "9:10am"),
        (time(9), "9am"),
        (time(12), "midday"),
        (time(0), "midnight"),
        (time(12, 5), "12:05pm"),
        (time(0, 5), "12:05am"),
        (time(23, 59), "11:59pm"),
    ],
)
def test_a_time_is_said_by_the_clock(at, said):
    assert dates.clock(at) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (time(14), time(16), "2pm to 4pm"),
        (date(2026, 5, 5), date(2026, 5, 5), "5 May 2026"),
        (date(2026, 5, 5), date(2026, 6, 7), "5 May to 7 June 2026"),
        (date(2025, 12, 31), date(2026, 1, 1), "31 December 2025 to 1 January 2026"),
        (
            datetime(2023, 6, 15, 14),
            datetime(2023, 6, 15, 16),
            "Thursday 15 June 2023, 2pm to 4pm",
        ),
        (
            datetime(2023, 6, 15, 22),
            datetime(2023, 6, 16, 6),
            "15 June 2023 at 10pm to 16 June 2023 at 6am",
        ),
    ],
)
def test_from_to_says_no_more_than_it_must(start, end, said):
    assert dates.from_to(start, end) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (3, "in 3 days"),
        (-3, "3 days ago"),
        (13, "in 13 days"),
        (14, "in 2 weeks"),
        (59, "in 8 weeks"),
        (60, "in 2 months"),
        (-800, "2 years ago"),
    ],
)
def test_away_counts_in_the_unit_that_people_would_use(days, said):
    assert dates.away(timezone.localdate() + timedelta(days=days)) == said


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9am", time(9)),
        ("9:10am", time(9, 10)),
        ("9.10 AM", time(9, 10)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("2pm", time(14)),
        ("14:30", time(14, 30)),
        (" midday ", time(12)),
        ("noon", time(12)),
        ("midnight", time(0)),
    ],
)
def test_a_typed_time_is_read(typed, read):
    assert dates.read_clock(typed) == read


@pytest.mark.parametrize("typed", ["", "9", "25:00", "13pm", "0am", "9:60", "soon", "9:1am"])
def test_a_time_that_could_mean_two_things_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011 - what it says is the form's business
        dates.read_clock(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (("15", "6", "2026"), date(2026, 6, 15)),
        (("15", "June", "2026"), date(2026, 6, 15)),
        (("15", "jun", "2026"), date(2026, 6, 15)),
    ],
)
def test_a_typed_day_is_read(typed, read):
    assert dates.read_day(*typed) == read


@pytest.mark.parametrize(
    "typed", [("31", "2", "2026"), ("15", "6", "26"), ("15", "Juno", "2026"), ("", "6", "2026")]
)
def test_a_day_that_does_not_exist_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011 - what it says is the form's business
        dates.read_day(*typed)


def test_the_filters_say_nothing_of_nothing():
    source = "{% load ui %}[{{ gone|day }}{{ gone|moment }}{{ gone|away }}] {{ held|weekday }}"

    said = Template(source).render(Context({"gone": None, "held": date(2023, 6, 15)}))

    assert said == "[] Thursday 15 June 2023"
