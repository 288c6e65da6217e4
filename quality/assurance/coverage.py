"""Who owes a report for a month and who has sent one: by the obligations of the figures.

A set of measures may ask for a report in words. Whoever owes a measure of it for a month owes
the report too, by the day on which the set is due; a place reports on its organisations, and
the system on its places.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from quality.bodies.models import Area, Seat
from quality.measures.models import MeasureSet, Obligation
from quality.returns.due import months_ago

from .models import QualityGroup, Report
from .scopes import Scope

MONTHS = 12


@dataclass
class Node:
    """A scope with its report of the month, its quality group, and those below it."""

    scope: Scope
    report: Report | None = None
    group: object = None
    due_on: date | None = None
    below: list["Node"] = field(default_factory=list)

    @property
    def received(self):
        return sum(node.report is not None for node in self.below)

    @property
    def missing(self):
        return [node.scope.name for node in self.below if node.report is None]

    @property
    def is_late(self):
        return self.report is None and self.due_on and self.due_on < timezone.localdate()


def months():
    """The months of the past year that are over, the newest first."""
    return [months_ago(count) for count in range(1, MONTHS + 1)]


def tree(system, period):
    """The system's node, its places' and the system-wide organisations' below it."""
    reports = {r.scope: r for r in Report.objects.newest().filter(system=system, period=period)}
    groups = quality_groups(system)
    due_on = due_day(system, period)

    def node(**whose):
        scope = Scope(system, **whose)
        thing = whose.get("body") or whose.get("area")
        return Node(scope, reports.get(scope.key), groups.get(thing), due_on)

    top = node()
    places = {area.pk: node(area=area) for area in system.areas.all()}
    top.below = list(places.values())
    for body, area in owing(system, period):
        (places[area.pk] if area else top).below.append(node(body=body))
    top.below = [one for one in top.below if one.below or one.scope.body or one.report]
    return top


def owing(system, period):
    """(body, area or None) of each body that owes a report for the month, by name."""
    owed = Obligation.objects.on(period).filter(
        measure__set__asks_for_words=True, body__system=system
    )
    seats = Seat.objects.on(period).filter(body__in=owed.values("body"))
    found = seats.select_related("body", "area").order_by("body__name")
    return [(seat.body, seat.area) for seat in found]


def seat_of(body, period):
    seat = Seat.objects.on(period).filter(body=body).select_related("area").first()
    return seat.area if seat else None


def due_day(system, period):
    asking = MeasureSet.objects.filter(system=system, asks_for_words=True)
    return max((one.due_on(period) for one in asking), default=None)


def quality_groups(system):
    """{body, area or None: its quality group}."""
    found = QualityGroup.objects.select_related("group", "body", "area")
    named = found.exclude(group__status="closed").filter(group__visibility__in=SEEN)
    return {one.body or one.area: one.group for one in named if belongs(one, system)}


SEEN = ["open", "by_request"]


def belongs(one, system):
    thing: Area | None = one.body or one.area
    return thing is None or thing.system_id == system.pk


def walk(node):
    yield node
    for below in node.below:
        yield from walk(below)
