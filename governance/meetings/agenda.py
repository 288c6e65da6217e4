"""An agenda as it is read: items in a tree two deep, numbered, with the clock running."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .items import AgendaItem
from .words import Visibility


@dataclass
class Line:
    item: AgendaItem
    number: str
    starts_at: datetime | None
    children: list = field(default_factory=list)
    papers: list = field(default_factory=list)
    actions: list = field(default_factory=list)
    outcomes: list = field(default_factory=list)

    @property
    def is_closed(self):
        return isinstance(self.item, ClosedItem)


@dataclass(frozen=True)
class ClosedItem:
    """What stands in the place of an item that somebody may not read."""

    visibility: str
    pk: None = None

    @property
    def title(self):
        return "Private item" if self.visibility == Visibility.PRIVATE else "Item for members"


def agenda_of(meeting, user):
    """The agenda as this person may read it, numbered and timed as the full one.

    Two readers of one meeting speak of the same item 4; of an item that somebody may not read
    only its place is left.
    """
    readable = set(
        AgendaItem.objects.filter(meeting=meeting).visible_to(user).values_list("pk", flat=True)
    )
    lines = lines_of(meeting, list(meeting.items.for_page()))
    for line in lines:
        line.children = [closed_unless(child, readable) for child in line.children]
    # What is under a closed item is not even counted.
    return [closed_unless(line, readable) for line in lines]


def closed_unless(line, readable):
    if line.item.pk in readable:
        return line
    return Line(ClosedItem(line.item.visibility), line.number, line.starts_at)


def lines_of(meeting, items):
    """All the lines, in their order and with the time at which each begins."""
    clock, lines = meeting.starts_at, []
    for place, top in enumerate(children_of(None, items), start=1):
        line = Line(top, str(place), clock)
        clock = after(clock, top)
        for under, child in enumerate(children_of(top.pk, items), start=1):
            line.children.append(Line(child, f"{place}.{under}", clock))
            clock = after(clock, child)
        lines.append(line)
    return lines


def children_of(parent, items):
    return [item for item in items if item.parent_id == parent]


def after(clock, item):
    return clock + timedelta(minutes=item.minutes_allotted or 0)
