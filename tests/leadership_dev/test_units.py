from decimal import Decimal

import pytest

from leadership_dev.units import Terms


@pytest.mark.parametrize(
    ("amount", "unit", "hours", "wte"),
    [
        (2, "pa", "8 hours", "0.21"),
        (2, "gp_session", "8 hours 20 minutes", "0.22"),
        (1, "gp_session", "4 hours 10 minutes", "0.11"),
        ("0.5", "pa", "2 hours", "0.05"),
        ("0.5", "hour", "30 minutes", "0.01"),
        (1, "hour", "1 hour", "0.03"),
        ("37.5", "hour", "37 hours 30 minutes", "1.00"),
    ],
)
def test_time_of_leaders_in_hours_and_whole_time_equivalents(amount, unit, hours, wte):
    terms = Terms(Decimal(amount), unit)

    assert (terms.hours_words, str(terms.wte)) == (hours, wte)


def test_a_reader_finds_the_time_in_each_unit():
    assert Terms(Decimal(2), "pa").rows() == [
        ("Hours a week", "8 hours"),
        ("Programmed activities (PAs)", "2"),
        ("GP sessions", "1.92"),
        ("Whole-time equivalent (WTE)", "0.21"),
    ]
