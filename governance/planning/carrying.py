"""What the next meeting takes over: standing items, what was left, what people asked for."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from ccpl_portal.ui import dates
from governance.actions.models import Action
from governance.customs.models import StandingItem
from governance.meetings.items import AgendaItem
from governance.meetings.models import Meeting

from .models import ItemRequest
from .presenters import plain

Came = AgendaItem.Came


@dataclass
class Candidate:
    """A line that may come over, and why."""

    key: str
    title: str
    why: str
    is_chosen: bool
    source: object
    came_as: str = ""


def last_meeting_of(group):
    """The latest meeting that was or will be, which a next one would follow."""
    meetings = Meeting.objects.filter(group=group).going_ahead()
    return meetings.order_by("-starts_at", "-pk").first()


def candidates(group, last):
    return [
        *standing(group),
        *open_actions(group),
        *left_over(group, last),
        *asked_for(group),
    ]


def open_actions(group):
    """Each stands under matters arising, with its state of the day on which it is read."""
    return [
        Candidate(
            f"action-{action.pk}",
            f"{action.reference}: {action.text[:120]}",
            f"Open action{f' of {action.owner_words}' if action.owner_words else ''}"
            f"{f', due {dates.day(action.due_on)}' if action.due_on else ''}",
            True,
            action,
        )
        for action in Action.objects.filter(group=group).open().for_listing()
    ]


def standing(group):
    return [
        Candidate(f"standing-{item.pk}", item.title, "Standing item", True, item, Came.STANDING)
        for item in StandingItem.objects.of(group)
    ]


def left_over(group, last):
    if last is None:
        return []
    own = {plain(item.title) for item in StandingItem.objects.of(group)}
    items = last.items.select_related("presenter_person").order_by("parent__position", "position")
    silent = without_a_word(last)
    return [
        of_item(item, last, item.pk in silent)
        for item in items
        if item.may_be_put_off and plain(item.title) not in own
    ]


def without_a_word(last):
    """Items of a meeting whose minutes are written here, under which nothing was written."""
    if not last.items.filter(entries__isnull=False).exists():
        return set()
    spoken_of = Q()
    for near in ["", "children__", "parent__"]:
        spoken_of |= Q(**{f"{near}entries__isnull": False})
    silent = last.items.exclude(Exists(AgendaItem.objects.filter(spoken_of, pk=OuterRef("pk"))))
    return set(silent.values_list("pk", flat=True))


def of_item(item, last, is_silent):
    on = dates.day(last.starts_at)
    if item.not_reached:
        why, came_as = f"Not reached on {on}", Came.NOT_REACHED
    elif item.keep_on_agenda:
        why, came_as = "Kept until it is done", Came.KEPT
    elif item.recurring:
        why, came_as = "Comes back each time", Came.RECURRING
    elif is_silent:
        why, came_as = f"Nothing was written under it on {on}", Came.CARRIED
    else:
        why, came_as = f"Was on the agenda of {on}", Came.CARRIED
    chosen = item.not_reached or item.keep_on_agenda or item.recurring or is_silent
    return Candidate(f"item-{item.pk}", item.title, why, chosen, item, came_as)


def asked_for(group):
    requests = ItemRequest.objects.waiting().filter(group=group).select_related("asked_by")
    return [
        Candidate(
            f"request-{asked.pk}",
            asked.title,
            f"{asked.asked_by.name} asked for it on {dates.day(asked.asked_at)}",
            False,
            asked,
            Came.REQUESTED,
        )
        for asked in requests.order_by("asked_at")
    ]
