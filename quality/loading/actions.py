"""Quality packs: a folder of CSV files that holds another system's places, bodies and returns."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from ccpl_portal.audit.actions import record
from ccpl_portal.organisations.models import Place
from ccpl_portal.packs.faults import Fault, Unusable, Wrong
from ccpl_portal.web.caching import content_changed
from quality.bodies.models import Area, Body, BodyMembership, System
from quality.measures.models import Measure, MeasureSet, Obligation, Phase, Target
from quality.returns.checks import Ledger, check_figures, month, whole_number
from quality.returns.models import Return
from quality.rollup.actions import note_change

from .sheets import read

BATCH = 5000
WRITTEN = ["org_code", "measure_code", "period", "numerator", "denominator"]
VERSIONED = ["version", "submitted_at", "state", "quality"]
NOTES = ["note", "reason", "why_refused"]
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


@dataclass
class Report:
    system: System = None
    made: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def count(self, outcome):
        setattr(self, outcome, getattr(self, outcome) + 1)


@transaction.atomic
def load_quality_pack(folder, *, returns=None):
    """Write a pack's good rows; a second run changes nothing. Raises Unusable for a bad file."""
    folder = Path(folder)
    if not folder.is_dir():
        raise Unusable(Fault(str(folder), 0, "", "There is no such folder"))
    report = Report()
    loader = PackLoader(folder, report)
    loader.places()
    loader.organisations()
    loader.memberships()
    loader.sets()
    loader.measures()
    loader.targets()
    loader.phases()
    loader.obligations()
    if report.made or report.changed:
        # Places, bodies or duties moved, so every figure may.
        note_change(system=report.system)
    load_returns(report, Path(returns) if returns else folder / "returns.csv")
    if report.made or report.changed:
        record("loaded quality pack", report.system, made=report.made, changed=report.changed)
        content_changed()
    return report


class PackLoader:
    def __init__(self, folder, report):
        self.folder = folder
        self.report = report

    def each(self, name, required, known=()):
        """Yield the rows of a file, taking down the fault of each that is refused."""
        sheet, notes = read(self.folder / name, required, known=known)
        self.report.notes += notes
        self.report.faults += sheet.faults
        return sheet.rows

    def optional(self, name, required, known=()):
        return self.each(name, required, known) if (self.folder / name).is_file() else []

    def write(self, row, write):
        try:
            with transaction.atomic():
                self.report.count(write(row))
        except Wrong as wrong:
            self.report.faults.append(row.fault(wrong))
        except ValidationError as wrong:
            reason = " ".join(wrong.messages)
            column = next(iter(getattr(wrong, "error_dict", {})), "")
            self.report.faults.append(row.fault(Wrong(reason, column)))

    def places(self):
        known = ["system_name", "position"]
        rows = self.each("places.csv", ["place_code", "name", "system_code"], known)
        codes = {row.cells["system_code"] for row in rows}
        if len(codes) != 1:
            reason = "A quality pack holds one system: give each place the same system_code"
            raise Unusable(Fault("places.csv", 0, "system_code", reason))
        code = codes.pop()
        name = next((row.cells.get("system_name") for row in rows), "") or code
        system = System.objects.filter(code=code).first() or System(code=code)
        root = Place.objects.system()
        if system.is_home or (root and code in (root.code, root.slug)):
            reason = f"{code} is the portal's own system. Its figures come with the system's pack"
            raise Unusable(Fault("places.csv", 0, "system_code", reason))
        if not CODE.fullmatch(code):
            reason = "Write a code of letters, digits, dots and hyphens"
            raise Unusable(Fault("places.csv", 2, "system_code", reason))
        if system.name != name:
            system.name = name
            system.save()
        self.system = self.report.system = system
        for position, row in enumerate(rows):
            self.write(
                row,
                lambda row, position=position: keep(
                    Area,
                    {"system": system, "code": code_in(row, "place_code")},
                    {"name": needed(row, "name"), "position": position},
                ),
            )

    def organisations(self):
        for row in self.each("organisations.csv", ["org_code", "name"]):
            self.write(
                row,
                lambda row: keep(
                    Body,
                    {"system": self.system, "code": code_in(row, "org_code")},
                    {"name": needed(row, "name")},
                ),
            )
        self.bodies = {body.code: body for body in self.system.bodies.all()}
        self.areas = {area.code: area for area in self.system.areas.all()}

    def memberships(self):
        rows = self.each(
            "memberships.csv", ["org_code", "place_code", "valid_from", "valid_to_exclusive"]
        )
        for row in rows:
            self.write(row, self.membership)

    def membership(self, row):
        place = row.cells["place_code"]
        # No place, or the system itself, is a system-wide body.
        area = None if place in ("", self.system.code) else self.one(row, "place_code", self.areas)
        return keep(
            BodyMembership,
            {
                "body": self.one(row, "org_code", self.bodies),
                "from_on": a_day(row, "valid_from"),
            },
            {"area": area, "until_on": a_day(row, "valid_to_exclusive")},
        )

    def sets(self):
        known = ["audience", "is_public_by_nature", "source", "due_after_days"]
        for row in self.optional("sets.csv", ["set", "name"], known):
            self.write(row, self.set_of_measures)
        self.default_set = None

    def set_of_measures(self, row):
        return keep(
            MeasureSet,
            {"system": self.system, "slug": needed(row, "set")},
            {"name": needed(row, "name")}
            | given(row, "audience", one_of(MeasureSet.Audience))
            | given(row, "is_public_by_nature", yes_or_no)
            | given(row, "source", words)
            | given(row, "due_after_days", whole),
        )

    def measures(self):
        rows = self.each(
            "measures.csv",
            ["measure_code", "name", "kind", "multiplier", "improvement_direction", "target"],
            [
                "set",
                "why",
                "numerator_words",
                "denominator_words",
                "domain",
                "run_length",
                "screens_outliers",
                "lower_bound",
                "upper_bound",
            ],
        )
        for position, row in enumerate(rows):
            self.write(row, lambda row, position=position: self.measure(row, position))
        self.measured = {m.code: m for m in self.system.measures.all()}

    def measure(self, row, position):
        multiplier = amount(row, "multiplier")
        if multiplier is None or multiplier <= 0:
            raise Wrong("Enter a multiplier above 0, such as 1 or 1000", "multiplier")
        code = code_in(row, "measure_code")
        outcome = keep(
            Measure,
            {"system": self.system, "code": code},
            {
                "set": self.set_for(row),
                "name": needed(row, "name"),
                "kind": one_of(Measure.Kind)(row, "kind"),
                "multiplier": multiplier,
                "direction": one_of(Measure.Direction)(row, "improvement_direction"),
                "position": position,
            }
            | given(row, "why", words)
            | given(row, "numerator_words", words)
            | given(row, "denominator_words", words)
            | given(row, "domain", one_of(Measure.Domain))
            | given(row, "run_length", whole)
            | given(row, "screens_outliers", yes_or_no)
            | given(row, "lower_bound", amount)
            | given(row, "upper_bound", amount),
        )
        target = amount(row, "target")
        measure = Measure.objects.get(system=self.system, code=code)
        if target is not None:
            moved = keep(Target, {"measure": measure, "from_on": None}, {"value": target})
        else:
            moved = "unchanged"
            if measure.targets.filter(from_on=None).delete()[0]:
                moved = "changed"
        return outcome if moved == "unchanged" or outcome == "made" else "changed"

    def set_for(self, row):
        slug = row.cells.get("set", "")
        if slug:
            found = MeasureSet.objects.filter(system=self.system, slug=slug).first()
            if found is None:
                raise Wrong(f"There is no set “{slug}” in sets.csv", "set")
            return found
        if self.default_set is None:
            self.default_set, _ = MeasureSet.objects.get_or_create(
                system=self.system,
                slug=slugify(self.system.code) or "returns",
                defaults={"name": f"Returns of {self.system.name}"},
            )
        return self.default_set

    def targets(self):
        for row in self.optional("targets.csv", ["measure_code", "from", "target"]):
            self.write(
                row,
                lambda row: keep(
                    Target,
                    {
                        "measure": self.one(row, "measure_code", self.measured),
                        "from_on": a_day(row, "from"),
                    },
                    {"value": amount(row, "target")},
                ),
            )

    def phases(self):
        known = ["org_code", "place_code"]
        for row in self.optional("phases.csv", ["measure_code", "starts_on", "reason"], known):
            self.write(row, self.phase)

    def phase(self, row):
        body = self.one(row, "org_code", self.bodies) if row.cells.get("org_code") else None
        area = self.one(row, "place_code", self.areas) if row.cells.get("place_code") else None
        return keep(
            Phase,
            {
                "measure": self.one(row, "measure_code", self.measured),
                "starts_on": a_day(row, "starts_on"),
                "body": body,
                "area": area,
            },
            {"reason": needed(row, "reason")},
        )

    def obligations(self):
        rows = self.each(
            "obligations.csv",
            ["org_code", "measure_code", "expected_from", "expected_to_exclusive"],
        )
        for row in rows:
            self.write(row, self.obligation)

    def obligation(self, row):
        return keep(
            Obligation,
            {
                "body": self.one(row, "org_code", self.bodies),
                "measure": self.one(row, "measure_code", self.measured),
                "from_on": a_day(row, "expected_from"),
            },
            {"until_on": a_day(row, "expected_to_exclusive")},
        )

    def one(self, row, column, found):
        code = row.cells[column]
        if code not in found:
            raise Wrong(f"There is no “{code}” in this pack", column)
        return found[code]


def keep(model, key, values):
    """Write a record found by its key; says whether it was made, changed or unchanged."""
    record = model.objects.filter(**key).first()
    if record is None:
        outcome, record = "made", model(**key, **values)
    else:
        if all(getattr(record, name) == value for name, value in values.items()):
            return "unchanged"
        outcome = "changed"
        for name, value in values.items():
            setattr(record, name, value)
    record.full_clean(validate_unique=False)
    record.save()
    return outcome


def load_returns(report, file):
    """Write the good returns of a file in whole batches, each with the version it asks for."""
    sheet, notes = read(file, WRITTEN, known=VERSIONED + NOTES)
    report.notes += notes
    report.faults += sheet.faults
    reader = ReturnReader(report.system)
    entries = []
    for row in sheet.rows:
        try:
            entry = reader.entry(row)
        except Wrong as wrong:
            report.faults.append(row.fault(wrong))
            continue
        if entry is None:
            report.count("unchanged")
        else:
            entries.append(entry)
    write_returns(entries)
    report.made += len(entries)


def write_returns(entries):
    waiting = iter(entries)
    while batch := list(islice(waiting, BATCH)):
        Return.objects.bulk_create(batch)


class ReturnReader:
    """Turns rows into returns, knowing what the system holds already."""

    def __init__(self, system):
        bodies = list(system.bodies.all())
        self.bodies = {body.code: body for body in bodies}
        self.measures = {measure.code: measure for measure in system.measures.all()}
        self.ledger = Ledger(bodies)
        self.now = timezone.now()
        self.held = {}
        self.newest = {}
        fields = ["body_id", "measure_id", "period", "version"]
        for row in Return.objects.filter(measure__system=system).values_list(
            *fields, "state", "quality", "numerator", "denominator"
        ):
            self.held[row[:4]] = row[4:]
            self.newest[row[:3]] = max(row[3], self.newest.get(row[:3], 0))

    def entry(self, row):
        """A return to be written, or None when it is here already; raises Wrong."""
        cells = row.cells
        body = self.find(cells, "org_code", self.bodies, "organisation")
        measure = self.find(cells, "measure_code", self.measures, "measure")
        period = month(cells["period"])
        state = choice(cells, "state", Return.State, Return.State.SUBMITTED)
        quality = choice(cells, "quality", Return.Quality, Return.Quality.FINAL)
        numerator = whole_number(cells["numerator"], "numerator")
        denominator = whole_number(cells["denominator"], "denominator")
        if state in (Return.State.WITHDRAWN, Return.State.CANNOT):
            if numerator is not None or denominator is not None:
                raise Wrong("Leave the figures of a withdrawn return empty", "numerator")
        else:
            check_figures(measure.kind, numerator, denominator)
        self.ledger.check(body, measure, period)
        cell = (body.pk, measure.pk, period)
        version = self.version(cells, cell)
        held = self.held.get((*cell, version))
        said = (state, quality, numerator, denominator)
        if held == said:
            return None
        if held is not None:
            reason = f"Version {version} is here already with other figures. Send a new version"
            raise Wrong(reason, "version" if "version" in cells else "numerator")
        self.held[(*cell, version)] = said
        self.newest[cell] = max(version, self.newest.get(cell, 0))
        return Return(
            body=body,
            measure=measure,
            period=period,
            version=version,
            state=state,
            quality=quality,
            numerator=numerator,
            denominator=denominator,
            note=cells.get("note", ""),
            reason=cells.get("reason", ""),
            submitted_at=self.moment(cells),
        )

    def find(self, cells, column, found, noun):
        code = cells[column]
        if code not in found:
            raise Wrong(f"There is no {noun} “{code}” in {self.system_name(found)}", column)
        return found[code]

    def system_name(self, found):
        first = next(iter(found.values()), None)
        return first.system.name if first else "this system"

    def version(self, cells, cell):
        written = cells.get("version", "")
        if not written:
            return self.newest.get(cell, 0) + 1
        version = whole_number(written, "version")
        if not 1 <= version <= 32767:
            raise Wrong("Versions are counted from 1", "version")
        return version

    def moment(self, cells):
        written = cells.get("submitted_at", "")
        if not written:
            return self.now
        try:
            found = datetime.fromisoformat(written)
        except ValueError:
            reason = f"Enter a date such as 2024-05-12, not “{written}”"
            raise Wrong(reason, "submitted_at") from None
        if timezone.is_naive(found):
            found = timezone.make_aware(found)
        if found > self.now:
            raise Wrong(f"{written} has not come yet", "submitted_at")
        return found


def choice(cells, column, choices, otherwise):
    written = cells.get(column, "")
    if not written:
        return otherwise
    if written not in choices.values:
        raise Wrong(f"Enter one of {', '.join(choices.values)}, not “{written}”", column)
    return choices(written)


def needed(row, column):
    if not row.cells[column]:
        raise Wrong("This cell must be filled", column)
    return row.cells[column]


def code_in(row, column):
    code = needed(row, column)
    if not CODE.fullmatch(code):
        raise Wrong(f"“{code}” is no code: use letters, digits, dots and hyphens", column)
    return code


def given(row, column, reader):
    """The value of an optional column, where the file has it and the cell is filled."""
    return {column: reader(row, column)} if row.cells.get(column) else {}


def words(row, column):
    return row.cells[column]


def whole(row, column):
    return whole_number(row.cells[column], column)


def yes_or_no(row, column):
    try:
        return {"yes": True, "no": False}[row.cells[column].lower()]
    except KeyError:
        raise Wrong(f"Enter yes or no, not “{row.cells[column]}”", column) from None


def one_of(choices):
    def reader(row, column):
        if row.cells[column] not in choices.values:
            reason = f"Enter one of {', '.join(choices.values)}, not “{row.cells[column]}”"
            raise Wrong(reason, column)
        return choices(row.cells[column])

    return reader


def amount(row, column):
    cell = row.cells[column]
    if not cell:
        return None
    try:
        found = Decimal(cell)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) >= 10**9:
        raise Wrong(f"Enter a number, not “{cell}”", column)
    return found


def a_day(row, column):
    cell = row.cells[column]
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise Wrong(f"Enter a date such as 2024-04-01, not “{cell}”", column) from None
