"""What a pack says of a meeting that was held: who was there, what was written, how far it came."""

import uuid

from ccpl_portal.packs.columns import Day, Moment, Number, Reference, Text, YesNo
from ccpl_portal.packs.faults import NotFound, Wrong
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from ccpl_portal.people.models import Person
from governance.actions.actions import take_on
from governance.actions.models import Action
from governance.attendance.models import Attendance, Withdrawal
from governance.meetings.models import Meeting
from networks.models import Group

from .actions import approve
from .entries import write_entry
from .models import Entry, KeyMessages, Minutes

State = Meeting.State
ENTRIES = uuid.UUID("6f2a2a53-6d0c-4d9e-9d8e-5d0a3c8b7e11")


def meeting_of(values):
    try:
        return Meeting.objects.select_related("group").get(
            group=values.pop("group"), starts_at=values.pop("starts_at")
        )
    except Meeting.DoesNotExist:
        raise NotFound("This group has no meeting at that time", "starts_at") from None


def item_of(meeting, number):
    above, _, below = number.partition(".")
    found = meeting.items.filter(parent=None, position=above).first()
    if found and below:
        found = found.children.filter(position=below).first()
    if found is None:
        raise NotFound(f"This meeting has no item {number}", "number")
    found.meeting = meeting
    return found


@loads("governance/attendance.csv", after=["governance/agenda.csv", "networks/memberships.csv"])
class Attendances(Table):
    """A row with the number of an item and an interest is somebody who withdrew from it."""

    model = Attendance
    key = ["group", "starts_at", "person", "name"]
    columns = [
        Reference("group", Group, required=True),
        Moment("starts_at", required=True),
        Reference("person", Person),
        Text("name"),
        Text("organisation", to="organisation_words"),
        Text("standing"),
        Reference("deputy_for", Person),
        Text("withdraws_from"),
        Text("interest"),
    ]

    def prepare(self, values, load):
        person, deputy_for = values.get("person"), values.get("deputy_for")
        values |= {"meeting": meeting_of(values)}
        values["name"] = person.name if person else values.get("name", "")
        values["deputy_for_name"] = deputy_for.name if deputy_for else ""
        return values

    def find(self, values):
        return Attendance.objects.filter(meeting=values["meeting"], name=values["name"]).first()

    def fill(self, record, row, values, names, load):
        super().fill(record, row, values, names, load)
        if values.get("withdraws_from") and record.pk:
            item = item_of(record.meeting, values["withdraws_from"])
            Withdrawal.objects.get_or_create(
                item=item, attendance=record, defaults={"reason": values.get("interest", "")}
            )


@loads("governance/entries.csv", after=["governance/attendance.csv"])
class Entries(Table):
    """Notes, decisions and actions under the items, in the order of the column of that name."""

    model = Entry
    key = ["group", "starts_at", "number", "order"]
    columns = [
        Reference("group", Group, required=True),
        Moment("starts_at", required=True),
        Text("number", required=True),
        Number("order", required=True),
        Text("kind", required=True),
        Text("text", required=True),
        Text("outcome"),
        Reference("owner", Person),
        Text("owner_name"),
        Day("due_on"),
        Text("state"),
        YesNo("needs_ratification"),
    ]

    def prepare(self, values, load):
        number = values.pop("number")
        named = f"{values['group'].slug} {values['starts_at']} {number} {values.pop('order')}"
        if values["kind"] not in Entry.Kind.values:
            raise Wrong("Enter note, decision or action", "kind")
        item = item_of(meeting_of(values), number)
        return values | {"item": item, "token": uuid.uuid5(ENTRIES, named)}

    def find(self, values):
        return Entry.objects.filter(token=values["token"]).first()

    def fill(self, record, row, values, names, load):
        """An entry is written as in the room; the pack rewords none that is there."""
        if record.pk:
            return
        owner = values.get("owner")
        facts = {}
        if values["kind"] == Entry.Kind.DECISION:
            facts = {name: values[name] for name in ["outcome", "owner"] if values.get(name)}
            facts["needs_ratification"] = values.get("needs_ratification", False)
        if values["kind"] == Entry.Kind.ACTION:
            owner_name = owner.name if owner else values.get("owner_name", "")
            facts = {"owner": owner, "owner_name": owner_name, "due_on": values.get("due_on")}
        entry = write_entry(
            item=values["item"],
            kind=values["kind"],
            text=values["text"],
            token=values["token"],
            by=None,
            **facts,
        )
        made = None if entry.kind == Entry.Kind.NOTE else getattr(entry, entry.kind)
        if made is not None:
            made.is_example = load.section == "examples"
            made.state = values.get("state") or getattr(made, "state", "")
            made.save()


@loads("governance/actions.csv", after=["networks/groups.csv", "people/people.csv"])
class Actions(Table):
    """Actions that came from no meeting of the portal, such as those of an earlier list."""

    model = Action
    key = ["group", "text"]
    columns = [
        Reference("group", Group, required=True),
        Text("text", required=True),
        Reference("owner", Person),
        Text("owner_name"),
        Day("due_on"),
        Text("state"),
    ]

    def fill(self, record, row, values, names, load):
        if record.pk is None:
            made = take_on(
                group=values["group"],
                text=values["text"],
                by=None,
                owner=values.get("owner"),
                owner_name=values.get("owner_name", ""),
                due_on=values.get("due_on"),
            )
            record.pk, record.reference = made.pk, made.reference
            record._state.adding = False
        super().fill(record, row, values, names, load)


@loads("governance/minutes.csv", after=["governance/entries.csv"])
class MinutesStates(Table):
    """How far the minutes have come. Lines of key messages and corrections are parted by |."""

    model = Minutes
    key = ["group", "starts_at"]
    columns = [
        Reference("group", Group, required=True),
        Moment("starts_at", required=True),
        Text("state", required=True),
        Moment("approved_at_meeting"),
        Text("corrections"),
        Text("key_messages"),
    ]
    STEPS = [State.HELD, State.MINUTES_DRAFT, State.MINUTES_CIRCULATED, State.MINUTES_APPROVED]

    def prepare(self, values, load):
        if values["state"] not in self.STEPS[1:]:
            raise Wrong("Enter minutes_draft, minutes_circulated or minutes_approved", "state")
        approving = values.pop("approved_at_meeting", None)
        values["at_meeting"] = None
        if approving:
            looked_for = {"group": values["group"], "starts_at": approving}
            values["at_meeting"] = meeting_of(looked_for)
        elif values["state"] == State.MINUTES_APPROVED:
            raise Wrong("Say at which meeting they were approved", "approved_at_meeting")
        return values | {"meeting": meeting_of(values)}

    def find(self, values):
        return Minutes.objects.filter(meeting=values["meeting"]).first()

    def fill(self, record, row, values, names, load):
        """Bring the meeting forward; what has gone further here is left where it is."""
        meeting = values["meeting"]
        if meeting.state != State.HELD:
            return
        after = meeting.ends_at
        Minutes.objects.get_or_create(meeting=meeting, defaults={"circulated_at": after})
        meeting.state = min(values["state"], State.MINUTES_CIRCULATED, key=self.STEPS.index)
        meeting.save(update_fields=["state", "updated_at"])
        if values.get("key_messages"):
            text = "\n".join(part.strip() for part in values["key_messages"].split("|"))
            KeyMessages.objects.get_or_create(
                meeting=meeting, defaults={"text": text, "sent_at": after}
            )
        if values["state"] == State.MINUTES_APPROVED:
            lines = [part.strip() for part in values.get("corrections", "").split("|")]
            approve(
                meeting=meeting,
                at_meeting=values["at_meeting"],
                corrections=[(None, line) for line in lines if line],
                by=None,
            )
