"""What was pasted or uploaded, read into a grid."""

import csv
import io
import re
import zipfile
from datetime import date, datetime, time

import openpyxl
from django.core.exceptions import ValidationError
from openpyxl.utils import range_boundaries

from .grids import MOST_ROWS, Line, grid_of

LARGEST_UNPACKED = 25 * 1024 * 1024
# Sheets that once were longer keep empty rows far below their figures.
DEEPEST = 50_000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


def from_text(text):
    """Cells as Excel puts them on the clipboard, or as CSV."""
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = max("\t,;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines, before = [], 0
    try:
        for cells in reader:
            lines.append(Line(before + 1, [" ".join(cell.split()) for cell in cells]))
            before = reader.line_num
            if len(lines) > DEEPEST:
                break
    except csv.Error as wrong:
        raise ValidationError(
            f"Line {reader.line_num} cannot be read. Look at its quotation marks", code="csv"
        ) from wrong
    return grid_of(lines)


def from_csv(data):
    """A CSV file. A cell whose letters are in another encoding is marked, with a good guess."""
    try:
        return from_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        grid = from_text(data.decode("cp1252", errors="replace"))
    for line in grid.lines:
        line.marks |= {str(n): "encoding" for n, cell in enumerate(line.cells) if not plain(cell)}
    return grid


def plain(cell):
    return cell.isascii()


def from_excel(data):
    """The first sheet that is not hidden."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise ValidationError(
                "The file unpacks to more than 25 MB. Copy the figures into a new workbook",
                code="bomb",
            )
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheet = next(s for s in book.worksheets if s.sheet_state == "visible")
            # Only the part itself tells of merged cells while a sheet is read row by row.
            merged = merged_cells(archive.read(sheet._worksheet_path))
            lines = lines_of(sheet, merged)
        except ValidationError:
            raise
        except Exception as wrong:
            # A damaged workbook fails in any of a hundred ways, all of them the file's.
            reason = "The file is damaged. Open it in Excel and save it again"
            raise ValidationError(reason, code="damaged") from wrong
    return grid_of(lines)


def lines_of(sheet, merged):
    # What a sheet says of its own size may be a lie.
    sheet.reset_dimensions()
    lines = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        line = Line(number, [])
        for place, cell in enumerate(cells):
            words, mark = read_cell(cell)
            line.cells.append(words)
            if in_any(merged, place + 1, number):
                mark = "merged"
            if mark:
                line.marks[str(place)] = mark
        if not line.is_empty:
            lines.append(line)
        if number > DEEPEST or len(lines) > MOST_ROWS + 20:
            break
    return lines


def read_cell(cell):
    """The words of a cell, and what the spreadsheet has done to it."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "f":
        return "", "formula"
    if cell.data_type == "e":
        return "", "error"
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}", "date"
    if isinstance(value, time):
        return f"{value:%H:%M}", "date"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()), ""


def merged_cells(part):
    return [range_boundaries(found.decode()) for found in MERGED.findall(part)]


def in_any(ranges, column, row):
    return any(
        left <= column <= right and top <= row <= bottom for left, top, right, bottom in ranges
    )
