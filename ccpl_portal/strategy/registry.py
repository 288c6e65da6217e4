"""What the houses hang on a principle, a workstream or an aim.

A house registers a function in AppConfig.ready(); it is asked for its sections when the page
of a tag is drawn, and returns only what this reader may see.
"""

from typing import NamedTuple

_hangers = []


class Row(NamedTuple):
    words: str
    href: str = ""
    facts: str = ""
    is_example: bool = False


class Section(NamedTuple):
    order: int
    heading: str
    rows: list
    more: str = ""


def hangs(function):
    """Register `function(tag, user) -> iterable of Section`."""
    if function not in _hangers:
        _hangers.append(function)
    return function


def sections_of(tag, user):
    sections = [section for hanger in _hangers for section in hanger(tag, user)]
    return sorted((section for section in sections if section.rows), key=lambda s: s.order)
