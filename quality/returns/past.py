"""What a body said before, and whether a figure lies far outside of it."""

from collections import defaultdict

from quality.measures.words import in_words
from quality.spc import calculate

from .models import Return

ENOUGH_TO_WARN = 8


def past_values(bodies, measures):
    """Every counting value by (body, measure), the oldest first: [(month, value), ...]."""
    past = defaultdict(list)
    entries = Return.objects.counting().filter(body__in=bodies, measure__in=measures)
    for entry in entries.select_related("measure").order_by("period"):
        if entry.value is not None:
            past[entry.body_id, entry.measure_id].append((entry.period, entry.value))
    return past


def far_outside(measure, past, value):
    """Words for a value that lies outside the limits of the past; nothing for any other."""
    if value is None or len(past) < ENOUGH_TO_WARN:
        return ""
    last = calculate([(p, float(v)) for p, v in past], measure.spc_options()).points[-1]
    if last.upl is None or last.lpl <= float(value) <= last.upl:
        return ""
    span = f"{in_words(measure, last.lpl)} to {in_words(measure, last.upl)}"
    return f"{in_words(measure, value)} lies outside your own past of {span}"
