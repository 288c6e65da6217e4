"""A CSV file of a quality pack as rows that remember their lines."""

import csv
import io

from ccpl_portal.packs.faults import Fault, Unusable
from ccpl_portal.packs.reading import Row, Sheet, words_of


def read(file, required, *, known=()):
    """Read the rows; raises Unusable without the file or one of the required columns.

    A column that is neither required nor known is left out, and a note says so.
    """
    if not file.is_file():
        raise Unusable(Fault(file.name, 0, "", "There is no such file"))
    reader = csv.reader(io.StringIO(words_of(file, file.name), newline=""), strict=True)
    sheet = Sheet()
    notes = []
    try:
        heading = [name.strip() for name in next(reader, [])]
        missing = [name for name in required if name not in heading]
        if missing:
            raise Unusable(
                *(Fault(file.name, 1, name, "This column is missing") for name in missing)
            )
        for name in heading:
            if name not in required and name not in known:
                notes.append(Fault(file.name, 1, name, "The portal does not know this column"))
        before = reader.line_num
        for values in reader:
            line, before = before + 1, reader.line_num
            if not any(value.strip() for value in values):
                continue
            if len(values) != len(heading):
                reason = f"This line has {len(values)} cells, the heading has {len(heading)}"
                sheet.faults.append(Fault(file.name, line, "", reason))
                continue
            cells = {name: value.strip() for name, value in zip(heading, values, strict=True)}
            sheet.rows.append(Row(file.name, line, cells))
    except csv.Error as wrong:
        reason = f"This line cannot be read as CSV ({wrong}). Look at its quotation marks"
        raise Unusable(Fault(file.name, reader.line_num, "", reason)) from None
    return sheet, notes
