"""Organisations that become one on a day: what ends, what begins, and who else must follow.

Nothing of the past moves: a closed organisation keeps its places up to that day, and its last
one for whoever looks by today's boundaries. Houses above register what they do besides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.ui.dates import day

from .models import Organisation, Service


@dataclass(frozen=True)
class Merger:
    closing: tuple[Organisation, ...]
    into: Organisation
    on: date

    @property
    def fault(self):
        """What stands against it, in words; nothing when it can be done."""
        if self.into in self.closing:
            return f"{self.into} cannot merge into itself: choose another organisation"
        if self.into.closed_on and self.into.closed_on <= self.on:
            return f"{self.into} is closed by {day(self.on)}: choose one that is open then"
        for one in self.closing:
            if one.closed_on and one.closed_on < self.on:
                return f"{one} closed on {day(one.closed_on)} already: choose that day or earlier"
            if one.opened_on and one.opened_on >= self.on:
                return f"{one} opened on {day(one.opened_on)}: choose a later day"
        return ""


@dataclass(frozen=True)
class Step:
    """One thing that a merger does: the words for the preview, and the deed."""

    words: str
    do: Callable[[], object]


_followers = []


def follows(function):
    """Register function(merger), which yields the steps of a house above."""
    _followers.append(function)
    return function


def steps(merger):
    for one in merger.closing:
        words = f"{one} closes on {day(merger.on)}, merged into {merger.into}"
        yield Step(words, lambda one=one: close(one, merger))
        yield from memberships_end(one, merger)
        yield from services_pass(one, merger)
    for follower in _followers:
        yield from follower(merger)


def close(one, merger):
    one.closed_on, one.merged_into = merger.on, merger.into
    one.save(update_fields=["closed_on", "merged_into"])


def memberships_end(one, merger):
    for held in one.place_memberships.select_related("place"):
        if held.from_on and held.from_on >= merger.on:
            yield Step(f"{one} does not come to belong to {held.place}", held.delete)
        elif held.until_on is None or held.until_on > merger.on:
            words = f"{one} belongs to {held.place} until {day(merger.on)}"
            yield Step(words, lambda held=held: end(held, merger.on))


def end(span, on):
    span.until_on = on
    span.save(update_fields=["until_on"])


def services_pass(one, merger):
    served = set(merger.into.services.values_list("place", flat=True))
    for service in one.services.select_related("place").exclude(place__in=served):
        yield Step(
            f"{merger.into} serves {service.place} as well",
            lambda place=service.place: Service.objects.get_or_create(
                organisation=merger.into, place=place
            ),
        )


@transaction.atomic
def merge(*, merger, by):
    """Do every step at once or none; the past stays as it was."""
    if merger.fault:
        raise ValueError(merger.fault)
    for step in list(steps(merger)):
        step.do()
    for one in merger.closing:
        record("merged organisation", one, by=by, into=merger.into.pk)
