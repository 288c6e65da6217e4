"""Quoracy of one meeting and of each of its items, from who is there and who withdrew."""

from dataclasses import dataclass

from governance.customs.deadlines import customs_of
from governance.meetings.agenda import lines_of
from governance.quoracy.rule import Quoracy, QuorumRule

from .models import Attendance, Withdrawal

Standing = Attendance.Standing


@dataclass(frozen=True)
class ItemOrder:
    """The items in the order in which they are taken, by key."""

    places: dict

    @classmethod
    def of(cls, lines):
        taken = [one.item.pk for line in lines for one in [line, *line.children]]
        return cls({pk: place for place, pk in enumerate(taken)})

    def holds(self, item, attendance):
        """Whether somebody who came late or left early was there for this item."""
        here = self.places.get(item.pk, 0)
        first = self.places.get(attendance.first_item_id, 0)
        last = self.places.get(attendance.last_item_id, len(self.places))
        return first <= here <= last


class MeetingQuoracy:
    """Reads the rule, the attendance and the withdrawals of a meeting once."""

    def __init__(self, meeting, *, lines=None, attendances=None, withdrawals=None):
        if lines is None:
            lines = lines_of(meeting, list(meeting.items.for_page()))
        self.rule = QuorumRule(meeting.group, meeting.day)
        self.rows = list(meeting.attendances.all()) if attendances is None else attendances
        if withdrawals is None:
            withdrawals = Withdrawal.objects.filter(item__meeting=meeting)
        self.withdrawn = {}
        for withdrawal in withdrawals:
            self.withdrawn.setdefault(withdrawal.item_id, set()).add(withdrawal.attendance_id)
        self.order = ItemOrder.of(lines)
        self.counts_withdrawn = customs_of(meeting.group).withdrawal_counts_to_quorum

    @property
    def is_taken(self):
        return bool(self.rows)

    def now(self):
        """Who is in the room at present: those who have come and have not left."""
        return self.ask(row for row in self.rows if row.left_at is None and not row.last_item_id)

    def of_meeting(self):
        """Everybody who was there, for a while at least."""
        return self.ask(self.rows)

    def of_item(self, item):
        gone = set() if self.counts_withdrawn else self.withdrawn.get(item.pk, set())
        return self.ask(
            row for row in self.rows if row.pk not in gone and self.order.holds(item, row)
        )

    def ask(self, rows) -> Quoracy:
        if not self.is_taken:
            return Quoracy(0, self.rule.needed, len(self.rule.seats), is_known=False)
        here = [row for row in rows if row.standing == Standing.PRESENT]
        themselves = {row.person_id for row in here if row.person_id}
        # One who is a member and also stands in for another is one person in the room.
        stood_in_for = {
            row.deputy_for_id
            for row in here
            if row.deputy_for_id and row.person_id not in self.rule.seats
        }
        return self.rule.ask(themselves, deputised=stood_in_for)
