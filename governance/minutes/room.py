"""What the page in the room shows: each item with its entries and the forms to add one."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from governance.attendance.models import Withdrawal
from governance.attendance.names import Known, members_of
from governance.attendance.standing import MeetingQuoracy
from governance.meetings.agenda import lines_of
from governance.meetings.models import Meeting

from .forms import FORMS
from .models import Entry

DUE_IN = timedelta(weeks=4)


@dataclass
class RoomItem:
    line: object
    is_child: bool
    quoracy: object
    withdrawals: list
    entries: list
    blanks: list

    @property
    def item(self):
        return self.line.item


class Room:
    def __init__(self, meeting):
        self.meeting = meeting
        self.lines = lines_of(meeting, list(meeting.items.for_page()))
        self.attendances = list(meeting.attendances.select_related("person"))
        self.withdrawals = list(
            Withdrawal.objects.filter(item__meeting=meeting).select_related("attendance")
        )
        self.known = MeetingQuoracy(
            meeting,
            lines=self.lines,
            attendances=self.attendances,
            withdrawals=self.withdrawals,
        )
        self.due_on = due_on(meeting)
        self.people = people_of(meeting, self.attendances)

    def items(self, answered=None):
        """The items; `answered` is a form that was sent and is shown again in its place."""
        entries = entries_of(self.meeting)
        for line in self.lines:
            yield self.item_of(line, entries, answered)
            for child in line.children:
                yield self.item_of(child, entries, answered, is_child=True)

    def item_of(self, line, entries, answered, is_child=False):
        item = line.item
        quoracy = self.known.of_item(item)
        return RoomItem(
            line=line,
            is_child=is_child,
            quoracy=quoracy,
            withdrawals=[one for one in self.withdrawals if one.item_id == item.pk],
            entries=[
                again(FORMS[entry.kind](item=item, entry=entry), answered)
                for entry in entries.get(item.pk, [])
            ],
            blanks=[again(self.blank(kind, item, quoracy), answered) for kind in Entry.Kind.values],
        )

    def blank(self, kind, item, quoracy):
        initial = {"due_on": self.due_on} if kind == Entry.Kind.ACTION else {}
        return FORMS[kind](item=item, quoracy=quoracy, initial=initial)

    @property
    def names(self):
        return sorted({one.person.name for one in self.people})


def again(form, answered):
    return answered if answered is not None and answered.place == form.place else form


def entries_of(meeting):
    found = {}
    entries = Entry.objects.filter(item__meeting=meeting)
    for entry in entries.select_related("decision", "action__owner").order_by("pk"):
        found.setdefault(entry.item_id, []).append(entry)
    return found


def people_of(meeting, attendances):
    """Members of the group, and whoever else of the directory is there."""
    members = members_of(meeting)
    known = {one.person.pk for one in members}
    here = [row.person for row in attendances if row.person_id and row.person_id not in known]
    return members + [Known(person, "member") for person in here]


def due_on(meeting):
    """An action is due at the next meeting, or in four weeks where none is planned."""
    later = Meeting.objects.filter(group=meeting.group_id, starts_at__gt=meeting.starts_at)
    coming = later.going_ahead().order_by("starts_at").values_list("starts_at", flat=True).first()
    return timezone.localdate(coming) if coming else meeting.day + DUE_IN
