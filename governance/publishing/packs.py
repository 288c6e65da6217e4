from ccpl_portal.packs.columns import Moment, Reference, Text
from ccpl_portal.packs.faults import NotFound
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from ccpl_portal.people.models import Person
from governance.meetings.models import Meeting
from networks.models import Group

from .models import Reply


@loads("governance/replies.csv", after=["governance/meetings.csv", "people/people.csv"])
class Replies(Table):
    """Who says that they come to a meeting, sends apologies or a deputy."""

    model = Reply
    key = ["group", "starts_at", "person"]
    columns = [
        Reference("group", Group, required=True),
        Moment("starts_at", required=True),
        Reference("person", Person, required=True),
        Text("answer", required=True),
        Text("deputy_name"),
    ]

    def prepare(self, values, load):
        found = Meeting.objects.filter(
            group=values.pop("group"), starts_at=values.pop("starts_at")
        ).first()
        if found is None:
            raise NotFound("This group has no meeting at that time", "starts_at")
        return values | {"meeting": found}

    def find(self, values):
        return Reply.objects.filter(meeting=values["meeting"], person=values["person"]).first()
