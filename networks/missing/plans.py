"""Empty cells beside what is done about them: one table."""

from dataclasses import dataclass
from urllib.parse import urlencode

from ccpl_portal.people.missing import ABOUT, Missing

from .models import Gap

# How a thing is named in an address.
NAMES = {"family": "slug", "sector": "slug", "place": "slug", "organisation": "ods_code"}


@dataclass
class Line:
    """A voice that is missing, and its plan if there is one."""

    missing: Missing | None
    gap: Gap | None
    query: str

    @property
    def words(self):
        words = self.missing.words if self.missing else f"{self.gap}"
        return f"{words[:1].upper()}{words[1:]}"


def query_for(thing):
    """The part of an address that says which gap is meant."""
    named = {name: getattr(thing, name) for name in ABOUT}
    return urlencode({n: getattr(t, NAMES[n]) for n, t in named.items() if t is not None})


def lines_of(missing, gaps):
    """Planned, unplanned, those that are not looked for, and those who are in the room by now."""
    by_key = {key_of(gap): gap for gap in gaps}
    lines = [Line(each, by_key.pop(key_of(each), None), query_for(each)) for each in missing]
    filled = [Line(None, gap, query_for(gap)) for gap in by_key.values()]
    return {
        "planned": [line for line in lines if line.gap and line.gap.is_wanted],
        "unplanned": [line for line in lines if line.gap is None],
        "unwanted": [line for line in [*lines, *filled] if line.gap and not line.gap.is_wanted],
        "filled": [line for line in filled if line.gap.is_wanted],
    }


def key_of(thing):
    return tuple(sorted(thing.about.items()))
