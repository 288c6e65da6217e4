"""What a body owes, set by set and month by month, and what has become of it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from quality.measures.models import MeasureSet, Obligation, next_month
from quality.sign_off.models import SentBack

from .checks import holds
from .models import Return

MONTHS_BACK = 12


@dataclass
class Due:
    """One body's return of one set for one month."""

    body: object
    set: MeasureSet
    period: date
    measures: list = field(default_factory=list)
    answered: list = field(default_factory=list)
    # How often an executive has sent it back, the newest last.
    refusals: list = field(default_factory=list)

    @property
    def due_on(self):
        return self.set.due_on(self.period)

    @property
    def is_answered(self):
        return len(self.answered) == len(self.measures)

    @property
    def is_late(self):
        return not self.is_answered and self.due_on < timezone.localdate()

    @property
    def awaits_sign_off(self):
        """A month is looked at as a whole, once the last of its measures is answered."""
        return (
            self.set.needs_sign_off
            and self.is_answered
            and any(entry.is_provisional for entry in self.answered)
            and not self.sent_back
        )

    @property
    def sent_back(self):
        """The executive's word that none of the figures has answered yet; None without one."""
        newest = self.refusals[-1] if self.refusals else None
        if newest is None or any(entry.submitted_at > newest.at for entry in self.answered):
            return None
        return newest

    @property
    def submitted_at(self):
        return max((entry.submitted_at for entry in self.answered), default=None)


def owed_by(bodies):
    """What these bodies owe for the past year, the newest month first."""
    since = months_ago(MONTHS_BACK)
    duties = (
        Obligation.objects.filter(body__in=bodies)
        .filter(Q(until_on=None) | Q(until_on__gt=since))
        .select_related("body", "measure__set")
        .order_by("measure__position", "measure__name")
    )
    answers = {
        (entry.body_id, entry.measure_id, entry.period): entry
        for entry in Return.objects.not_superseded()
        .filter(body__in=bodies, period__gte=since)
        .exclude(state=Return.State.WITHDRAWN)
    }
    refusals = defaultdict(list)
    for sent in SentBack.objects.filter(body__in=bodies, period__gte=since).select_related("by"):
        refusals[sent.body_id, sent.set_id, sent.period].append(sent)
    found = defaultdict(dict)
    for duty in duties:
        period = since
        while next_month(period) <= timezone.localdate():
            if holds(duty, period):
                key = duty.body_id, duty.measure.set_id
                due = found[period].setdefault(key, Due(duty.body, duty.measure.set, period))
                due.refusals = refusals[(*key, period)]
                due.measures.append(duty.measure)
                answer = answers.get((duty.body_id, duty.measure_id, period))
                if answer:
                    due.answered.append(answer)
            period = next_month(period)
    return [due for period in sorted(found, reverse=True) for due in found[period].values()]


def months_ago(count):
    day = timezone.localdate().replace(day=1)
    for _ in range(count):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


def late(system):
    """Every return of a system that is late."""
    return [due for due in owed_by(list(system.bodies.all())) if due.is_late]
