"""A measure over time, as one viewer may see it, and what it has to say."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Max, Prefetch, Q

from quality.bodies.models import Area, Body
from quality.measures.models import Measure, Phase, Target, next_month
from quality.measures.words import in_words
from quality.returns.models import Return
from quality.rollup.models import Figure
from quality.spc import Chart, calculate
from quality.suppression.rule import EVERYTHING, Cell, shown


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a series. Hidden figures never come this far: their fields are None."""

    period: date
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None
    expected: int = 0
    received: int = 0
    status: str = "no_data"
    is_hidden: bool = False


@dataclass
class Series:
    """A measure of the system, of one area, of the system-wide bodies or of one body."""

    measure: Measure
    months: list[Month] = field(default_factory=list)
    area: Area | None = None
    body: Body | None = None
    is_system_wide: bool = False

    @property
    def label(self):
        if self.area or self.body:
            return str(self.area or self.body)
        return "System-wide organisations" if self.is_system_wide else str(self.measure.system)

    @cached_property
    def chart(self) -> Chart | None:
        return self.chart_until(len(self.months))

    def chart_until(self, count):
        readings = [
            (m.period, None if m.value is None else float(m.value)) for m in self.months[:count]
        ]
        if all(value is None for _, value in readings):
            return None
        return calculate(readings, self.options)

    @cached_property
    def options(self):
        return self.measure.spc_options(area=self.area, body=self.body)

    @cached_property
    def latest(self) -> Month | None:
        """The newest month that anything was returned for."""
        return next((m for m in reversed(self.months) if m.received), None)

    @property
    def last_period(self):
        return self.months[-1].period

    @property
    def is_historical(self):
        return self.latest is not None and self.measure.set.is_historical(self.latest.period)

    @property
    def variation(self):
        """The icon of the newest month; None where there is not enough to judge by."""
        return self.chart.variation if self.chart and self.chart.has_limits else None

    @property
    def assurance(self):
        return self.chart.assurance if self.chart and self.chart.has_limits else None

    @property
    def target(self):
        return self.options.target_on(self.months[-1].period) if self.months else None

    @property
    def reasons(self):
        phases = self.measure.phases_of(area=self.area, body=self.body)
        return {phase.starts_on: phase.reason for phase in phases}

    def words(self, value):
        return in_words(self.measure, value)


def measures_for(viewer, system):
    """The measures that a viewer may see, with all that their charts need."""
    return (
        Measure.objects.filter(set__in=viewer.sets_of(system))
        .select_related("set", "system")
        .prefetch_related(
            Prefetch("targets", Target.objects.all()), Prefetch("phases", Phase.objects.all())
        )
        .order_by("position", "name")
    )


def read(viewer, measures, *, months=None):
    """The series of some measures of one system: {measure: {None, area, "wide": Series}}.

    None is the key of the system, "wide" of its system-wide bodies. `months` keeps the newest.
    """
    measures = list(measures)
    by_cell = defaultdict(dict)
    figures = Figure.objects.filter(measure__in=measures).order_by("period")
    if months:
        figures = figures.filter(newest_months(measures, months))
    for figure in figures:
        key = figure.area_id if figure.level == "place" else LEVELS[figure.level]
        by_cell[figure.measure_id, figure.period][key] = figure
    own = own_figures(viewer, measures)
    areas = {area.pk: area for m in measures[:1] for area in m.system.areas.all()}
    found = {measure: {} for measure in measures}
    by_pk = {measure.pk: measure for measure in measures}
    for (measure_pk, period), cells in by_cell.items():
        measure = by_pk[measure_pk]
        seen = EVERYTHING
        if not viewer.sees_small_numbers(measure):
            seen = what_may_be_seen(cells, own[measure_pk, period])
        for key, figure in cells.items():
            series = found[measure].get(key)
            if series is None:
                series = found[measure][key] = Series(
                    measure, area=areas.get(key), is_system_wide=key == WIDE
                )
            may = seen.system if key is None else seen.parts
            series.months.append(as_month(measure, figure, may))
    return found


WIDE = "wide"
LEVELS = {"system": None, "system_wide": WIDE}


def newest_months(measures, months):
    """The condition of each measure's own newest months: some ended years before others."""
    newest = (
        Figure.objects.filter(measure__in=measures, level=Figure.Level.SYSTEM)
        .values_list("measure")
        .annotate(last=Max("period"))
    )
    starting = defaultdict(list)
    for measure, last in newest:
        count = last.year * 12 + last.month - months
        starting[date(count // 12, count % 12 + 1, 1)].append(measure)
    wanted = Q(pk=None)
    for first, alike in starting.items():
        wanted |= Q(measure__in=alike, period__gte=first)
    return wanted


def as_month(measure, figure, may_be_seen):
    told = {
        "period": figure.period,
        "expected": figure.expected,
        "received": figure.received,
        "status": figure.status,
    }
    if figure.numerator is None:
        return Month(**told)
    if not may_be_seen:
        return Month(**told, is_hidden=True)
    return Month(
        **told,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=measure.value_of(figure.numerator, figure.denominator),
    )


def what_may_be_seen(cells, own):
    """Rule Q on what remains of each part when the viewer's own returns are taken off."""
    parts = []
    for key, figure in cells.items():
        if key is None or figure.numerator is None:
            continue
        mine = own.get(key, Cell(0, 0))
        denominator = figure.denominator
        rest = Cell(
            figure.numerator - mine.numerator,
            None if denominator is None else denominator - (mine.denominator or 0),
        )
        if mine != Cell(0, 0) and rest.numerator == 0 and not rest.denominator:
            continue
        parts.append(rest)
    return shown(parts)


def own_figures(viewer, measures):
    """What the viewer's own bodies returned: {(measure, month): {part: Cell}}."""
    own = defaultdict(dict)
    if viewer.has_quality_role or not viewer.own_bodies:
        return own
    parts = defaultdict(list)
    for body in viewer.own_bodies:
        for seat in body.seats.all():
            parts[body.pk].append(seat)
    entries = Return.objects.counting().filter(body__in=viewer.own_bodies, measure__in=measures)
    for entry in entries:
        seat = next((s for s in parts[entry.body_id] if holds(s, entry.period)), None)
        key = seat.area_id if seat and seat.area_id else WIDE
        before = own[entry.measure_id, entry.period].get(key, Cell(0, 0))
        own[entry.measure_id, entry.period][key] = Cell(
            before.numerator + entry.numerator,
            (before.denominator or 0) + (entry.denominator or 0),
        )
    return own


def holds(span, day):
    return (span.from_on is None or span.from_on <= day) and (
        span.until_on is None or day < span.until_on
    )


def read_bodies(viewer, measures, *, bodies=None):
    """The series of each body that the viewer may see: {measure: [Series, ...]} by name."""
    measures = [m for m in measures if viewer.sees_small_numbers(m) or viewer.own_bodies]
    spans = defaultdict(list)
    by_pk = {}
    owed = [owed for measure in measures for owed in measure.obligations.all()]
    for duty in owed:
        if bodies is None or duty.body in bodies:
            spans[duty.measure_id, duty.body_id].append(duty)
            by_pk[duty.body_id] = duty.body
    entries = {
        (entry.measure_id, entry.body_id, entry.period): entry
        for entry in Return.objects.counting().filter(measure__in=measures, body__in=by_pk)
    }
    edges = [period for _, _, period in entries]
    found = {}
    for measure in measures:
        series = [
            body_series(measure, by_pk[body], spans[measure.pk, body], entries, edges)
            for pk, body in spans
            if pk == measure.pk and viewer.sees_body(measure, by_pk[body])
        ]
        found[measure] = sorted(series, key=lambda one: one.body.name)
    return found


def body_series(measure, body, duties, entries, edges):
    series = Series(measure, body=body)
    period, last = (min(edges), max(edges)) if edges else (date.max, date.min)
    while period <= last:
        if any(holds(duty, period) for duty in duties):
            entry = entries.get((measure.pk, body.pk, period))
            series.months.append(entry_as_month(measure, period, entry))
        period = next_month(period)
    return series


def entry_as_month(measure, period, entry):
    if entry is None:
        return Month(period, expected=1)
    return Month(
        period,
        numerator=entry.numerator,
        denominator=entry.denominator,
        value=measure.value_of(entry.numerator, entry.denominator),
        expected=1,
        received=1,
        status=entry.quality,
    )
