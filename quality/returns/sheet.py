"""The columns of a sheet of returns, and all that was sent so far in them."""

from .models import Return

HEADING = [
    "Organisation",
    "Measure",
    "Measure name",
    "Month",
    "Numerator",
    "Denominator",
    "Final or provisional",
    "Note",
    "Cannot report because",
]


def sent_rows(bodies):
    """The newest version of every figure, in the same columns."""
    entries = Return.objects.not_superseded().filter(body__in=bodies)
    entries = entries.exclude(state=Return.State.WITHDRAWN)
    for entry in entries.select_related("body", "measure").order_by("period", "pk"):
        cannot = entry.reason if entry.state == Return.State.CANNOT else ""
        yield [
            entry.body.code,
            entry.measure.code,
            entry.measure.name,
            entry.period.isoformat(),
            entry.numerator,
            entry.denominator,
            "" if cannot else entry.quality,
            entry.note,
            cannot,
        ]
