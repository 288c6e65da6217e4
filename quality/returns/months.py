"""One month of a body's returns: what it owes, and what was said before."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from quality.measures.models import Measure, MeasureSet, next_month

from .checks import holds
from .models import Return


def owed_measures(body, set_slug, period):
    """The measures of a set that a body owes for a month; 404 when it owes none."""
    found = get_object_or_404(MeasureSet, system=body.system_id, slug=set_slug)
    measures = (
        Measure.objects.filter(set=found, obligations__body=body)
        .select_related("set")
        .prefetch_related("targets", "phases", "obligations")
        .order_by("position", "name")
        .distinct()
    )
    owed = [
        measure
        for measure in measures
        if any(d.body_id == body.pk and holds(d, period) for d in measure.obligations.all())
    ]
    if not owed:
        raise Http404
    return found, owed


def a_month(year, number):
    """A month that is over; 404 for any other."""
    try:
        found = date(year, number, 1)
    except ValueError:
        raise Http404 from None
    if next_month(found) > timezone.localdate():
        raise Http404
    return found


def drafts(body, measures, period):
    """The drafts that nothing has been sent after, by measure."""
    of_month = Return.objects.filter(body=body, measure__in=measures, period=period)
    versions = of_month.select_related("submitted_by").order_by("version")
    newest = {entry.measure_id: entry for entry in versions}
    return {pk: entry for pk, entry in newest.items() if entry.state == Return.State.DRAFT}


def history(body, measures, period):
    """What was said of this month, of the month before, and of all earlier months."""
    newest = Return.objects.not_superseded().filter(body=body, measure__in=measures)
    newest = newest.select_related("measure")
    counting = [e for e in newest if e.state == Return.State.SUBMITTED and e.period < period]
    before = date(period.year - (period.month == 1), (period.month - 2) % 12 + 1, 1)
    past = {}
    for entry in sorted(counting, key=lambda entry: entry.period):
        if entry.value is not None:
            past.setdefault(entry.measure_id, []).append((entry.period, entry.value))
    return {
        "drafts": drafts(body, measures, period),
        "newest": {e.measure_id: e for e in newest if e.period == period},
        "before": {e.measure_id: e for e in counting if e.period == before},
        "past": past,
    }
