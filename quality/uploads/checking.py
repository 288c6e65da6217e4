"""Every row of an upload looked at before anything is stored."""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from ccpl_portal.packs.faults import Wrong
from quality.measures.models import Measure
from quality.returns.checks import Ledger, check_figures
from quality.returns.models import Return
from quality.returns.past import far_outside, past_values

from . import cells
from .columns import BY_NAME

# The ledger and the shape of a figure name their columns as packs do.
PACK_COLUMNS = {"org_code": "organisation", "measure_code": "measure"}


@dataclass
class Fault:
    column: str
    reason: str

    @property
    def label(self):
        return BY_NAME[self.column].label


@dataclass
class Row:
    """A row with what it says, or with everything that is wrong with it."""

    number: int
    words: dict[str, str]
    marks: dict[str, str]
    values: dict = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    newest: Return | None = None
    warning: str = ""

    @contextmanager
    def noting_faults(self):
        try:
            yield
        except Wrong as wrong:
            column = PACK_COLUMNS.get(wrong.column, wrong.column)
            self.faults.append(Fault(column, wrong.reason))

    @property
    def cell(self):
        return self.values["body"].pk, self.values["measure"].pk, self.values["period"]

    @property
    def is_empty(self):
        """The template's own row, which nobody has filled."""
        said = [self.words.get(name) for name in ("numerator", "denominator", "cannot", "note")]
        marked = {"numerator", "denominator", "cannot"} & self.marks.keys()
        return not any(said) and not marked

    @property
    def is_as_before(self):
        """What was sent last already says the same."""
        if self.newest is None:
            return False
        if self.values["cannot"]:
            return (self.newest.state, self.newest.reason) == (
                Return.State.CANNOT,
                self.values["cannot"],
            )
        figures = [self.values["numerator"], self.values["denominator"]]
        before = [self.newest.numerator, self.newest.denominator]
        if self.newest.state != Return.State.SUBMITTED or figures != before:
            return False
        signed_off = self.values["measure"].set.needs_sign_off
        return signed_off or self.newest.quality == self.values["quality"]


@dataclass
class Report:
    rows: list[Row]

    @cached_property
    def bad(self):
        return [row for row in self.rows if row.faults]

    @cached_property
    def good(self):
        return [row for row in self.rows if not row.faults and not row.is_as_before]

    @cached_property
    def as_before(self):
        return [row for row in self.rows if not row.faults and row.is_as_before]

    @property
    def corrections(self):
        return [row for row in self.good if row.newest]

    @property
    def warnings(self):
        return [row for row in self.good if row.warning]


class Checker:
    """Looks at rows in the name of somebody who sends the returns of some bodies."""

    def __init__(self, bodies, matches, quality):
        self.bodies, self.matches, self.quality = bodies, matches, quality
        owed = Measure.objects.filter(obligations__body__in=bodies).distinct()
        self.measures = list(owed.select_related("set").prefetch_related("targets", "phases"))
        self.ledger = Ledger(bodies)
        entries = Return.objects.not_superseded().filter(body__in=bodies, measure__in=self.measures)
        self.newest = {(e.body_id, e.measure_id, e.period): e for e in entries}
        self.past = past_values(bodies, self.measures)

    def report(self, kept):
        rows = [row for line in kept if not (row := self.row(line)).is_empty]
        for row in rows:
            self.read(row)
        self.refuse_doubles(rows)
        return Report(rows)

    def row(self, line):
        words = {name: line["cells"][place] for name, place in self.matches.items()}
        marks = {
            name: line["marks"][str(place)]
            for name, place in self.matches.items()
            if str(place) in line["marks"]
        }
        return Row(line["number"], words, marks)

    def read(self, row):
        for name, mark in row.marks.items():
            if mark in cells.MARKS:
                row.faults.append(Fault(name, cells.MARKS[mark]))
        marked = {fault.column for fault in row.faults}
        readers = {
            "body": ("organisation", self.body),
            "measure": ("measure", self.measure),
            "period": ("period", lambda words, mark: cells.month(words, mark)),
            "numerator": ("numerator", self.figure("numerator")),
            "denominator": ("denominator", self.figure("denominator")),
            "quality": ("quality", lambda words, mark: cells.quality(words, self.quality)),
        }
        for value, (column, reader) in readers.items():
            if column not in marked:
                with row.noting_faults():
                    words = row.words.get(column, "")
                    row.values[value] = reader(words, row.marks.get(column, ""))
        row.values["note"] = row.words.get("note", "")
        row.values["cannot"] = row.words.get("cannot", "")[:300]
        if not row.faults:
            self.judge(row)

    def figure(self, column):
        return lambda words, mark: cells.figure(words, mark, column)

    def body(self, words, mark):
        if "organisation" not in self.matches and len(self.bodies) == 1:
            return self.bodies[0]
        return self.one_of(self.bodies, words, "organisation", "an organisation you send for")

    def measure(self, words, mark):
        return self.one_of(self.measures, words, "measure", "a measure that you return")

    def one_of(self, things, words, column, noun):
        if not words:
            raise Wrong(f"Enter the code of {noun}", column)
        for thing in things:
            if words.lower() in (thing.code.lower(), thing.name.lower()):
                return thing
        raise Wrong(f"“{words}” is not {noun}", column)

    def judge(self, row):
        said = row.values
        with row.noting_faults():
            self.ledger.check(said["body"], said["measure"], said["period"])
            if said["cannot"]:
                if said["numerator"] is not None or said["denominator"] is not None:
                    raise Wrong("Enter figures or a reason, not both", "cannot")
            else:
                check_figures(said["measure"].kind, said["numerator"], said["denominator"])
        if row.faults:
            return
        if said["measure"].set.needs_sign_off:
            said["quality"] = Return.Quality.PROVISIONAL
        row.newest = self.newest.get(row.cell)
        value = said["measure"].value_of(said["numerator"], said["denominator"])
        earlier = [p for p in self.past[row.cell[:2]] if p[0] < said["period"]]
        row.warning = far_outside(said["measure"], earlier, value)

    def refuse_doubles(self, rows):
        alike = defaultdict(list)
        for row in rows:
            if not row.faults:
                alike[row.cell].append(row)
        for doubles in alike.values():
            for row in doubles if len(doubles) > 1 else []:
                others = ", ".join(str(other.number) for other in doubles if other is not row)
                reason = f"The same measure and month stand in row {others} too. Keep one of them"
                row.faults.append(Fault("period", reason))
