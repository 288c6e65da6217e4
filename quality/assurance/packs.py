"""Who looks after quality where, what was said in words, and levels, as files of a pack."""

from ccpl_portal.packs.columns import Day, Reference, Text
from ccpl_portal.packs.faults import NotFound
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from networks.models import Group
from quality.bodies.models import Area
from quality.levels.beginning import begin_with_levels
from quality.levels.models import AssuranceLevel, LevelSetting
from quality.packs import Month, OwnBody, OwnMeasure, home

from .models import QualityGroup, Report
from .scopes import Scope


class OwnArea(Text):
    """A place of the portal's own system, by its slug."""

    def read(self, cell, load):
        found = Area.objects.filter(system=home(), code=cell).first()
        if found is None:
            raise NotFound(f"There is no place “{cell}”")
        return found


@loads("quality/groups.csv", after=["networks/groups.csv", "quality/obligations.csv"])
class QualityGroups(Table):
    model = QualityGroup
    key = ["group"]
    columns = [
        Reference("group", Group, required=True),
        OwnBody("org_code", required=False),
        OwnArea("place", to="area"),
    ]


@loads("quality/levels.csv", after=["quality/obligations.csv"])
class Levels(Table):
    model = LevelSetting
    key = ["org_code", "measure_code", "level"]
    columns = [
        OwnBody("org_code", required=False),
        OwnMeasure("measure_code", to="measure"),
        Reference("level", AssuranceLevel, by="name", required=True),
        Text("reason", required=True),
        Day("review_on"),
    ]

    def load(self, rows, load, tally):
        # A check of the pack fills empty copies of the tables, without what a portal begins with.
        begin_with_levels()
        super().load(rows, load, tally)


@loads("quality/reports.csv", after=["quality/obligations.csv"])
class Reports(Table):
    model = Report
    key = ["org_code", "place", "period"]
    columns = [
        OwnBody("org_code", required=False),
        OwnArea("place", to="area"),
        Month("period", required=True),
        Text("alert"),
        Text("advise"),
        Text("assure"),
    ]

    def find(self, values):
        return Report.objects.filter(scope=values["scope"], period=values["period"]).first()

    def prepare(self, values, load):
        system = home()
        scope = Scope(system, body=values.get("body"), area=values.get("area"))
        return values | {"system": system, "scope": scope.key}
