"""The tables of a quality pack, from its places to who must return what."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from ccpl_portal.organisations.models import Place
from ccpl_portal.packs.faults import Fault, Unusable, Wrong
from quality.bodies.models import Area, Body, BodyMembership, System
from quality.measures.models import Measure, MeasureSet, Obligation, Phase, Target

from .cells import CODE, a_day, amount, code_in, given, needed, one_of, whole, words, yes_or_no
from .sheets import read


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
        known = ["audience", "is_public_by_nature", "source", "due_after_days", "needs_sign_off"]
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
            | given(row, "due_after_days", whole)
            | given(row, "needs_sign_off", yes_or_no),
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
