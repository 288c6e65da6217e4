"""Rule SMALL: where people are not named, a count of 1 to 4 is told as "fewer than 5" and cannot
be worked out from totals and from the other cells.

Nothing is told as a number. A cell says nobody, fewer than 5, or 5 or more. From these words a
reader can still work out bounds: four cells of one total that is fewer than 5 hold one each. So
the bounds are worked out here too, and for as long as any small count keeps fewer than three
possible values, the nearest word that gives it away becomes "some".
"""

import math
from typing import NamedTuple

NOBODY, FEW, MANY, SOME = "nobody", "fewer than 5", "5 or more", "some"
NOT_SHOWN = "not shown"
BOUNDS = {NOBODY: (0, 0), FEW: (1, 4), MANY: (5, math.inf), SOME: (1, math.inf)}
HEAT = {NOBODY: 1, FEW: 2, SOME: 2, MANY: 3}
POSSIBLE = 3


class Sum(NamedTuple):
    """Cells by number: the parts make the total, or some of it."""

    total: int
    parts: list
    is_whole: bool = True


def under_small(room):
    """Give each cell its words under the rule; of fewer than 5 people nothing is told."""
    cells = list(cells_of(room))
    number = {id(cell): n for n, cell in enumerate(cells)}
    marks = [NOT_SHOWN] * len(cells)
    if room.count >= 5:
        sums = [
            Sum(number[id(total)], [number[id(part)] for part in parts], is_whole)
            for total, parts, is_whole in sums_of(room)
        ]
        marks = marked([cell.count for cell in cells], sums)
    for cell, mark in zip(cells, marks, strict=True):
        means_nothing = mark == NOBODY and not cell.is_expected
        cell.words = "0" if means_nothing else mark
        cell.heat = 0 if means_nothing else HEAT.get(mark, 0)
    return room


def cells_of(room):
    for table in [*room.tables, room.bodies]:
        for row in table.rows:
            yield from [*row.cells, row.total]
        yield from table.totals
        if table.total:
            yield table.total


def sums_of(room):
    """Everything on the page that a reader can add up."""
    first = room.tables[0]
    for table in room.tables:
        for row in table.rows:
            yield row.total, row.cells, True
        for n, total in enumerate(table.totals):
            yield total, [row.cells[n] for row in table.rows], True
            yield first.totals[n], [total], True
        yield table.total, [row.total for row in table.rows], True
        yield table.total, table.totals, True
        yield first.total, [table.total], True
        if table.name == "sector":
            yield from sums_of_bodies(room, table)
    yield first.total, [row.total for row in room.bodies.rows], True


def sums_of_bodies(room, table):
    """People of an organisation are people of its sector, mostly all in one column."""
    standing = {}
    for voice in room.voices:
        standing.setdefault(voice.organisation, set()).add(room.column_of(voice))
    for sector in table.rows:
        if sector.thing is None:
            continue
        own = [
            row
            for row in room.bodies.rows
            if row.thing is not None and row.thing.kind.sector_id == sector.thing.pk
        ]
        yield sector.total, [row.total for row in own], False
        for (column, _), cell in zip(room.columns, sector.cells, strict=True):
            here = [row.total for row in own if standing.get(row.thing.pk) == {column}]
            yield cell, here, False


def marked(counts, sums):
    marks = [NOBODY if not count else FEW if count < 5 else MANY for count in counts]
    while (told := given_away(counts, marks, sums)) is not None:
        loosen(told, marks, sums)
    return marks


def given_away(counts, marks, sums):
    """A small count that the marks leave too few values, or None."""
    low, high = bounds(marks, sums)
    for n, count in enumerate(counts):
        if 1 <= count < 5 and high[n] - low[n] + 1 < POSSIBLE:
            return n
    return None


def bounds(marks, sums):
    """What follows for each cell from all marks together."""
    low = [BOUNDS[mark][0] for mark in marks]
    high = [BOUNDS[mark][1] for mark in marks]
    before = None
    while before != (low, high):
        before = (list(low), list(high))
        for total, parts, is_whole in sums:
            least = sum(low[part] for part in parts)
            low[total] = max(low[total], least)
            for part in parts:
                high[part] = min(high[part], high[total] - (least - low[part]))
            if not is_whole:
                continue
            high[total] = min(high[total], sum(high[part] for part in parts))
            for part in parts:
                others = sum(high[other] for other in parts if other != part)
                low[part] = max(low[part], low[total] - others)
    return low, high


def loosen(told, marks, sums):
    """Make the nearest "fewer than 5" into "some": totals before their parts."""
    ring = {told}
    while True:
        near = [each for each in sums if ring & {each.total, *each.parts}]
        around = [each.total for each in near] + [part for each in near for part in each.parts]
        few = next((n for n in [*around, told] if marks[n] == FEW), None)
        if few is not None:
            marks[few] = SOME
            return
        if ring >= set(around):
            raise AssertionError("Nothing is left that could give a count away")
        ring |= set(around)
