"""The tables of a room, line by line, for a spreadsheet."""

from ccpl_portal.ui import dates

COLUMNS = [
    "Counted by",
    "Who",
    "Where",
    "Members",
    "Missing",
    "How can we engage them?",
    "How are we going to make this work for them?",
    "Owner",
    "Review date",
]


def cells_of(room, lines):
    for table in [*room.tables, room.bodies]:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield [table.heading, row.name, column, cell.words]
            yield [table.heading, row.name, "All", row.total.words]
        for column, total in zip(table.columns, table.totals, strict=False):
            yield [table.heading, "All", column, total.words]
    for line in [*lines["planned"], *lines["unplanned"]]:
        yield ["", "", "", "", line.words, *plan_of(line.gap)]


def plan_of(gap):
    if gap is None:
        return []
    review = dates.day(gap.review_on) if gap.review_on else ""
    return [gap.engaging, gap.working, gap.owner or "", review]
