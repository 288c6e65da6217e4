"""Files of a pack as rows that remember their lines."""

import csv
import io
from dataclasses import dataclass, field

import yaml

from .faults import Fault, Unusable


@dataclass
class Row:
    path: str
    line: int
    cells: dict[str, str]
    lines: dict[str, int] = field(default_factory=dict)

    def fault(self, wrong):
        line = self.lines.get(wrong.column, self.line)
        return Fault(self.path, line, wrong.column, wrong.reason)


@dataclass
class Sheet:
    """The rows of one kind of content, and the faults found while reading them."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def words_of(file, path):
    held = file.read_bytes()
    try:
        words = held.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = held.count(b"\n", 0, wrong.start) + 1
        raise Unusable(
            Fault(path, line, "", "This is not UTF-8 text. Save the file as “CSV UTF-8”")
        ) from None
    if "\0" in words:
        line = words.count("\n", 0, words.index("\0")) + 1
        raise Unusable(Fault(path, line, "", "This line holds a NUL character. Take it out"))
    return words


def check_columns(found, columns, path, lines=None):
    """Raise for a column that is missing, doubled or not known."""
    lines = lines or {}
    known = [column.name for column in columns]
    faults = [
        Fault(path, 1, column.name, "This column is missing")
        for column in columns
        if column.required and column.name not in found
    ]
    for position, name in enumerate(found):
        line = lines.get(name, 1)
        if not name:
            faults.append(Fault(path, line, "", f"Column {position + 1} has no heading"))
        elif name in found[:position]:
            faults.append(Fault(path, line, name, "This column is there twice"))
        elif name not in known:
            reason = f"The portal does not know this column. It knows {', '.join(known)}"
            faults.append(Fault(path, line, name, reason))
    if faults:
        raise Unusable(*faults)


def read_csv(file, path, columns):
    sheet = Sheet()
    reader = csv.reader(io.StringIO(words_of(file, path), newline=""), strict=True)
    try:
        heading = [name.strip() for name in next(reader, [])]
        if not any(heading):
            raise Unusable(
                Fault(path, 1, "", "The file is empty. Its first line names the columns")
            )
        check_columns(heading, columns, path)
        before = reader.line_num
        for values in reader:
            line, before = before + 1, reader.line_num
            if not any(value.strip() for value in values):
                continue
            if len(values) != len(heading):
                reason = (
                    f"This line has {len(values)} cells, the heading has {len(heading)}. "
                    "Put a cell that holds a comma in quotation marks"
                )
                sheet.faults.append(Fault(path, line, "", reason))
                continue
            cells = {name: value.strip() for name, value in zip(heading, values, strict=True)}
            sheet.rows.append(Row(path, line, cells))
    except csv.Error as wrong:
        reason = f"This line cannot be read as CSV ({wrong}). Look at its quotation marks"
        raise Unusable(Fault(path, reader.line_num, "", reason)) from None
    return sheet


def read_markdown(file, path, columns):
    """One row: the front matter gives the columns, the text below it the column `body`."""
    words = words_of(file, path).replace("\r\n", "\n")
    head, rule, body = words.removeprefix("---\n").partition("\n---\n")
    if not words.startswith("---\n") or not rule:
        reason = "The file begins with its columns between two lines of three hyphens"
        raise Unusable(Fault(path, 1, "", reason))
    try:
        front = yaml.compose(head, Loader=yaml.SafeLoader)
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        reason = "This cannot be read. Write “name: words”; put words that hold a colon in quotes"
        raise Unusable(Fault(path, mark.line + 2 if mark else 1, "", reason)) from None
    if not isinstance(front, yaml.MappingNode):
        raise Unusable(Fault(path, 2, "", "Write each column as “name: words”"))
    names = [name.value for name, _ in front.value]
    lines = {name.value: name.start_mark.line + 2 for name, _ in front.value}
    cells = {name.value: plain(value) for name, value in front.value}
    cells.setdefault("slug", file.stem)
    body_line = head.count("\n") + 4
    if "slug" not in names:
        names.append("slug")
    check_columns([*names, "body"], columns, path, lines | {"body": body_line})
    row = Row(path, 2, cells | {"body": body.strip()}, lines | {"body": body_line})
    return Sheet(rows=[row])


def plain(node):
    if isinstance(node, yaml.SequenceNode):
        return "; ".join(plain(item) for item in node.value)
    return node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
