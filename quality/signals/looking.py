"""What in the figures of the portal's own system should be looked at, worked out anew each time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from ccpl_portal.ui.dates import month
from quality.bodies.models import Area, Body
from quality.measures.models import Measure, MeasureSet
from quality.overview import words
from quality.overview.reading import measures_for, read, read_bodies, with_duties
from quality.overview.viewer import AllSeeing
from quality.returns.due import late

from .doubts import doubts
from .models import Signal

Kind = Signal.Kind


@dataclass(frozen=True)
class Finding:
    kind: str
    period: date
    fact: str
    measure: Measure | None = None
    measure_set: MeasureSet | None = None
    body: Body | None = None
    area: Area | None = None

    @property
    def subject(self):
        what = f"m{self.measure.pk}" if self.measure else f"s{self.measure_set.pk}"
        whose = f"b{self.body.pk}" if self.body else f"a{self.area.pk}" if self.area else "system"
        return f"{self.kind}:{what}:{whose}"

    @property
    def is_example(self):
        return (self.measure_set or self.measure.set).is_example


def findings(system):
    """Everything that is so today: of the system, of each place and of each organisation."""
    for series in all_series(system):
        if series.latest is not None and not series.is_historical:
            yield from of_series(series)
    yield from of_missing(system)


def all_series(system, only=None):
    viewer = AllSeeing()
    measures = measures_for(viewer, system)
    if only is not None:
        measures = measures.filter(pk__in=[measure.pk for measure in only])
    measures = with_duties(measures)
    whole, bodies = read(viewer, measures), read_bodies(viewer, measures)
    for measure in measures:
        yield from (series for series in whole[measure].values() if speaks_for_itself(series))
        yield from bodies.get(measure, [])


def speaks_for_itself(series):
    """A place with one organisation says what that one says; system-wide ones are no place."""
    if series.is_system_wide:
        return False
    return series.area is None or (series.latest is not None and series.latest.expected > 1)


def of_series(series):
    about = {"measure": series.measure, "body": series.body, "area": series.area}
    about["period"] = series.latest.period
    if series.variation and series.variation.startswith("concern"):
        fact = f"{words.newest(series)} {words.what_varies(series)}"
        yield Finding(Kind.CONCERN, fact=fact, **about)
    if series.assurance == "fail":
        fact = f"{words.newest(series)} {words.what_of_target(series)}"
        yield Finding(Kind.FAILING, fact=fact, **about)
    if series.body and (found := " ".join(doubts(series))):
        yield Finding(Kind.DATA, fact=found, **about)


def of_missing(system):
    """One finding for each organisation and set, however many months are late."""
    months = defaultdict(list)
    for due in late(system):
        months[due.body, due.set].append(due.period)
    for (body, measure_set), periods in months.items():
        listed = ", ".join(month(period) for period in sorted(periods))
        fact = f"Not sent in time: {listed}."
        yield Finding(Kind.MISSING, min(periods), fact, measure_set=measure_set, body=body)
