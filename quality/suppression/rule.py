"""Rule Q: which figures of one measure and month somebody without the sensitive role may see.

A number from 1 to 4, above or below the line, is hidden. Whatever stays on the page must not
give it away: every hidden number keeps at least three possible values. The rule is coarse so
that this can be proved, and a test attacks it with every table that fits what is shown:

* As soon as one part (a place, or the system-wide bodies together) is small, the parts of
  that month are all hidden, those that are 0 too.
* The system is hidden when it is small itself, or when it would give a hidden part away:
  below 5 there are too few ways to make it up.
* What the reader knows anyway (their own organisation's figures) is taken off first, and the
  rule is put to what remains: others in the same place must not be found by subtraction.

Readers under this rule get neither earlier days nor other boundaries, and the mean and limits
of their charts come from the numbers that they see.
"""

from collections.abc import Iterable
from typing import NamedTuple

SMALL = range(1, 5)


class Cell(NamedTuple):
    """Sums of some returns. The denominator of a count is None."""

    numerator: int
    denominator: int | None


class Shown(NamedTuple):
    """What may be seen of a measure and month: the system, and the parts that make it up."""

    system: bool
    parts: bool


EVERYTHING = Shown(system=True, parts=True)


def shown(parts: Iterable[Cell]) -> Shown:
    """Say what may be shown, given the parts that have data, less what the reader knows."""
    parts = list(parts)
    system = total(parts)
    some_part_is_small = any(is_small(part) for part in parts)
    if not some_part_is_small and not is_small(system):
        return EVERYTHING
    return Shown(system=not is_small(system) and is_large(system), parts=False)


def total(parts: list[Cell]) -> Cell:
    denominators = [part.denominator for part in parts if part.denominator is not None]
    return Cell(sum(part.numerator for part in parts), sum(denominators) if denominators else None)


def is_small(cell: Cell) -> bool:
    return cell.numerator in SMALL or cell.denominator in SMALL


def is_large(cell: Cell) -> bool:
    return cell.numerator > 4 and (cell.denominator is None or cell.denominator > 4)
