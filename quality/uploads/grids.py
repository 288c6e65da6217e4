"""A sheet as a grid of words. What a spreadsheet did to a cell is marked, not repaired."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from quality.returns.checks import looks_like_a_patient

MOST_ROWS = 5000
MOST_COLUMNS = 60
LONGEST_CELL = 2000
LOOK_FOR_HEADING = 10


@dataclass
class Line:
    """A row of the sheet: its number there, its cells, and the marks on some by their place."""

    number: int
    cells: list[str]
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self):
        return not any(self.cells)

    def as_kept(self):
        return {"number": self.number, "cells": self.cells, "marks": self.marks}


@dataclass
class Grid:
    heading: list[str]
    lines: list[Line]


def grid_of(lines):
    """Find the heading among the first lines; raises ValidationError for what is no return."""
    lines = [line for line in lines if not line.is_empty]
    if not lines:
        raise ValidationError("There is nothing in it. Choose a sheet that holds figures")
    if len(lines) > MOST_ROWS + 1:
        raise ValidationError(
            f"It holds more than {MOST_ROWS:,} rows. Send it in several parts", code="rows"
        )
    widest = max(width_of(line) for line in lines)
    if widest > MOST_COLUMNS:
        raise ValidationError(
            f"It holds {widest:,} columns. A return has {MOST_COLUMNS} at most: delete those that "
            "are not needed",
            code="columns",
        )
    for line in lines:
        line.cells = (line.cells + [""] * widest)[:widest]
        refuse_patients(line)
    at = next((n for n, line in enumerate(lines[:LOOK_FOR_HEADING]) if filled(line) > 2), 0)
    if is_data(lines[at]):
        return Grid([f"Column {n + 1}" for n in range(widest)], lines)
    heading = [name or f"Column {n + 1}" for n, name in enumerate(lines[at].cells)]
    return Grid(heading, lines[at + 1 :])


def width_of(line):
    return max((n + 1 for n, cell in enumerate(line.cells) if cell), default=0)


def filled(line):
    return sum(bool(cell) for cell in line.cells)


def is_data(line):
    """Figures were brought without a heading: no heading is a bare number."""
    return any(cell.replace(",", "").isdigit() for cell in line.cells)


def refuse_patients(line):
    for place, cell in enumerate(line.cells):
        if len(cell) > LONGEST_CELL:
            raise ValidationError(
                f"Row {line.number}, column {place + 1} holds {len(cell):,} characters. Shorten "
                f"it to {LONGEST_CELL:,}",
                code="long",
            )
        if looks_like_a_patient(cell):
            raise ValidationError(
                f"Row {line.number}, column {place + 1} holds what looks like an NHS number. "
                "Returns hold counts and nothing about a patient: take such columns out. Nothing "
                "of this sheet was kept",
                code="patient",
            )
