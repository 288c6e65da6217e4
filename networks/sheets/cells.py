"""How a record looks as a row of a sheet: the same cells that a pack is loaded from."""

from datetime import date

from ccpl_portal.packs.columns import References, Tags


def cells_of(record, columns):
    return {column.name: cell_of(record, column) for column in columns}


def cell_of(record, column):
    value = getattr(record, column.to)
    if isinstance(column, Tags):
        return "; ".join(sorted(f"{tag.kind}:{tag.slug}" for tag in value.all()))
    if isinstance(column, References):
        return "; ".join(sorted(getattr(other, column.by) for other in value.all()))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    by = getattr(column, "by", None)
    return one_line_ends(str(getattr(value, by) if by else value))


def one_line_ends(words):
    """A file, a browser and the database end lines in ways of their own."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def as_typed(cell):
    """The cell as it was before the export kept a spreadsheet from running it as a formula."""
    if len(cell) > 1 and cell[0] == "'" and cell[1] in "@+-=|%":
        return cell[1:].replace("\\|", "|")
    return cell
