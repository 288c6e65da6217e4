"""Cells of a sheet as a spreadsheet leaves them: each reader gives a value or raises Wrong."""

import re
from datetime import date, datetime, timedelta

from ccpl_portal.packs.faults import Wrong
from ccpl_portal.ui.dates import day as day_in_words
from quality.returns import checks
from quality.returns.models import Return

MARKS = {
    "formula": "This cell holds a formula. Enter the figure itself",
    "error": "This cell shows an error. Enter the figure",
    "merged": "This cell is merged with others. Unmerge them and fill each",
    "encoding": "The letters of this cell cannot be read. Enter it again, or save the file as "
    "“CSV UTF-8”",
}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NAMED = re.compile(r"(?:1(?:st)? )?([A-Za-z]{3,9})[ ,.\-/]*((?:20)?\d{2})")
SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](20\d{2})")
YEAR_MONTH = re.compile(r"(20\d{2})-(\d{2})")
DATE_LIKE = re.compile(r"\d{1,2}[- ][A-Za-z]{3}|[A-Za-z]{3}[- ]\d{1,2}|\d{1,2}/\d{1,2}(/\d{2,4})?")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+")
# Excel counts days from here, and believes that 1900 was a leap year.
EXCEL_BEGINS = date(1899, 12, 30)
SERIAL = re.compile(r"[34]\d{4}|5\d{4}")


def figure(cell, mark, column):
    """A count; an empty cell is None."""
    if mark == "date" or DATE_LIKE.fullmatch(cell):
        raise Wrong(
            f"Excel has made a date of this cell ({shown(cell, mark)}). Enter the figure, and set "
            "the column to numbers",
            column,
        )
    if cell.endswith("%"):
        raise Wrong(f"Enter the count, not the percentage {cell}", column)
    if THOUSANDS.fullmatch(cell):
        cell = cell.replace(",", "")
    return checks.whole_number(cell, column)


def shown(cell, mark):
    """A damaged date as the sheet shows it: 12 Jan."""
    if mark != "date" or ":" in cell:
        return cell
    found = date.fromisoformat(cell)
    return f"{found.day} {found:%b}"


def month(cell, mark):
    """The first day of a month, however the sheet writes it."""
    if not cell:
        raise Wrong("Enter the month, for example April 2024", "period")
    if SERIAL.fullmatch(cell):
        meant = day_in_words(EXCEL_BEGINS + timedelta(days=int(cell)))
        reason = f"{cell} is Excel's number for {meant}. Enter the month, or set the cell to a date"
        raise Wrong(reason, "period")
    return checks.month(as_iso(cell))


def as_iso(cell):
    if found := NAMED.fullmatch(cell):
        name, year = found[1].lower()[:3], int(found[2]) % 100
        if name in MONTHS:
            return f"20{year:02}-{MONTHS.index(name) + 1:02}-01"
    if found := SLASHED.fullmatch(cell):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if found := YEAR_MONTH.fullmatch(cell):
        return f"{cell}-01"
    if DATE_LIKE.fullmatch(cell):
        reason = f"Excel has left the year out ({cell}). Enter the month and the year"
        raise Wrong(reason, "period")
    # A moment at midnight is what other programs write for a day.
    try:
        return f"{datetime.fromisoformat(cell):%Y-%m-%d}"
    except ValueError:
        reason = f"Enter a month such as April 2024 or 2024-04-01, not “{cell}”"
        raise Wrong(reason, "period") from None


def quality(cell, otherwise):
    if not cell:
        return otherwise
    for choice in Return.Quality:
        if cell.lower() in (choice.value, choice.label.lower()):
            return choice.value
    raise Wrong(f"Enter final or provisional, not “{cell}”", "quality")
