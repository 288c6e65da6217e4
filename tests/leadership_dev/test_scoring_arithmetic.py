"""The worked example of scoring and moderation, and what it leaves open."""

from decimal import Decimal
from fractions import Fraction

import pytest

from leadership_dev.scoring.arithmetic import (
    MET,
    NOT_MET,
    NOT_SCORED,
    TO_AGREE,
    Judged,
    Measure,
    mean,
    percent,
    ranking,
    share,
)

ONE, TWO, THREE = (
    Measure(1, weight=3),
    Measure(2, weight=2),
    Measure(3, weight=1, is_essential=False),
)
MEASURES = [ONE, TWO, THREE]
A, B, C = {1: 4, 2: 3, 3: 2}, {1: 3, 2: 3, 3: 3}, {1: 1, 2: 4, 3: 4}


def judged(*sheets, agreed=None):
    return Judged(MEASURES, sheets, agreed or {})


def test_the_worked_example_comes_out_exactly():
    example = judged(A, B, C)

    assert [percent(one) for one in example.of_sheets] == [
        Decimal("83.3"),
        Decimal("75.0"),
        Decimal("62.5"),
    ]
    assert percent(example.overall) == percent(mean(example.of_sheets)) == Decimal("73.6")
    assert [example.spread(m) for m in MEASURES] == [3, 1, 2]
    assert example.to_agree == [ONE, THREE]
    assert [example.essential(m) for m in (ONE, TWO)] == [TO_AGREE, MET]
    assert not example.meets_essential


def test_what_was_agreed_stands_in_for_the_mean_and_the_originals_stay():
    agreed = judged(A, B, C, agreed={1: 3, 2: 3, 3: 3})

    assert percent(agreed.overall) == Decimal("75.0")
    assert percent(agreed.originals) == Decimal("73.6")
    assert agreed.given(ONE) == [4, 3, 1]
    assert agreed.to_agree == []
    assert agreed.meets_essential


def test_the_mean_stands_where_nothing_is_flagged():
    calm = judged({1: 3, 2: 2, 3: 1}, {1: 4, 2: 2, 3: 2})

    assert calm.to_agree == []
    assert percent(calm.overall) == percent(calm.originals) == Decimal("66.7")


def test_agreeing_on_one_criterion_leaves_the_mean_of_the_others():
    # (3×3 + 2×10/3 + 1×3) ÷ 24
    assert judged(A, B, C, agreed={1: 3}).overall == Fraction(56, 72)


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ({1: 4, 2: None, 3: 4}, Fraction(1)),
        ({1: 4}, Fraction(1)),
        ({1: 0, 2: None, 3: None}, Fraction(0)),
        ({}, None),
    ],
)
def test_what_nobody_scored_never_counts_as_nought(sheet, expected):
    assert share(MEASURES, sheet) == expected
    assert judged(sheet).overall == expected


def test_an_essential_criterion_is_met_not_met_or_not_scored():
    one = judged({1: 1, 2: 2}, {1: 0, 2: 3})

    assert [one.essential(m) for m in MEASURES] == [NOT_MET, MET, NOT_SCORED]
    assert judged({1: 4}, agreed={1: 1}).essential(ONE) == NOT_MET


def test_scorers_who_part_at_the_line_of_an_essential_criterion_discuss_it():
    near = judged({1: 1, 2: 2, 3: 1}, {1: 2, 2: 2, 3: 2})

    assert near.to_agree == [ONE]


def test_a_half_is_rounded_up():
    assert [percent(Fraction(1, 16)), percent(Fraction(625, 10000)), percent(None)] == [
        Decimal("6.3"),
        Decimal("6.3"),
        None,
    ]


def places(standings):
    return [(s.key, s.rank, s.is_tied) for s in standings]


def test_ties_are_parted_by_the_essential_criteria():
    # 14 of 24 each; 12 of 20 against 14 of 20 on the essential ones.
    level = {"a": judged({1: 4, 2: 0, 3: 2}), "b": judged({1: 4, 2: 1, 3: 0})}

    assert level["a"].overall == level["b"].overall
    assert places(ranking(level)) == [("b", 1, False), ("a", 2, False)]


def test_a_tie_stays_a_tie_until_the_chair_chooses():
    level = {"z": judged(A), "m": judged(A), "a": judged(B), "k": judged(A)}

    assert places(ranking(level)) == [
        ("z", 1, True),
        ("m", 1, True),
        ("k", 1, True),
        ("a", 4, False),
    ]
    assert places(ranking(level, {"m": 1, "z": 2})) == places(ranking(level))
    assert places(ranking(level, {"m": 1, "k": 2, "z": 3, "a": 1})) == [
        ("m", 1, False),
        ("k", 2, False),
        ("z", 3, False),
        ("a", 4, False),
    ]


def test_who_was_not_scored_comes_last():
    assert places(ranking({"a": judged(), "b": judged({1: 0})})) == [
        ("b", 1, False),
        ("a", 2, False),
    ]
