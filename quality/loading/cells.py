"""What a cell of a pack holds: each reader gives its value, or raises Wrong in words."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from ccpl_portal.packs.faults import Wrong
from quality.returns.checks import whole_number

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def needed(row, column):
    if not row.cells[column]:
        raise Wrong("This cell must be filled", column)
    return row.cells[column]


def code_in(row, column):
    code = needed(row, column)
    if not CODE.fullmatch(code):
        raise Wrong(f"“{code}” is no code: use letters, digits, dots and hyphens", column)
    return code


def given(row, column, reader):
    """The value of an optional column, where the file has it and the cell is filled."""
    return {column: reader(row, column)} if row.cells.get(column) else {}


def words(row, column):
    return row.cells[column]


def whole(row, column):
    return whole_number(row.cells[column], column)


def yes_or_no(row, column):
    try:
        return {"yes": True, "no": False}[row.cells[column].lower()]
    except KeyError:
        raise Wrong(f"Enter yes or no, not “{row.cells[column]}”", column) from None


def one_of(choices):
    def reader(row, column):
        if row.cells[column] not in choices.values:
            reason = f"Enter one of {', '.join(choices.values)}, not “{row.cells[column]}”"
            raise Wrong(reason, column)
        return choices(row.cells[column])

    return reader


def amount(row, column):
    cell = row.cells[column]
    if not cell:
        return None
    try:
        found = Decimal(cell)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) >= 10**9:
        raise Wrong(f"Enter a number, not “{cell}”", column)
    return found


def a_day(row, column):
    cell = row.cells[column]
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise Wrong(f"Enter a date such as 2024-04-01, not “{cell}”", column) from None
