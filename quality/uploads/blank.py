"""A sheet to fill in: one row for each figure that is still owed."""

import io
from datetime import date

from defusedcsv import csv
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from quality.returns.due import owed_by
from quality.returns.sheet import HEADING

WIDTHS = [14, 18, 48, 14, 14, 14, 20, 30, 30]
MONTH = HEADING.index("Month")


def owed_rows(bodies):
    """What is not answered yet, the oldest month first: the late ones come to the top."""
    for due in reversed(owed_by(bodies)):
        answered = {entry.measure_id for entry in due.answered}
        for measure in due.measures:
            if measure.pk not in answered:
                named = [due.body.code, measure.code, measure.name, due.period]
                yield named + [None] * (len(HEADING) - len(named))


def as_csv(bodies):
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(HEADING)
    for row in owed_rows(bodies):
        cells = [cell.isoformat() if isinstance(cell, date) else cell for cell in row]
        writer.writerow(["" if cell is None else cell for cell in cells])
    return ("\ufeff" + target.getvalue()).encode()


def as_excel(bodies):
    book = Workbook()
    sheet = book.active
    sheet.title = "Returns"
    sheet.append(HEADING)
    for row in owed_rows(bodies):
        sheet.append(row)
    dress(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def dress(sheet):
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="D8DDE0")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    choices = DataValidation(type="list", formula1='"final,provisional"', allow_blank=True)
    sheet.add_data_validation(choices)
    for row in sheet.iter_rows(min_row=2):
        row[MONTH].number_format = "mmm yyyy"
        choices.add(row[HEADING.index("Final or provisional")])
