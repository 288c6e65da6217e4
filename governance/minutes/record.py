"""The minutes of a meeting as one reader may read them: for the page, the PDF and Word alike.

Made from what was written while the meeting ran. A line that the reader may not read is there as
"Private item", with its number and nothing else.
"""

from dataclasses import dataclass, field

from ccpl_portal.ui.dates import clock, day, from_to
from governance.attendance.models import Attendance, Withdrawal
from governance.attendance.standing import MeetingQuoracy
from governance.meetings.agenda import lines_of
from governance.meetings.items import AgendaItem
from governance.meetings.models import Meeting
from governance.meetings.words import Part as Purview
from governance.quoracy.rule import Quoracy

from .models import Entry, Minutes
from .room import entries_of

PRIVATE = "Private item"
NOT_QUORATE = "Not quorate, for ratification"
NOT_REACHED = "Not reached. It comes back at the next meeting."
Standing = Attendance.Standing
State = Meeting.State


@dataclass
class Passage:
    """One entry as it is printed."""

    kind: str
    text: str
    reference: str = ""
    facts: list = field(default_factory=list)
    href: str = ""
    entry: Entry | None = None


@dataclass
class Part:
    number: str
    title: str
    item: AgendaItem | None = None
    presenter: str = ""
    not_quorate: str = ""
    withdrawals: list = field(default_factory=list)
    passages: list = field(default_factory=list)
    corrections: list = field(default_factory=list)
    approvals: list = field(default_factory=list)
    is_child: bool = False

    @property
    def is_private(self):
        return self.item is None


class Record:
    def __init__(self, meeting, user):
        self.meeting = meeting
        self.minutes = Minutes.objects.filter(meeting=meeting).first()
        self.lines = lines_of(meeting, list(meeting.items.for_page()))
        self.readable = set(
            AgendaItem.objects.filter(meeting=meeting).visible_to(user).values_list("pk", flat=True)
        )
        self.rows = list(meeting.attendances.all())
        self.withdrawals = list(
            Withdrawal.objects.filter(item__meeting=meeting).select_related("attendance")
        )
        self.corrections = list(meeting.corrections.all())
        self.approved_here = list(
            meeting.approves.select_related("meeting").order_by("meeting__starts_at")
        )
        self.quoracies = self.kept_quoracy() or self.quoracy_by_now()

    def kept_quoracy(self):
        kept = self.minutes.quoracy if self.minutes else None
        if kept is None:
            return None
        items = {int(key): Quoracy.from_data(data) for key, data in kept["items"].items()}
        return {None: Quoracy.from_data(kept["meeting"]), **items}

    def quoracy_by_now(self):
        known = MeetingQuoracy(
            self.meeting,
            lines=self.lines,
            attendances=self.rows,
            withdrawals=self.withdrawals,
        )
        items = {item.pk: known.of_item(item) for item in self.items}
        return {None: known.of_meeting(), **items}

    @property
    def items(self):
        return [one.item for line in self.lines for one in [line, *line.children]]

    @property
    def quoracy(self):
        return self.quoracies[None]

    @property
    def when(self):
        return from_to(self.meeting.starts_at, self.meeting.ends_at)

    @property
    def state_words(self):
        """Draft; Circulated to members, not approved; Approved at the meeting of 5 May 2026"""
        if self.meeting.state == State.MINUTES_CIRCULATED:
            return "Draft sent to members, not approved yet"
        if self.meeting.state != State.MINUTES_APPROVED:
            return "Draft"
        how = "with corrections" if self.minutes.with_corrections else "as presented"
        approved_on = day(self.minutes.approved_at_meeting.starts_at)
        return f"Approved {how} at the meeting of {approved_on}"

    def listed(self, standing):
        return sorted((row for row in self.rows if row.standing == standing), key=surname_first)

    @property
    def attendance(self):
        """Present, in attendance, apologies: names sorted, with what belongs behind each."""
        named = [
            ("Present", Standing.PRESENT),
            ("In attendance", Standing.IN_ATTENDANCE),
            ("Apologies", Standing.APOLOGIES),
        ]
        found = [(words, [self.person(row) for row in self.listed(kind)]) for words, kind in named]
        return [(words, people) for words, people in found if people]

    def person(self, row):
        behind = [f"deputy for {row.deputy_for_name}"] if row.deputy_for_name else []
        behind += [row.organisation_words] if row.organisation_words else []
        came = [f"at {clock(row.arrived_at)}"] if row.arrived_at else []
        came += self.for_item("for item", row.first_item_id)
        went = [f"at {clock(row.left_at)}"] if row.left_at else []
        went += self.for_item("after item", row.last_item_id)
        behind += [f"joined {' '.join(came)}"] if came else []
        behind += [f"left {' '.join(went)}"] if went else []
        return row.name + (f" ({', '.join(behind)})" if behind else "")

    def for_item(self, words, key):
        """An item is named by its number alone: its title may be for other eyes."""
        return [f"{words} {number}" for pk, number in self.numbers.items() if pk == key]

    @property
    def numbers(self):
        return {one.item.pk: one.number for line in self.lines for one in [line, *line.children]}

    @property
    def parts(self):
        entries = entries_of(self.meeting)
        found = []
        for line in self.lines:
            found.append(self.part(line, entries))
            found += [self.part(child, entries, is_child=True) for child in line.children]
        return found

    def part(self, line, entries, is_child=False):
        item = line.item
        if item.pk not in self.readable:
            return Part(line.number, PRIVATE, is_child=is_child)
        quoracy = self.quoracies.get(item.pk)
        return Part(
            number=line.number,
            title=item.title,
            item=item,
            presenter=item.presenter_name,
            not_quorate=self.lacking(quoracy),
            withdrawals=[one for one in self.withdrawals if one.item_id == item.pk],
            passages=[*put_off(item), *(passage_of(entry) for entry in entries.get(item.pk, []))],
            corrections=[one for one in self.corrections if one.item_id == item.pk],
            approvals=self.approved_here if item.part == Purview.MINUTES else [],
            is_child=is_child,
        )

    def lacking(self, quoracy):
        """What an item lacked to be quorate; said once at the head where all lacked the same."""
        if quoracy is None or quoracy.missing == self.quoracy.missing:
            return ""
        return "; ".join(quoracy.missing)

    @property
    def general_corrections(self):
        return [one for one in self.corrections if one.item_id is None]

    @property
    def approvals_without_item(self):
        """Minutes approved at a meeting whose agenda has no line for that."""
        has_a_line = any(item.part == Purview.MINUTES for item in self.items)
        return [] if has_a_line else self.approved_here


def put_off(item):
    return [Passage("Note", NOT_REACHED)] if item.not_reached else []


def surname_first(row):
    return (row.name.split()[-1].lower(), row.name.lower())


def passage_of(entry):
    if entry.kind == Entry.Kind.DECISION:
        decision = entry.decision
        facts = [decision.get_outcome_display()]
        facts += [NOT_QUORATE] if decision.needs_ratification else []
        return Passage(
            "Decision",
            entry.text,
            decision.reference,
            facts,
            decision.get_absolute_url(),
            entry,
        )
    if entry.kind == Entry.Kind.ACTION:
        action = entry.action
        facts = [f"Owner: {entry.owner_name or 'to be named'}"]
        facts += [f"Due {day(entry.due_on)}"] if entry.due_on else []
        return Passage(
            "Action", entry.text, action.reference, facts, action.get_absolute_url(), entry
        )
    return Passage("Note", entry.text, entry=entry)
