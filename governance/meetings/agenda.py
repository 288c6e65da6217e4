"""An agenda as it is read: items in a tree two deep, numbered, with the clock running."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .items import AgendaItem


@dataclass
class Line:
    item: AgendaItem
    number: str
    starts_at: datetime | None
    children: list = field(default_factory=list)


def agenda_of(meeting, user):
    """The lines that this person may read, numbered as in the full agenda.

    Numbers and times come from all items, so that two readers of one meeting speak of the same
    item 4; an item that somebody may not read only leaves a gap.
    """
    items = list(meeting.items.for_page())
    readable = set(
        AgendaItem.objects.filter(meeting=meeting).visible_to(user).values_list("pk", flat=True)
    )
    lines = lines_of(meeting, items)
    for line in lines:
        line.children = [child for child in line.children if child.item.pk in readable]
    return [line for line in lines if line.item.pk in readable]


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
