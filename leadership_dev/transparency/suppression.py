"""Rule SUP-1: equality counts of a recruitment year, published so that nobody can be found.

Based on NHS Digital's disclosure control for hospital statistics (since September 2018): counts
of 1 to 7 become a star, others are rounded to the nearest 5. Because appointees are named in
public and totals can be learned elsewhere, stars also follow a group through the stages, and
further cells are starred until each star could stand for at least three numbers.

Plain Python; no Django inside.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

STAR = "*"
SMALLEST_TOTAL = 20
LARGEST_SMALL = 7
LEAST_CHOICES = 3


@dataclass(frozen=True)
class Column:
    """One published stage: a text for each category, in order, and the rounded total.

    Both are None when the column is not published.
    """

    cells: list[str] | None
    total: str | None


NOT_PUBLISHED = Column(None, None)


def publish(stages: Sequence[Sequence[int]]) -> list[Column]:
    """Apply SUP-1 to one dimension.

    `stages` holds a column of true counts for each stage in order (applied, shortlisted,
    appointed), each with the same categories in the same order. Raises ValueError when the
    columns differ in length or a count is not a whole number of people.
    """
    if len({len(counts) for counts in stages}) > 1:
        raise ValueError("Every stage needs the same categories")
    followed: set[int] = set()
    columns = []
    for counts in stages:
        if any(type(count) is not int or count < 0 for count in counts):
            raise ValueError("Every count is a whole number, 0 or more")
        column, starred = _publish_stage(counts, frozenset(followed))
        columns.append(column)
        followed |= starred
    return columns


def _publish_stage(
    counts: Sequence[int], followed: frozenset[int]
) -> tuple[Column, frozenset[int]]:
    total = sum(counts)
    if total == 0:
        return Column(["0"] * len(counts), "0"), frozenset()
    if total < SMALLEST_TOTAL or total in counts:
        return NOT_PUBLISHED, frozenset()

    starred = followed | {place for place, count in enumerate(counts) if is_small(count)}
    while not _is_safe(counts, starred, followed):
        shown = [place for place in range(len(counts)) if place not in starred and counts[place]]
        if not shown:
            return NOT_PUBLISHED, frozenset()
        starred |= {min(shown, key=lambda place: counts[place])}

    cells = [
        STAR if place in starred else str(_rounded(count)) for place, count in enumerate(counts)
    ]
    return Column(cells, str(_rounded(total))), frozenset(starred)


def _is_safe(counts: Sequence[int], starred: frozenset[int], followed: frozenset[int]) -> bool:
    """Whether each small star could stand for three numbers, to one who knows the exact total."""
    total = sum(counts)
    ranges = [_range_known(place, count, starred, followed) for place, count in enumerate(counts)]
    lowest = sum(low for low, _ in ranges)
    highest = sum(high for _, high in ranges)
    for place in starred:
        if not is_small(counts[place]):
            continue
        low, high = ranges[place]
        least = max(low, total - (highest - high))
        most = min(high, total - (lowest - low))
        if most - least + 1 < LEAST_CHOICES:
            return False
    return True


def _range_known(
    place: int, count: int, starred: frozenset[int], followed: frozenset[int]
) -> tuple[int, float]:
    """The numbers a reader must think possible for a cell."""
    if place not in starred:
        if count == 0:
            return 0, 0
        return max(LARGEST_SMALL + 1, _rounded(count) - 2), _rounded(count) + 2
    if is_small(count):
        return 1, LARGEST_SMALL
    return (0 if place in followed else 1), math.inf


def is_small(count: int) -> bool:
    return 1 <= count <= LARGEST_SMALL


def _rounded(count: int) -> int:
    return (count + 2) // 5 * 5
