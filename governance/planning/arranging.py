"""The lines of an agenda: added, put in order, put under one another, taken off."""

from collections import Counter

from django.db import transaction
from django.db.models import Q

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict
from governance.meetings.items import NARROWING, AgendaItem
from governance.meetings.models import Meeting
from governance.meetings.words import Part, Visibility
from governance.publishing.changes import narrow, note

from .pasting import Line
from .presenters import presenter_of
from .requests import schedule, wait_again

OPEN = [Meeting.State.DRAFT, Meeting.State.PUBLISHED]

# Rows that tell what happened under a line while the meeting ran.
HAPPENED = ["entries", "decisions", "actions", "withdrawals"]


def lock(meeting):
    """Only one person at a time moves the lines of an agenda."""
    now = Meeting.objects.select_for_update(of=["self"]).select_related("group").get(pk=meeting.pk)
    if now.state not in OPEN:
        raise Conflict(
            f"This meeting is {now.get_state_display().lower()}, so its agenda stays as it is"
        )
    return now


def siblings_of(meeting, parent):
    return list(
        AgendaItem.objects.filter(meeting=meeting, parent=parent).order_by("position", "pk")
    )


def number(items):
    """Give lines the places 1, 2, 3 in this order."""
    for position, item in enumerate(items, start=1):
        if item.position != position:
            item.position = position
            item.save(update_fields=["position"])


@transaction.atomic
def add_lines(*, meeting, lines, by, came_as=""):
    """Add lines of text as business: under the line for it, or before any other business."""
    meeting = lock(meeting)
    tops = siblings_of(meeting, None)
    business = next((item for item in tops if item.part == Part.BUSINESS), None)
    if business and not any(line.is_under for line in lines):
        return append(meeting, business, lines, by, came_as)
    if business and not business.children.exists() and not is_written_on(only(business)):
        # It only held the place for what now comes.
        tops.remove(business)
        business.delete()
    last = next(
        (place for place, item in enumerate(tops) if item.part in {Part.ANYTHING, Part.NEXT}),
        len(tops),
    )
    made, added, top = [], [], None
    for line in lines:
        if line.is_under and top is not None:
            made += append(meeting, top, [line], by, came_as)
        else:
            top = make(meeting, None, line, by, came_as, position=len(tops) + len(added) + 1000)
            added.append(top)
            made.append(top)
    number([*tops[:last], *added, *tops[last:]])
    return made


def titles_on(meeting):
    """How often each title stands on the agenda, in small letters."""
    return Counter(item.title.lower() for item in AgendaItem.objects.filter(meeting=meeting))


@transaction.atomic
def add_pasted(*, meeting, chosen, by):
    """Add lines, each chosen with how often its title was there; a page sent again adds none."""
    meeting = lock(meeting)
    there = titles_on(meeting)
    lines = [line for line, times in chosen if there[line.title.lower()] == times]
    if not lines:
        return []
    lines[0].is_under = False
    return add_lines(meeting=meeting, lines=lines, by=by)


@transaction.atomic
def add_typed(*, meeting, line, shown, by):
    """Add one line, unless it came since the page with the `shown` lines was drawn."""
    meeting = lock(meeting)
    newer = AgendaItem.objects.filter(meeting=meeting, title=line.title).exclude(pk__in=shown)
    if not newer.exists():
        add_lines(meeting=meeting, lines=[line], by=by)


def only(item):
    return AgendaItem.objects.filter(pk=item.pk)


def append(meeting, parent, lines, by, came_as):
    under = siblings_of(meeting, parent)
    return [
        make(meeting, parent, line, by, came_as, position=place)
        for place, line in enumerate(lines, start=len(under) + 1)
    ]


def make(meeting, parent, line, by, came_as, *, position):
    item = AgendaItem.objects.create(
        meeting=meeting,
        parent=parent,
        position=position,
        title=line.title,
        purpose=line.purpose,
        minutes_allotted=line.minutes,
        visibility=parent.visibility if parent else Visibility.PUBLIC,
        came_as=came_as,
        **presenter_of(line.presenter, meeting.group),
    )
    note(meeting, f"Item added: {item.title}", item.visibility, item)
    record("added agenda item", item, by=by, meeting=meeting.pk)
    return item


@transaction.atomic
def add_request(*, meeting, request, by):
    """Put on the agenda what somebody asked for, and tell them."""
    line = Line(request.title, presenter=request.asked_by.name, purpose=request.purpose)
    line.minutes = request.minutes
    [item] = add_lines(meeting=meeting, lines=[line], by=by, came_as=AgendaItem.Came.REQUESTED)
    schedule(request=request, item=item, by=by)
    return item


@transaction.atomic
def shift(*, item, by_places, by):
    """Move a line up (-1) or down (1) among its neighbours."""
    meeting = lock(item.meeting)
    items = siblings_of(meeting, item.parent)
    here = items.index(item)
    there = min(max(here + by_places, 0), len(items) - 1)
    items.insert(there, items.pop(here))
    number(items)
    record("moved agenda item", item, by=by, meeting=meeting.pk)


@transaction.atomic
def put_under(*, item, by):
    """Put a line under the one above it, where it is no more public than that one."""
    meeting = lock(item.meeting)
    tops = siblings_of(meeting, None)
    if item.parent_id or tops.index(item) == 0:
        raise Conflict("There is no line above that this one could be put under")
    if item.children.exists():
        raise Conflict("This line has lines under it: an agenda is two deep")
    above = tops[tops.index(item) - 1]
    item.visibility = narrower(item.visibility, above.visibility)
    item.parent, item.position = above, above.children.count() + 1
    item.save(update_fields=["visibility", "parent", "position"])
    narrow([item])
    number([top for top in tops if top != item])
    record("moved agenda item", item, by=by, meeting=meeting.pk)


@transaction.atomic
def take_out(*, item, by):
    """Make a line that is under another one a line of its own, after that one."""
    meeting = lock(item.meeting)
    if item.parent is None:
        raise Conflict("This line is under no other")
    above = item.parent
    tops = siblings_of(meeting, None)
    item.parent, item.position = None, len(tops) + 1000
    item.save(update_fields=["parent", "position"])
    tops.insert(tops.index(above) + 1, item)
    number(tops)
    number(siblings_of(meeting, above))
    record("moved agenda item", item, by=by, meeting=meeting.pk)


@transaction.atomic
def put_in_order(*, meeting, order, by):
    """Put lines into the order of these ids, each among its neighbours; unknown ids are passed."""
    meeting = lock(meeting)
    places = {pk: place for place, pk in enumerate(order)}
    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"))
    for parent in {item.parent_id for item in items}:
        level = [item for item in items if item.parent_id == parent]
        number(sorted(level, key=lambda item: places.get(item.pk, len(places))))
    record("ordered agenda", meeting, by=by)


@transaction.atomic
def remove(*, item, by):
    """Take a line off, with the lines under it."""
    meeting = lock(item.meeting)
    lines = AgendaItem.objects.filter(Q(pk=item.pk) | Q(parent=item))
    refuse_when_written_on(lines, item.title)
    wait_again(lines)
    note(meeting, f"Item taken off: {item.title}", item.visibility)
    record("removed agenda item", item, by=by, meeting=meeting.pk)
    parent = item.parent
    item.delete()
    number(siblings_of(meeting, parent))


def refuse_when_written_on(lines, title):
    """What was said or decided under a line, or who withdrew from it, goes with no line."""
    if is_written_on(lines):
        raise Conflict(
            f"Something was written under “{title}” in the room, or somebody withdrew from it, so"
            " it stays on the agenda. Take that back in the room first"
        )


def is_written_on(lines):
    return any(lines.filter(**{f"{name}__isnull": False}).exists() for name in HAPPENED)


def narrower(*visibilities):
    return max(visibilities, key=NARROWING.index)
