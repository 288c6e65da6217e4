import hashlib
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.packs.actions import Load
from ccpl_portal.packs.faults import Fault, NotFound, Unusable, Wrong
from ccpl_portal.packs.reading import read_csv
from ccpl_portal.packs.tables import Tally
from ccpl_portal.search.actions import together

from .cells import as_typed, cells_of, one_line_ends

# All of it is done while the manager waits.
MOST_ROWS = 1000


class Held(NamedTuple):
    """The words of a file as the packs' reader asks for them."""

    words: str

    def read_bytes(self):
        return self.words.encode()


class Change(NamedTuple):
    """One row that makes a record, or changes these cells of one: (column, before, after)."""

    line: int
    name: str
    is_new: bool
    cells: tuple


@dataclass
class Outcome:
    changes: list = field(default_factory=list)
    unchanged: int = 0
    faults: list = field(default_factory=list)

    @property
    def made(self):
        return sum(change.is_new for change in self.changes)

    @property
    def changed(self):
        return len(self.changes) - self.made

    @property
    def digest(self):
        """Names exactly these changes, so that no others are made than those looked at."""
        return hashlib.sha256(repr(self.changes).encode()).hexdigest()


class Watched:
    """Beside a loader of packs: writes each row of a sheet and notes what that changed."""

    def __init__(self, *args):
        super().__init__(*args)
        self.changes, self.written = [], []

    def values_of(self, row, load):
        """All that is wrong with a row at once, and not only its first cell."""
        values, wrongs = {}, {}
        for column in self.columns:
            try:
                values |= one_of(column, row, load)
            except Wrong as wrong:
                wrong.column = wrong.column or column.name
                wrongs[column.to] = wrong
        if any(not isinstance(wrong, NotFound) for wrong in wrongs.values()):
            raise ValidationError({name: wrong.reason for name, wrong in wrongs.items()})
        for wrong in wrongs.values():
            # It may be made by a row further down, so this row is tried once more.
            raise wrong
        return values

    def write(self, row, before, load):
        found = self.find(self.prepare(self.values_of(row, load), load))
        was = cells_of(found, self.columns) if found else {}
        if found and all(was[name] == cell for name, cell in row.cells.items()):
            return "unchanged"
        kept = found or self.model()
        # A sheet says nothing of examples: what was one stays one.
        section = "examples" if getattr(kept, "is_example", False) else "facts"
        values = self.prepare(self.values_of(row, load), load)
        self.fill(kept, row, values, None, replace(load, section=section))
        self.keep(row, kept, was)
        return "changed"

    def keep(self, row, kept, was):
        now = cells_of(self.model._default_manager.get(pk=kept.pk), self.columns)
        cells = tuple((name, was.get(name, ""), now[name]) for name in now)
        differing = tuple(cell for cell in cells if cell[1] != cell[2])
        if differing:
            self.changes.append(Change(row.line, str(kept), not was, differing))
            self.written.append(kept)

    def note(self, rows, load):
        """A sheet is no pack: what somebody typed is not kept as what a pack said."""


def one_of(column, row, load):
    """The value of one cell by its name; none for an empty one."""
    cell = row.cells.get(column.name, "")
    if cell:
        return {column.to: column.read(cell, load)}
    if column.required:
        raise Wrong("This cell must be filled")
    return {}


def look_at(table, words):
    """What the sheet would change and what is wrong with it; nothing is written."""
    with transaction.atomic():
        outcome, _ = write(table, words)
        transaction.set_rollback(True)
    return outcome


def bring_in(table, words, *, digest, by):
    """Make the changes that were looked at, all or none: answers what it would do now, and
    whether that was the same and is done."""
    with transaction.atomic():
        outcome, written = write(table, words)
        done = not outcome.faults and outcome.digest == digest
        if done:
            for row in written:
                record("imported", row, by=by)
        else:
            transaction.set_rollback(True)
    return outcome, done


def write(table, words):
    loader = type("Sheet", (Watched, table), {})("sheet", ())
    try:
        sheet = read_csv(Held(one_line_ends(words)), "The file", table.columns)
    except Unusable as unusable:
        return Outcome(faults=unusable.faults), []
    if len(sheet.rows) > MOST_ROWS:
        reason = f"Split the file: it has more than {MOST_ROWS} rows"
        return Outcome(faults=[Fault("The file", 0, "", reason)]), []
    for row in sheet.rows:
        row.cells = {name: as_typed(cell) for name, cell in row.cells.items()}
    tally = Tally(path="sheet", faults=[*sheet.faults, *doubled(loader, sheet.rows)])
    with together():
        loader.load(sheet.rows, Load("sheet", timezone.localdate(), {}), tally)
    changes = sorted(loader.changes, key=lambda change: change.line)
    faults = sorted(tally.faults, key=lambda fault: fault.line)
    return Outcome(changes, len(sheet.rows) - len(changes) - len(faults), faults), loader.written


def doubled(loader, rows):
    """Two rows of one record would each undo the other."""
    seen = {}
    for row in rows:
        first = seen.setdefault(loader.key_of(row), row.line)
        if first != row.line:
            yield Fault(row.path, row.line, loader.key[0], f"Line {first} is about the same")
