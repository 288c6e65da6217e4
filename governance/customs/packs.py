from ccpl_portal.packs.columns import Number, Reference, Text
from ccpl_portal.packs.faults import Wrong
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from ccpl_portal.ui.dates import read_clock
from networks.models import Group

from .models import Customs


class Clock(Text):
    """A time of day, such as 14:00."""

    help = "a time, such as 14:00"

    def read(self, cell, load):
        try:
            return read_clock(cell)
        except ValueError:
            raise Wrong("Enter a time like 14:00", self.name) from None


@loads("governance/customs.csv", after=["networks/groups.csv"])
class CustomsOfGroups(Table):
    model = Customs
    key = ["group"]
    columns = [
        Reference("group", Group, required=True),
        Text("rhythm"),
        Number("every"),
        Number("weekday"),
        Number("which"),
        Clock("starts_at"),
        Number("lasts_minutes"),
        Number("papers_due_days"),
        Number("publish_days"),
    ]
