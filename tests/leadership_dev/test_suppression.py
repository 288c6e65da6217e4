"""Rule SUP-1, by its worked examples and by an attacker who knows the exact totals."""

import itertools
import json
from dataclasses import asdict
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from leadership_dev.transparency.suppression import STAR, publish

CASES = json.loads((Path(__file__).parent / "data/sup1_cases.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_worked_examples_come_out_exactly(case):
    assert [asdict(column) for column in publish(case["columns"])] == case["expected"]


def test_a_column_of_zeros_stays_zeros_whatever_came_before():
    columns = publish([[58, 23, 1], [0, 0, 0]])

    assert [column.cells for column in columns] == [["60", "*", "*"], ["0", "0", "0"]]


def test_a_column_that_is_not_published_stars_nothing_later():
    columns = publish([[10, 5, 4], [30, 12, 0]])

    assert [column.cells for column in columns] == [None, ["30", "10", "0"]]


@pytest.mark.parametrize("stages", [[[1, 2], [1]], [[-1, 30]], [[1.5, 30]], [[True, 30]]])
def test_counts_that_are_no_counts_are_refused(stages):
    with pytest.raises(ValueError, match="Every"):
        publish(stages)


def could_be(cell, count, first):
    """What an attacker must think possible of one cell of the first stage."""
    if cell != STAR:
        shown = int(cell)
        return [0] if shown == 0 else range(max(8, shown - 2), shown + 3)
    return range(1, 8) if 1 <= count <= 7 else range(1, first + 1)


@given(st.lists(st.integers(0, 12), min_size=2, max_size=4))
def test_no_star_can_be_narrowed_to_two_numbers(counts):
    [column] = publish([counts])
    if column.cells is None:
        return
    total = sum(counts)

    tables = [
        table
        for table in itertools.product(
            *(
                could_be(cell, count, total)
                for cell, count in zip(column.cells, counts, strict=True)
            )
        )
        if sum(table) == total
    ]

    for place, cell in enumerate(column.cells):
        if cell == STAR:
            assert len({table[place] for table in tables}) >= 3


def test_the_command_prints_what_may_be_published(tmp_path, capsys):
    asked = tmp_path / "tables.json"
    asked.write_text(json.dumps([{"id": "T6", "columns": [[30, 12, 0]]}]))

    call_command("sup1", str(asked))

    assert json.loads(capsys.readouterr().out) == [
        {"id": "T6", "columns": [{"cells": ["30", "10", "0"], "total": "40"}]}
    ]


@pytest.mark.parametrize("text", ["not json", '[{"id": 1}]', '[{"id": 1, "columns": [["a"]]}]'])
def test_a_file_that_holds_no_tables_is_refused_in_words(tmp_path, text):
    asked = tmp_path / "tables.json"
    asked.write_text(text)

    with pytest.raises(CommandError, match="is not a list of tables"):
        call_command("sup1", str(asked))
