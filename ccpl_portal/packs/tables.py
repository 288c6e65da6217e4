"""Loaders: how the rows of one file become records."""

from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.functional import cached_property

from .faults import NotFound, Wrong
from .models import Loaded


@dataclass
class Tally:
    """What became of the rows of one file."""

    path: str
    made: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: list = field(default_factory=list)

    @property
    def refused(self):
        return len(self.faults)


class Refused(Exception):
    """The database kept one of its promises about this record."""

    def __init__(self, record):
        super().__init__(record)
        self.record = record


class Loader:
    """Reads one kind of file. `columns` says what a row holds, `key` which columns name it."""

    columns = []
    key = []

    def __init__(self, path, after):
        self.path = path
        self.after = after

    def key_of(self, row):
        return " | ".join(row.cells.get(name, "") for name in self.key)

    def values_of(self, row, load):
        """The cells as values. An empty cell is left out; one that must be filled is refused."""
        values = {}
        for column in self.columns:
            cell = row.cells.get(column.name, "")
            if not cell:
                if column.required:
                    raise Wrong("This cell must be filled", column.name)
                continue
            try:
                values[column.to] = column.read(cell, load)
            except Wrong as wrong:
                wrong.column = wrong.column or column.name
                raise
        return values

    def load(self, rows, load, tally):
        """Write the rows, counting each in the tally or adding its fault."""
        raise NotImplementedError


class Table(Loader):
    """A file whose rows are records of one model, found again by their key."""

    model = None
    # Attributes that `prepare` adds, with the column that decides them. One that follows from
    # the key is left out: it is set when the record is made and stays.
    derived = {}

    def find(self, values):
        names = [column.to for column in self.columns if column.name in self.key]
        return self.model._default_manager.filter(
            **{name: values[name] for name in names if name in values}
        ).first()

    def prepare(self, values, load):
        """Turn the cells' values into the model's where the two differ."""
        return values

    def load(self, rows, load, tally):
        written = dict(
            Loaded.objects.filter(path=f"{load.section}/{self.path}").values_list("key", "cells")
        )
        waiting, missed, done = [], [], []
        for row in rows:
            if written.get(self.key_of(row)) == row.cells:
                tally.unchanged += 1
            else:
                waiting.append(row)
        # A row may name one further down, so those that missed another are tried again for
        # as long as each round writes something.
        while waiting:
            moved = False
            missed = []
            for row in waiting:
                before = written.get(self.key_of(row))
                try:
                    with transaction.atomic():
                        outcome = self.write(row, before, load)
                except NotFound as wrong:
                    missed.append((row, wrong))
                    continue
                except (Wrong, ValidationError, Refused, DatabaseError) as wrong:
                    tally.faults += self.faults_of(row, wrong)
                    continue
                setattr(tally, outcome, getattr(tally, outcome) + 1)
                done.append(row)
                moved = True
            waiting = [row for row, _ in missed] if moved else []
        tally.faults += [row.fault(wrong) for row, wrong in missed]
        self.note(done, load)

    def note(self, rows, load):
        """Keep what was written, so that the next load knows what the pack changed since."""
        path = f"{load.section}/{self.path}"
        Loaded.objects.bulk_create(
            [Loaded(path=path, key=self.key_of(row), cells=row.cells) for row in rows],
            update_conflicts=True,
            unique_fields=["path", "key"],
            update_fields=["cells"],
        )

    def write(self, row, before, load):
        values = self.prepare(self.values_of(row, load), load)
        record = self.find(values)
        outcome = "changed"
        if before is None:
            names = None
            if record is None:
                record = self.model()
                outcome = "made"
        elif record is None:
            # Somebody took it out or renamed it here; the pack does not bring it back.
            names, outcome = set(), "unchanged"
        else:
            columns = {
                column.name
                for column in self.columns
                if row.cells.get(column.name) != before.get(column.name)
            }
            names = {column.to for column in self.columns if column.name in columns}
            names |= {name for name, column in self.derived.items() if column in columns}
        if record is not None:
            self.fill(record, row, values, names, load)
        return outcome

    def fill(self, record, row, values, names, load):
        """Set what the pack says: everything (names is None) or only what the pack changed."""
        given = dict(values)
        for column in self.columns:
            if column.name in row.cells and column.to not in given:
                given |= self.emptied(column.to)
        many = {}
        for name, value in given.items():
            if names is not None and name not in names:
                continue
            if name in self.many_to_many:
                many[name] = value
            else:
                setattr(record, name, value)
        if hasattr(record, "is_example"):
            record.is_example = load.section == "examples"
        # References were just looked up, and uniqueness and constraints are the database's to
        # judge: asking about each of them beforehand made a load three times as long.
        record.clean_fields(exclude=self.relations)
        record.clean()
        try:
            record.save()
        except IntegrityError as wrong:
            raise Refused(record) from wrong
        for name, value in many.items():
            getattr(record, name).set(value)

    def emptied(self, name):
        """What an empty cell means: the field's own default."""
        if name in self.many_to_many:
            return {name: []}
        fields = {field.name: field for field in self.model._meta.concrete_fields}
        return {name: fields[name].get_default()} if name in fields else {}

    @cached_property
    def many_to_many(self):
        return {field.name for field in self.model._meta.many_to_many}

    @cached_property
    def relations(self):
        return {field.name for field in self.model._meta.fields if field.is_relation}

    def faults_of(self, row, wrong):
        if isinstance(wrong, Refused):
            wrong = self.in_words(wrong)
        if isinstance(wrong, Wrong):
            return [row.fault(wrong)]
        if isinstance(wrong, DatabaseError):
            return [row.fault(Wrong(f"The database refused this row: {first_line(wrong)}"))]
        columns = {column.to: column.name for column in self.columns}
        if not hasattr(wrong, "error_dict"):
            return [row.fault(Wrong(" ".join(wrong.messages)))]
        named = [
            (columns.get(name, "" if name == NON_FIELD_ERRORS else name), " ".join(messages))
            for name, messages in wrong.message_dict.items()
        ]
        return [row.fault(Wrong(reason, column)) for column, reason in named]

    def in_words(self, refused):
        try:
            refused.record.full_clean()
        except ValidationError as wrong:
            return wrong
        return refused.__cause__


def first_line(wrong):
    return str(wrong).strip().splitlines()[0]
