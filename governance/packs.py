from datetime import timedelta

from django.utils import timezone

from ccpl_portal.packs.columns import Day, Moment, Number, Reference, Tags, Text, YesNo
from ccpl_portal.packs.faults import NotFound
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from ccpl_portal.people.models import Person
from ccpl_portal.strategy.models import Workstream
from networks.models import Group

from .customs import packs as customs  # noqa: F401 - their files are known by being imported
from .minutes import packs as minutes  # noqa: F401
from .models import AgendaItem, Deliverable, Meeting
from .papers import packs as papers  # noqa: F401
from .planning import packs as requests  # noqa: F401
from .publishing import packs as replies  # noqa: F401

PUBLISHED_BEFORE = timedelta(days=9)


@loads("governance/deliverables.csv", after=["strategy/workstreams.csv", "people/people.csv"])
class Deliverables(Table):
    model = Deliverable
    key = ["slug"]
    columns = [
        Text("slug", required=True),
        Text("title", required=True),
        Text("plan", required=True),
        Reference("workstream", Workstream),
        Day("due_on", required=True),
        Reference("owner", Person),
        Number("position"),
        Tags(),
    ]


@loads("governance/meetings.csv", after=["networks/groups.csv"])
class Meetings(Table):
    model = Meeting
    key = ["group", "starts_at"]
    columns = [
        Reference("group", Group, required=True),
        Moment("starts_at", required=True),
        Number("minutes", to="ends_at", required=True),
        Text("title"),
        Text("place"),
        Text("online_link"),
        Text("state", required=True),
        Text("visibility"),
        Text("purpose"),
        Text("cancelled_because"),
    ]

    derived = {"published_at": "state"}

    def prepare(self, values, load):
        starts_at = values["starts_at"]
        published_at = None
        if values["state"] != Meeting.State.DRAFT:
            published_at = min(starts_at - PUBLISHED_BEFORE, timezone.now())
        return values | {
            "ends_at": starts_at + timedelta(minutes=values["ends_at"]),
            "published_at": published_at,
        }


@loads("governance/agenda.csv", after=["governance/meetings.csv", "people/people.csv"])
class Agenda(Table):
    """The number 2 is the second item, 2.1 the first one under it."""

    model = AgendaItem
    key = ["group", "starts_at", "number"]
    columns = [
        Reference("group", Group, required=True),
        Moment("starts_at", required=True),
        Text("number", required=True),
        Text("title", required=True),
        Text("purpose"),
        Text("presenter"),
        Reference("presenter_person", Person),
        Text("presenter_email"),
        Number("minutes", to="minutes_allotted"),
        Text("visibility"),
        Text("part"),
        YesNo("paper_expected"),
        YesNo("keep_on_agenda"),
        YesNo("not_reached"),
    ]

    def find(self, values):
        return AgendaItem.objects.filter(
            meeting=values["meeting"], parent=values["parent"], position=values["position"]
        ).first()

    def prepare(self, values, load):
        group, starts_at = values.pop("group"), values.pop("starts_at")
        above, _, below = values.pop("number").partition(".")
        try:
            meeting = Meeting.objects.get(group=group, starts_at=starts_at)
        except Meeting.DoesNotExist:
            raise NotFound(f"{group} has no meeting at that time", "starts_at") from None
        parent = None
        if below:
            parent = meeting.items.filter(parent=None, position=above).first()
            if parent is None:
                raise NotFound(f"This meeting has no item {above}", "number")
        return values | {"meeting": meeting, "parent": parent, "position": int(below or above)}
