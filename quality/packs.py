"""The quality files of a system's pack: its own measures, and what its bodies returned."""

import re
from datetime import date

from ccpl_portal.accounts.models import User
from ccpl_portal.organisations.models import Organisation
from ccpl_portal.packs.columns import Amount, Day, Number, Reference, Tags, Text, YesNo, day
from ccpl_portal.packs.faults import NotFound, Wrong
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Loader, Table

from .bodies.actions import adopt_body, adopt_home
from .loading.returns import ReturnReader, write_returns
from .measures.models import Happening, Measure, MeasureSet, Obligation, Phase, Target
from .returns.actions import owe_roll_up
from .returns.models import ReturnsContact
from .rollup.actions import note_change


def home():
    system = adopt_home()
    if system is None:
        raise NotFound("There is no system yet: organisations/places.csv names it")
    return system


class OwnMeasure(Text):
    """A measure of the portal's own system, by its code."""

    def read(self, cell, load):
        found = Measure.objects.filter(system=home(), code=cell).first()
        if found is None:
            raise NotFound(f"There is no measure “{cell}”")
        return found


class OwnBody(Reference):
    """An organisation of the portal as a body that sends returns."""

    def __init__(self, name, *, to="body", required=True):
        super().__init__(name, Organisation, by="ods_code", to=to, required=required)

    def read(self, cell, load):
        return adopt_body(home(), self.find(cell))


class OwnTable(Table):
    """A table whose rows belong to the portal's own system."""

    def find(self, values):
        names = [column.to for column in self.columns if column.name in self.key]
        key = {name: values.get(name) for name in names}
        return self.model.objects.filter(system=home(), **key).first()

    def prepare(self, values, load):
        return values | {"system": home()}


@loads("quality/sets.csv", after=["organisations/places.csv"])
class Sets(OwnTable):
    model = MeasureSet
    key = ["set"]
    columns = [
        Text("set", to="slug", required=True),
        Text("name", required=True),
        Text("audience"),
        YesNo("is_public_by_nature"),
        Text("source"),
        Number("due_after_days"),
        YesNo("needs_sign_off"),
        YesNo("asks_for_words"),
    ]


class OwnSet(Text):
    def read(self, cell, load):
        found = MeasureSet.objects.filter(system=home(), slug=cell).first()
        if found is None:
            raise NotFound(f"There is no set “{cell}”")
        return found


@loads("quality/measures.csv", after=["quality/sets.csv", "strategy/programmes.csv"])
class Measures(OwnTable):
    model = Measure
    key = ["measure_code"]
    columns = [
        Text("measure_code", to="code", required=True),
        OwnSet("set", required=True),
        Text("name", required=True),
        Text("kind", required=True),
        Amount("multiplier", required=True),
        Text("improvement_direction", to="direction", required=True),
        Amount("target"),
        Text("domain"),
        Text("numerator_words"),
        Text("denominator_words"),
        Text("why"),
        YesNo("screens_outliers"),
        Number("run_length"),
        Amount("lower_bound"),
        Amount("upper_bound"),
        Number("position"),
        Tags(),
    ]

    def fill(self, record, row, values, names, load):
        target = values.pop("target", None)
        super().fill(record, row, values, names, load)
        if names is None or "target" in names:
            record.targets.filter(from_on=None).delete()
            if target is not None:
                Target.objects.create(measure=record, value=target)


def month_of(cell, anchor):
    """The first day of a month, which examples count back from the first load: -3m."""
    if not re.fullmatch(r"-\d{1,3}m", cell):
        return cell
    return f"{day(cell, anchor):%Y-%m}-01"


class Month(Text):
    help = "the first day of a month, or months before the first load: -3m"

    def read(self, cell, load):
        try:
            return date.fromisoformat(month_of(cell, load.anchor))
        except ValueError:
            raise Wrong(f"Enter the first day of a month, or -3m, not “{cell}”") from None


class Marks(Table):
    """What charts mark, for everybody's figures or for one organisation's."""

    key = ["measure_code", "starts_on", "org_code"]
    columns = [
        OwnMeasure("measure_code", to="measure", required=True),
        Month("starts_on", required=True),
        OwnBody("org_code", required=False),
        Text("reason", required=True),
    ]

    def find(self, values):
        key = {name: values.get(name) for name in ("measure", "starts_on", "body")}
        return self.model.objects.filter(**key).first()


@loads("quality/phases.csv", after=["quality/measures.csv", "organisations/organisations.csv"])
class Phases(Marks):
    model = Phase


@loads("quality/happenings.csv", after=["quality/measures.csv", "organisations/organisations.csv"])
class Happenings(Marks):
    model = Happening


@loads(
    "quality/obligations.csv",
    after=["quality/measures.csv", "organisations/memberships.csv"],
)
class Obligations(Table):
    model = Obligation
    key = ["org_code", "measure_code", "expected_from"]
    columns = [
        OwnBody("org_code"),
        OwnMeasure("measure_code", to="measure", required=True),
        Day("expected_from", to="from_on"),
        Day("expected_to_exclusive", to="until_on"),
    ]

    def find(self, values):
        key = {name: values.get(name) for name in ("body", "measure", "from_on")}
        return Obligation.objects.filter(**key).first()

    def load(self, rows, load, tally):
        super().load(rows, load, tally)
        if tally.made or tally.changed:
            note_change(system=home())
            owe_roll_up(home())


@loads("quality/returns.csv", after=["quality/obligations.csv"])
class Returns(Loader):
    key = ["org_code", "measure_code", "period", "version"]
    columns = [
        Text("org_code", required=True),
        Text("measure_code", required=True),
        Text("period", required=True),
        Text("version", required=True),
        Text("submitted_at"),
        Text("state"),
        Text("quality"),
        Text("numerator"),
        Text("denominator"),
        Text("note"),
        Text("reason"),
    ]

    def load(self, rows, load, tally):
        reader = ReturnReader(home())
        entries = []
        for row in rows:
            try:
                self.values_of(row, load)
                row.cells["period"] = month_of(row.cells["period"], load.anchor)
                entry = reader.entry(row)
            except Wrong as wrong:
                tally.faults.append(row.fault(wrong))
                continue
            if entry is None:
                tally.unchanged += 1
            else:
                entries.append(entry)
        write_returns(entries)
        tally.made += len(entries)
        if entries:
            owe_roll_up(home())


@loads("quality/contacts.csv", after=["organisations/memberships.csv", "accounts/accounts.csv"])
class Contacts(Table):
    model = ReturnsContact
    key = ["org_code", "email"]
    columns = [
        OwnBody("org_code"),
        Reference("email", User, by="email", to="user", required=True),
        YesNo("is_deputy"),
        YesNo("signs_off"),
    ]
