"""What may be returned, in words for whoever types or uploads it.

The database refuses the same things without words; see Return's constraints and triggers.
"""

import re
from collections import defaultdict
from datetime import date

from django.utils import timezone

from ccpl_portal.organisations.models import PlaceMembership
from ccpl_portal.organisations.periods import Period
from ccpl_portal.packs.faults import Wrong
from ccpl_portal.ui.dates import day
from quality.bodies.models import BodyMembership
from quality.measures.models import Measure, Obligation, next_month

LARGEST = 10**15
WHOLE = re.compile(r"[+-]?[0-9]{1,15}(?:\.0+)?")
TEN_DIGITS = re.compile(r"(?<![\d.])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?![\d.])")


def whole_number(cell, column):
    """Read a cell as a whole number; an empty one is None."""
    cell = cell.strip()
    if not cell:
        return None
    if not WHOLE.fullmatch(cell):
        raise Wrong(f"Enter a whole number for the {column}, not “{cell}”", column)
    return int(cell.partition(".")[0])


def month(cell, column="period"):
    """Read a cell as the first day of a month that is over."""
    try:
        found = date.fromisoformat(cell.strip())
    except ValueError:
        reason = f"Enter the first day of the month as 2024-04-01, not “{cell.strip()}”"
        raise Wrong(reason, column) from None
    if found.day != 1:
        raise Wrong(f"Enter the first day of a month: {found:%Y-%m}-01, not {found}", column)
    if next_month(found) > timezone.localdate():
        raise Wrong(f"{found:%B %Y} is not over yet", column)
    return found


def looks_like_a_patient(words):
    """Say whether words hold ten digits whose last checks the others, as in an NHS number."""
    for found in TEN_DIGITS.finditer(words):
        digits = [int(digit) for digit in "".join(found.groups())]
        check = 11 - sum(digit * (10 - n) for n, digit in enumerate(digits[:9])) % 11
        if check % 11 == digits[9]:
            return True
    return False


def refuse_patients(words, column):
    """Raise Wrong for words that may name a patient: a return never does."""
    if looks_like_a_patient(words):
        reason = "This looks like an NHS number. Write nothing that could identify a patient"
        raise Wrong(reason, column)


def check_figures(kind, numerator, denominator):
    """Raise Wrong for a numerator and denominator that cannot be a return of this kind."""
    if numerator is None:
        raise Wrong("Enter the numerator", "numerator")
    if numerator < 0:
        raise Wrong(f"The numerator is {numerator}. It cannot be below 0", "numerator")
    if kind == Measure.Kind.COUNT:
        if denominator is not None:
            raise Wrong("A count has no denominator: leave it empty", "denominator")
        return
    if denominator is None:
        raise Wrong(f"Enter the denominator: a {kind} needs one", "denominator")
    if denominator < 0:
        raise Wrong(f"The denominator is {denominator}. It cannot be below 0", "denominator")
    if denominator == 0 and numerator > 0:
        reason = f"The numerator is {numerator}, but the denominator is 0"
        raise Wrong(reason, "numerator")
    if kind == Measure.Kind.PROPORTION and numerator > denominator:
        reason = (
            f"The numerator ({numerator}) is above the denominator ({denominator}). "
            "In a proportion it can be at most as large"
        )
        raise Wrong(reason, "numerator")


def check_draft(kind, numerator, denominator):
    """As check_figures, of figures that may still be half there."""
    if kind == Measure.Kind.COUNT or None not in (numerator, denominator):
        return check_figures(kind, numerator, denominator)
    for name, number in (("numerator", numerator), ("denominator", denominator)):
        if number is not None and number < 0:
            raise Wrong(f"The {name} is {number}. It cannot be below 0", name)
    return None


class Ledger:
    """Who owes what and when, for the bodies given, in as few queries as for one."""

    def __init__(self, bodies):
        self.seats = defaultdict(list)
        for membership in BodyMembership.objects.filter(body__in=bodies):
            self.seats[membership.body_id].append(membership)
        of_organisation = {b.organisation_id: b.pk for b in bodies if b.organisation_id}
        for membership in PlaceMembership.objects.filter(organisation__in=of_organisation):
            self.seats[of_organisation[membership.organisation_id]].append(membership)
        self.owed = defaultdict(list)
        for obligation in Obligation.objects.filter(body__in=bodies):
            self.owed[obligation.body_id, obligation.measure_id].append(obligation)

    def check(self, body, measure, period):
        """Raise Wrong when the body does not owe the measure for that month."""
        if not any(holds(seat, period) for seat in self.seats[body.pk]):
            raise Wrong(self.why_closed(body, period), "org_code")
        if not any(holds(owed, period) for owed in self.owed[body.pk, measure.pk]):
            reason = f"{measure.code} is not expected from {body.code} for {period:%B %Y}"
            raise Wrong(reason, "measure_code")

    def why_closed(self, body, period):
        ended = [s.until_on for s in self.seats[body.pk] if s.until_on and s.until_on <= period]
        if ended:
            return f"{body.code} was not open in {period:%B %Y}: it ended on {day(max(ended))}"
        return f"{body.code} was not part of the system in {period:%B %Y}"


def holds(span: Period, on: date):
    return (span.from_on is None or span.from_on <= on) and (
        span.until_on is None or on < span.until_on
    )
