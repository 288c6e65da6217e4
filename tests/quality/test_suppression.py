"""An attacker who knows the rule, and all that a page shows, tries every table that fits."""

import random
from collections import defaultdict
from itertools import product

import pytest

from quality.suppression.rule import Cell, Shown, shown, total


def view(parts):
    """What a reader is given: everything on the page, and nothing that is hidden."""
    seen = shown(parts)
    return (
        seen,
        total(list(parts)) if seen.system else None,
        tuple(parts) if seen.parts else len(parts),
    )


def possible_values(tables):
    """For each view, the values that each hidden number may have as far as a reader can tell."""
    found = defaultdict(lambda: defaultdict(set))
    for parts in tables:
        seen = view(parts)
        for n, part in enumerate(parts):
            if not seen[0].parts:
                found[seen]["numerator", n].add(part.numerator)
                if part.denominator is not None:
                    found[seen]["denominator", n].add(part.denominator)
        if not seen[0].system:
            found[seen]["system numerator"].add(total(list(parts)).numerator)
            if parts[0].denominator is not None:
                found[seen]["system denominator"].add(total(list(parts)).denominator)
    return found


def too_sure(tables):
    return [
        (seen, name, values)
        for seen, numbers in possible_values(tables).items()
        for name, values in numbers.items()
        if len(values) < 3
    ]


@pytest.mark.parametrize(("places", "most"), [(1, 12), (2, 24), (3, 16), (4, 9)])
def test_counts_cannot_be_found_out(places, most):
    """Only systems whose every make-up has been tried: sums up to `most`."""
    tables = [
        tuple(Cell(n, None) for n in numbers)
        for numbers in product(range(most + 1), repeat=places)
        if sum(numbers) <= most
    ]

    assert too_sure(tables) == []


@pytest.mark.parametrize(("places", "most"), [(1, 14), (2, 13)])
@pytest.mark.parametrize("is_proportion", [True, False])
def test_numerators_and_denominators_cannot_be_found_out(places, most, is_proportion):
    cells = [
        Cell(n, d)
        for d in range(most + 1)
        for n in range(most + 1)
        if (n <= d if is_proportion else d or not n)
    ]
    tables = [
        parts
        for parts in product(cells, repeat=places)
        if total(list(parts)).numerator <= most and total(list(parts)).denominator <= most
    ]

    assert too_sure(tables) == []


def others_like(parts, draw):
    """Other tables that add up to the same; when the system is hidden, to about the same."""
    for _ in range(3000):
        cells = [list(cell) for cell in parts]
        for column in (0, 1):
            for _ in range(draw.choice([0, 1, 2, 5, 9])):
                giver, taker = draw.sample(cells, 2)
                if giver[column]:
                    giver[column] -= 1
                    taker[column] += 1
        if not view(parts)[0].system:
            draw.choice(cells)[draw.choice([0, 1])] += draw.choice([0, 1, 2])
        if all(numerator <= denominator for numerator, denominator in cells):
            yield tuple(Cell(*cell) for cell in cells)


def test_random_tables_with_large_denominators_cannot_be_found_out():
    """Whatever else fits what is shown leaves each hidden number at least three values."""
    draw = random.Random(5)
    tried = 0
    while tried < 60:
        denominators = [draw.choice([0, 3, 40, 900]) for _ in range(draw.choice([2, 3, 5]))]
        parts = tuple(Cell(min(draw.choice([0, 1, 2, 4, 6, 9]), d), d) for d in denominators)
        mine = view(parts)
        if mine[0].parts:
            continue
        tried += 1
        values = defaultdict(set)
        for other in others_like(parts, draw):
            if view(other) == mine:
                for n, cell in enumerate(other):
                    values["numerator", n].add(cell.numerator)
                    values["denominator", n].add(cell.denominator)

        assert {name: len(found) for name, found in values.items() if len(found) < 3} == {}, parts


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([9, 12, 30], Shown(system=True, parts=True)),
        ([0, 12, 30], Shown(system=True, parts=True)),
        ([0, 0], Shown(system=True, parts=True)),
        ([], Shown(system=True, parts=True)),
        ([3, 12, 30], Shown(system=True, parts=False)),
        ([2, 2, 2], Shown(system=True, parts=False)),
        ([1, 2], Shown(system=False, parts=False)),
        ([4], Shown(system=False, parts=False)),
    ],
)
def test_one_small_part_hides_them_all(numbers, expected):
    assert shown([Cell(n, None) for n in numbers]) == expected


def test_a_small_denominator_counts_as_small():
    assert shown([Cell(0, 3), Cell(40, 50)]) == Shown(system=True, parts=False)
    assert shown([Cell(0, 3), Cell(0, 50)]) == Shown(system=False, parts=False)
