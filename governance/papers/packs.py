from ccpl_portal.packs.columns import Moment, Reference, References, Text
from ccpl_portal.packs.faults import NotFound
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from ccpl_portal.strategy.models import Principle
from governance.meetings.items import AgendaItem
from networks.models import Group

from .actions import narrowest
from .letters import letter_papers
from .models import Paper, Submission


@loads("governance/papers.csv", after=["governance/agenda.csv", "strategy/principles.csv"])
class Papers(Table):
    """Papers written as text, each on one item of an agenda (see agenda.csv for its number)."""

    model = Paper
    key = ["group", "starts_at", "number", "title"]
    columns = [
        Reference("group", Group, required=True),
        Moment("starts_at", required=True),
        Text("number", required=True),
        Text("title", required=True),
        Text("author"),
        Text("purpose"),
        Text("recommendation"),
        Text("visibility"),
        References("principles", Principle, by="number"),
        Text("text", required=True),
    ]

    def find(self, values):
        return Paper.objects.filter(group=values["group"], title=values["title"]).first()

    def prepare(self, values, load):
        above, _, below = values.pop("number").partition(".")
        items = AgendaItem.objects.filter(
            meeting__group=values["group"], meeting__starts_at=values.pop("starts_at")
        )
        wanted = (
            items.filter(parent__position=above, position=below)
            if below
            else items.filter(parent=None, position=above)
        )
        item = wanted.select_related("meeting").first()
        if item is None:
            raise NotFound("No meeting at that time has such an item", "number")
        values["placed"] = (item, values.pop("visibility", item.visibility))
        return values | {"kind": Paper.Kind.TEXT}

    def fill(self, record, row, values, names, load):
        item, visibility = values.pop("placed")
        super().fill(record, row, values, names, load)
        Submission.objects.get_or_create(
            paper=record,
            item=item,
            defaults={
                "visibility": narrowest(visibility, item.visibility),
                "order": item.submissions.count() + 1,
                "added_at": item.meeting.published_at or record.created_at,
            },
        )
        letter_papers(item.meeting)
