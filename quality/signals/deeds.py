"""What signals a measure has, and what was tried the last time: for the pages of figures."""

from collections import defaultdict
from datetime import datetime, time
from textwrap import shorten

from django.db.models import Prefetch
from django.utils import timezone

from governance.decisions.models import Decision
from quality.overview.registry import Known, Tried

from .models import Placement, Signal, Step

LONGEST = 240


def known(viewer, measures):
    """What this reader may know: the signals open to them, and decisions that they may read."""
    pks = [measure.pk for measure in measures]
    found = defaultdict(Known)
    deeds = defaultdict(list)
    spoken = Prefetch("steps", Step.objects.exclude(words=""))
    signals = Signal.objects.seen_by(viewer).filter(measure__in=pks)
    for signal in signals.for_listing().prefetch_related(spoken):
        of_measure = found[signal.measure_id]
        (of_measure.open if signal.is_open else of_measure.closed).append(signal)
        deeds[signal.measure_id] += [said(step, signal) for step in signal.steps.all()]
    for placement in decided(viewer.user, pks):
        deeds[placement.signal.measure_id].append(settled(placement))
    for pk, tried in deeds.items():
        found[pk].tried = max(tried, key=lambda one: one.at, default=None)
    return dict(found)


def decided(user, pks):
    seen = Decision.objects.visible_to(user).published()
    placements = Placement.objects.filter(signal__measure__in=pks, decision__in=seen)
    return placements.select_related("decision__group", "signal__body", "signal__area")


def said(step, signal):
    return Tried(short(step.words), step.at, signal.get_absolute_url(), whose(signal))


def settled(placement):
    decision = placement.decision
    words = f"{decision.group} decided: {decision.text}"
    # A day has no hour: what was said on it before the meeting was said earlier.
    at = timezone.make_aware(datetime.combine(decision.decided_on, time.max))
    return Tried(short(words), at, decision.get_absolute_url(), whose(placement.signal))


def short(words):
    return shorten(words, LONGEST, placeholder="…")


def whose(signal):
    return str(signal.part or "")
