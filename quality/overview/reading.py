"""From figures and returns to the series that one viewer may see."""

from collections import defaultdict
from datetime import date

from django.db.models import Max, Prefetch, Q, prefetch_related_objects

from quality.measures.models import Happening, Measure, Obligation, Phase, Target, next_month
from quality.returns.models import Return
from quality.rollup.actions import ask
from quality.rollup.models import Figure
from quality.suppression.rule import EVERYTHING, Cell, shown

from .moment import NOW
from .series import Month, Series

WIDE = "wide"
LEVELS = {"system": None, "system_wide": WIDE}
FIELDS = [
    "measure_id",
    "period",
    "level",
    "area_id",
    "numerator",
    "denominator",
    "expected",
    "received",
    "status",
]


def measures_for(viewer, system):
    """The measures that a viewer may see, with all that their charts need."""
    return (
        Measure.objects.filter(set__in=viewer.sets_of(system))
        .select_related("set", "system", "owner")
        .prefetch_related(
            Prefetch("targets", Target.objects.all()),
            Prefetch("phases", Phase.objects.all()),
            Prefetch("happenings", Happening.objects.all()),
        )
        .order_by("position", "name")
    )


def read(viewer, measures, *, months=None, moment=NOW, only_system=False):
    """The series of some measures of one system: {measure: {None, area, "wide": Series}}.

    None is the key of the system, "wide" of its system-wide bodies. `months` keeps the newest.
    `only_system` lets a reader who sees everything do without the parts.
    """
    # Who does not see all must not compare one day or boundary with another.
    measures = [m for m in measures if moment.is_usual or viewer.sees_small_numbers(m)]
    found = {measure: {} for measure in measures}
    if not measures:
        return found
    sees_all = all(viewer.sees_small_numbers(measure) for measure in measures)
    by_cell = defaultdict(dict)
    for figure in figures_of(measures, months, moment, only_system and sees_all):
        key = figure.area_id if figure.level == "place" else LEVELS[figure.level]
        by_cell[figure.measure_id, figure.period][key] = figure
    own = {} if sees_all else own_figures(viewer, measures)
    areas = {area.pk: area for area in measures[0].system.areas.all()}
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


def figures_of(measures, months, moment, only_system):
    """The figures as they are kept, or worked out for another day or other boundaries."""
    if not moment.is_usual:
        wanted = {measure.pk for measure in measures}
        sums = ask(system=measures[0].system, as_at=moment.as_at, basis=moment.basis)
        kept = [one for one in sums if one.measure_id in wanted]
        return sorted(kept, key=lambda one: one.period)
    figures = Figure.objects.filter(measure__in=measures)
    if months:
        figures = figures.filter(newest_months(measures, months))
    if only_system:
        figures = figures.filter(level=Figure.Level.SYSTEM)
    return figures.order_by("period").values_list(*FIELDS, named=True)


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
    told = (figure.expected, figure.received, figure.status)
    if figure.numerator is None:
        return Month(figure.period, None, None, None, *told)
    if not may_be_seen:
        return Month(figure.period, None, None, None, *told, is_hidden=True)
    value = measure.value_of(figure.numerator, figure.denominator)
    return Month(figure.period, figure.numerator, figure.denominator, value, *told)


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


def with_duties(measures):
    measures = list(measures)
    duties = Obligation.objects.select_related("body")
    prefetch_related_objects(measures, Prefetch("obligations", duties))
    return measures


def read_bodies(viewer, measures, *, bodies=None, moment=NOW):
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
        for entry in Return.objects.counting(moment.as_at).filter(
            measure__in=measures, body__in=by_pk
        )
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


def who_is_missing(measure, period, moment=NOW):
    """The bodies that owe a measure with duties for a month and have returned nothing."""
    owing = {duty.body for duty in measure.obligations.all() if holds(duty, period)}
    entries = Return.objects.counting(moment.as_at).filter(measure=measure, period=period)
    answered = set(entries.values_list("body", flat=True))
    return sorted((body for body in owing if body.pk not in answered), key=lambda one: one.name)
