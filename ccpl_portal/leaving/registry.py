"""What a person may hold, and how it passes to somebody else. A house says so in registration.py:

    holds(Kind(
        name="memberships",
        heading="Groups",
        order=20,
        held_by=lambda person: [Holding(key, words, href), ...],
        hand_over=lambda key, to, on, by: ...,   # may raise ValidationError in words for a person
        end=lambda key, on, by: ...,
    ))

`on` is the first day on which it is no longer theirs. Both work in the caller's transaction.
Leave out `hand_over` or `end` where there is no such thing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

_kinds = {}


class Holding(NamedTuple):
    key: int
    words: str
    href: str = ""
    # What is to be done with it by a day, for example its review.
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    name: str
    heading: str
    order: int
    held_by: Callable[..., Iterable[Holding]]
    hand_over: Callable | None = None
    end: Callable | None = None


def holds(kind):
    _kinds[kind.name] = kind
    return kind


def kind_called(name):
    return _kinds[name]


def held_by(person):
    """Pairs of a kind and what the person holds of it today or later; nothing empty."""
    kinds = sorted(_kinds.values(), key=lambda kind: kind.order)
    found = ((kind, list(kind.held_by(person))) for kind in kinds)
    return [(kind, holdings) for kind, holdings in found if holdings]
