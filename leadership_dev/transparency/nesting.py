"""A follow-up read beside the question it follows: two views of the same people.

Rule SUP-1 makes each table safe by itself. Where an answer and its parts are both shown, one can
be taken from the other, so a stage of the follow-up is left out unless every small star of both
tables could still stand for three numbers. The reader is taken to know exactly how many answered
each question. Anybody may leave a follow-up empty, so parts add up to their head or to less.

Plain Python; no Django inside.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from .suppression import LARGEST_SMALL, LEAST_CHOICES, NOT_PUBLISHED, STAR, Column, is_small

Counts = Mapping[Hashable, int]


def publish_beside(
    heads: Sequence[tuple[Counts, Column]],
    parts: Sequence[tuple[Counts, Column]],
    head_of: Mapping[Hashable, Hashable],
) -> list[Column]:
    """The columns of the follow-up, one a stage; those that would tell something are left out.

    Counts and cells come in the same order; `head_of` says which answer each part divides.
    """
    return [
        part[1] if is_safe_beside(head, part, head_of) else NOT_PUBLISHED
        for head, part in zip(heads, parts, strict=True)
    ]


def is_safe_beside(head, part, head_of):
    (head_counts, head_column), (part_counts, part_column) = head, part
    if part_column.cells is None or not any(part_counts.values()):
        return True
    if head_column.cells is None:
        # The parts would add up to what is not published.
        return False
    heads, parts = ranges_of(head_counts, head_column), ranges_of(part_counts, part_column)
    own = {name: {one: parts[one] for one in parts if head_of[one] == name} for name in heads}
    start = {name: beginning(heads[name], own[name]) for name in heads}
    totals = Known(twice(total(part_counts)), twice(total(head_counts)))
    for name in heads:
        others = [known for other, known in start.items() if other != name]
        known = start[name].given(totals.without(others))
        heads[name] = known.head
        parts |= narrowed(own[name], known.parts)
    return leave_choices(head_counts, heads) and leave_choices(part_counts, parts)


@dataclass(frozen=True)
class Known:
    """What a reader knows of an answer: how many gave it, how many of those went on, and how
    many did not. Each is the least and the most; the first is the sum of the others."""

    parts: tuple
    head: tuple
    gap: tuple = (0, math.inf)

    def given(self, more):
        """The same, once more is known."""
        parts, head, gap = (
            both(getattr(self, name), getattr(more, name)) for name in ["parts", "head", "gap"]
        )
        # A second time, for what the first one found.
        for _ in range(2):
            head = both(head, plus(parts, gap))
            parts = both(parts, minus(head, gap))
            gap = both(gap, minus(head, parts))
        return Known(parts, head, gap)

    def without(self, others):
        """What is left for one answer of what all add up to."""
        left = [self.parts, self.head, minus(self.head, self.parts)]
        for other in others:
            taken = [other.parts, other.head, other.gap]
            left = [
                minus(known, known_of_other)
                for known, known_of_other in zip(left, taken, strict=True)
            ]
        return Known(*left)


def beginning(head, own):
    """What each table tells by itself."""
    parts = sum(low for low, _ in own.values()), sum(high for _, high in own.values())
    known = Known(parts, head)
    return known.given(known)


def plus(one, other):
    return one[0] + other[0], one[1] + other[1]


def minus(one, other):
    return one[0] - other[1], one[1] - other[0]


def both(one, other):
    return max(one[0], other[0]), min(one[1], other[1])


def twice(number):
    return number, number


def total(counts):
    return sum(counts.values())


def leave_choices(counts, ranges):
    return all(
        high - low + 1 >= LEAST_CHOICES
        for name, (low, high) in ranges.items()
        if is_small(counts[name])
    )


def ranges_of(counts, column):
    """{answer: the least and the most that a reader must think possible}"""
    return {
        name: range_known(cell, count, total(counts))
        for (name, count), cell in zip(counts.items(), column.cells, strict=True)
    }


def range_known(cell, count, most):
    if cell == STAR:
        if is_small(count):
            return 1, LARGEST_SMALL
        # Starred to protect another; one that follows an earlier stage may even be 0.
        return min(1, count), most
    shown = int(cell)
    return (max(LARGEST_SMALL + 1, shown - 2), shown + 2) if shown else (0, 0)


def narrowed(ranges, known):
    """The same ranges, once it is known between which two numbers they add up."""
    lowest = sum(low for low, _ in ranges.values())
    highest = sum(high for _, high in ranges.values())
    return {
        name: (max(low, known[0] - highest + high), min(high, known[1] - lowest + low))
        for name, (low, high) in ranges.items()
    }
