"""What other rooms know of a measure beside its figures. They register in registration.py:

    @knows_of_measures
    def signals_and_deeds(viewer, measures):
        return {measure.pk: Known(open=[...], closed=[...], tried=Tried(...))}

Only what this reader may know is told.
"""

from dataclasses import dataclass, field
from datetime import datetime

_sources = []


@dataclass(frozen=True)
class Tried:
    """What was found, tried or decided: in whose words, when, and where all of it stands."""

    words: str
    at: datetime
    href: str
    whose: str = ""


@dataclass
class Known:
    open: list = field(default_factory=list)
    closed: list = field(default_factory=list)
    tried: Tried | None = None


def knows_of_measures(function):
    _sources.append(function)
    return function


def known_of(viewer, measures):
    """{measure.pk: Known} of those that anything is known of."""
    found = {}
    for ask in _sources:
        found |= ask(viewer, measures)
    return found
