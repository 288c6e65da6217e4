"""A follow-up beside the question it follows, for a reader who knows every exact total."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadership_dev.transparency.nesting import publish_beside, ranges_of
from leadership_dev.transparency.suppression import publish

HEAD_OF = {"a": "A", "b": "A", "c": "B", "d": "B"}


def published(heads, parts):
    """(column of the heads, column of the parts) of one stage."""
    [of_heads], [of_parts] = publish([list(heads.values())]), publish([list(parts.values())])
    [beside] = publish_beside([(heads, of_heads)], [(parts, of_parts)], HEAD_OF)
    return of_heads, of_parts, beside


@pytest.mark.parametrize(
    ("parts", "cells"),
    [
        # Nothing small anywhere.
        ((30, 30, 20, 20), ["30", "30", "20", "20"]),
        # 60 is 58 to 62, 55 is 53 to 57: what is left for b is anything from 1 to 7.
        ((56, 4, 20, 20), ["55", "*", "20", "20"]),
        # 60 is 58 to 62 and so is a: b can be 1 to 4.
        ((58, 2, 20, 20), ["60", "*", "20", "20"]),
    ],
)
def test_parts_are_shown_where_their_head_does_not_give_them_away(parts, cells):
    parts = dict(zip("abcd", parts, strict=True))
    heads = {"A": parts["a"] + parts["b"], "B": parts["c"] + parts["d"], "PNTS": 12}

    _, _, beside = published(heads, parts)

    assert beside.cells == cells


def test_parts_that_give_a_star_away_are_left_out():
    # Each table is safe by itself; but 83 answered and 81 went on, so 1 or 2 would not say.
    parts = {"a": 30, "b": 2, "c": 25, "d": 24}
    heads = {"A": 32, "B": 49, "PNTS": 2}

    of_heads, alone, beside = published(heads, parts)

    assert of_heads.cells == ["30", "50", "*"]
    assert alone.cells == ["30", "*", "25", "25"]
    assert beside.cells is None


def test_a_head_that_is_not_published_takes_its_parts_along():
    parts = {"a": 20, "b": 20, "c": 0, "d": 0}

    of_heads, alone, beside = published({"A": 40, "B": 0, "PNTS": 0}, parts)

    assert (of_heads.cells, alone.cells is None, beside.cells) == (None, False, None)


@given(
    st.lists(st.integers(0, 12), min_size=3, max_size=3),
    st.lists(st.integers(0, 2), min_size=2, max_size=2),
    st.integers(0, 12),
)
def test_no_star_of_both_tables_together_can_be_narrowed_to_two_numbers(counts, empty, not_said):
    a, b, c = counts
    parts = {"a": a, "b": b, "c": c}
    heads = {"A": a + b + empty[0], "B": c + empty[1], "PNTS": not_said}

    _, _, beside = published(heads, parts)

    assert possible(heads, parts, beside) >= 3


def possible(heads, parts, column):
    """The fewest numbers that any small star of both tables could be, found by trying them all."""
    of_heads, _, _ = published(heads, parts)
    if column.cells is None or of_heads.cells is None:
        return 3
    found = {name: set() for name in [*parts, *heads]}
    for guess in tables(ranges_of(parts, column), sum(parts.values())):
        least = {"A": guess["a"] + guess["b"], "B": guess["c"] + guess.get("d", 0)}
        for head in tables(ranges_of(heads, of_heads), sum(heads.values())):
            if all(head[name] >= count for name, count in least.items()):
                for name, count in [*guess.items(), *head.items()]:
                    found[name].add(count)
    small = [len(found[n]) for n, count in [*parts.items(), *heads.items()] if 1 <= count <= 7]
    return min(small, default=3)


def tables(ranges, total):
    """Every table within the ranges that adds up to the total."""
    *free, last = ranges
    for guess in itertools.product(*(range(ranges[n][0], ranges[n][1] + 1) for n in free)):
        rest = total - sum(guess)
        if ranges[last][0] <= rest <= ranges[last][1]:
            yield dict(zip(ranges, [*guess, rest], strict=True))
