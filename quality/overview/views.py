from dataclasses import dataclass

from django.contrib.auth.views import redirect_to_login
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from ccpl_portal.ui.dates import month
from ccpl_portal.web.csv import csv_response
from quality.bodies.models import Area, Body, System
from quality.charts.drawing import NARROW, SMALL, WIDE, draw
from quality.charts.spark import spark
from quality.measures.models import Obligation
from quality.measures.words import tidy, unit
from quality.rollup.actions import is_stale
from quality.rollup.models import RollupRun

from . import words
from .filters import Found
from .series import measures_for, read, read_bodies
from .viewer import Viewer

MONTHS_SHOWN = 36
SIZES = {WIDE: "wide", NARROW: "narrow", SMALL: "small"}


@dataclass
class Row:
    """A line of the table of measures: a series and what is drawn and said of it."""

    series: object
    query: str = ""

    @property
    def measure(self):
        return self.series.measure

    @property
    def variation(self):
        return words.variation(self.series)

    @property
    def assurance(self):
        return words.assurance(self.series)

    @property
    def value(self):
        latest = self.series.latest
        if latest is None:
            return "No data"
        if latest.is_hidden:
            return "Hidden: small number"
        return self.series.words(latest.value) or "Nothing to divide by"

    @property
    def target(self):
        return "" if self.series.target is None else self.series.words(self.series.target)

    @property
    def spark(self):
        return spark(self.series.chart)


def the_system(request):
    """The system that the address names, else the portal's own; 404 or sign-in without one."""
    code = request.GET.get("system")
    if code:
        system = System.objects.filter(code=code).first()
        if system is None or not Viewer(request.user).sets_of(system).exists():
            raise Http404
        return system
    return System.objects.home()


def asks_for_sign_in(view):
    """A stranger gets the same answer for a hidden thing and for one that was never there."""

    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if request.user.is_authenticated:
                raise
            return redirect_to_login(request.get_full_path())

    return wrapped


def query_of(system):
    return "" if system.is_home else f"?system={system.code}"


def about(system):
    """What every page says of its figures: when they were worked out, and whether all is in."""
    run = RollupRun.objects.filter(system=system).first()
    return {"system": system, "run": run, "is_stale": is_stale(system), "query": query_of(system)}


@require_GET
@asks_for_sign_in
def system_view(request):
    system = the_system(request)
    if system is None:
        return render(request, "quality/overview/nothing.html")
    viewer = Viewer(request.user)
    areas = list(system.areas.all())
    found = Found.of(request, areas)
    area = next((area for area in areas if area.code == found.chosen("place")), None)
    measures = measures_for(viewer, system)
    everything = read(viewer, measures, months=MONTHS_SHOWN)
    key = area.pk if area else None
    all_series = [cells[key] for cells in everything.values() if key in cells]
    kept = [series for series in all_series if found.keeps(series)]
    if request.GET.get("format") == "csv":
        return series_as_csv(f"{system.code}-quality.csv", kept)
    context = {
        **about(system),
        "area": area,
        "found": found,
        "rows": [Row(series) for series in in_order(kept, found.chosen("sort"))],
        "total": len(all_series),
        "story": words.story(all_series),
        "matters": [(Row(m.series), m.reason) for m in words.matters(all_series)],
        "changes": [(Row(series), said) for series, said in words.changes(all_series)],
        "areas": areas,
        "sends_returns": system.is_home and bool(viewer.own_bodies),
        "sees_returns": system.is_home and viewer.has_quality_role,
        "sources": sorted({s.measure.set.source for s in all_series if s.measure.set.source}),
    }
    return render(request, "quality/overview/system.html", context)


def in_order(all_series, sort):
    if sort == "name":
        return sorted(all_series, key=lambda series: series.measure.name)
    if sort == "date":
        newest = [s for s in all_series if s.latest]
        rest = [s for s in all_series if not s.latest]
        return sorted(newest, key=lambda s: s.latest.period, reverse=True) + rest
    weights = {id(m.series): m.weight for m in words.matters(all_series, most=len(all_series))}
    return sorted(all_series, key=lambda series: -weights.get(id(series), 0))


def find_measure(request, code):
    system = the_system(request)
    viewer = Viewer(request.user)
    if system is None:
        raise Http404
    return viewer, get_object_or_404(measures_for(viewer, system), code=code)


@require_GET
@asks_for_sign_in
def measure(request, code):
    viewer, found = find_measure(request, code)
    cells = read(viewer, [found])[found]
    bodies = read_bodies(viewer, with_duties([found])).get(found, [])
    whole = cells.get(None)
    parts = [series for key, series in cells.items() if key is not None]
    parts.sort(key=lambda s: (s.is_system_wide, s.area.position if s.area else 0, s.label))
    if request.GET.get("format") == "csv":
        return series_as_csv(f"{found.code}.csv", [s for s in (whole, *parts, *bodies) if s])
    context = {
        **about(found.system),
        "measure": found,
        "unit": unit(found),
        "series": whole,
        "verdict": words.verdict(whole) if whole else "",
        "figure": figure_of(whole) if whole else "",
        "row": Row(whole) if whole else None,
        "parts": [small(series) for series in parts],
        "bodies": [small(series) for series in bodies],
        "months": table_of(whole) if whole else [],
        "example": found.set,
    }
    return render(request, "quality/overview/measure.html", context)


@require_GET
@asks_for_sign_in
def chart_file(request, code):
    """The chart of the system's series as a picture file."""
    viewer, found = find_measure(request, code)
    series = read(viewer, [found])[found].get(None)
    if series is None or series.chart is None:
        raise Http404
    response = HttpResponse(draw_as(series, WIDE, "chart"), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{found.code}.svg"'
    return response


@require_GET
@asks_for_sign_in
def place(request, slug):
    system = the_system(request)
    area = get_object_or_404(Area.objects.select_related("place"), system=system, code=slug)
    viewer = Viewer(request.user)
    everything = read(viewer, measures_for(viewer, system))
    series = [cells[area.pk] for cells in everything.values() if area.pk in cells]
    return about_one(request, system, area, area.place, series)


@require_GET
@asks_for_sign_in
def organisation(request, ods):
    system = the_system(request)
    body = get_object_or_404(Body.objects.select_related("organisation"), system=system, code=ods)
    viewer = Viewer(request.user)
    measures = with_duties(measures_for(viewer, system))
    series = [s for found in read_bodies(viewer, measures, bodies=[body]).values() for s in found]
    if not series:
        raise Http404
    return about_one(request, system, body, body.organisation, series)


def about_one(request, system, thing, page_of_its_own, series):
    if not Viewer(request.user).sets_of(system).exists():
        raise Http404
    if request.GET.get("format") == "csv":
        return series_as_csv(f"{thing.code}-quality.csv", series)
    context = {
        **about(system),
        "thing": thing,
        "own_page": page_of_its_own.get_absolute_url() if page_of_its_own else "",
        "story": words.story(series),
        "charts": [small(one) for one in series],
    }
    return render(request, "quality/overview/one.html", context)


def with_duties(measures):
    measures = list(measures)
    duties = Obligation.objects.select_related("body")
    prefetch_related_objects(measures, Prefetch("obligations", duties))
    return measures


def small(series, size=SMALL):
    whose = series.area or series.body
    name = f"{series.measure.code}-{whose.code if whose else 'system-wide'}"
    picture = draw_as(series, size, name, with_ends=False) if series.chart else ""
    return Row(series), picture, words.verdict(series)


def figure_of(series):
    """The large chart twice: one drawn for a wide page, one for a phone."""
    if series.chart is None:
        return ""
    return draw_as(series, WIDE, "wide") + draw_as(series, NARROW, "narrow")


def draw_as(series, size, name, *, with_ends=True):
    found = series.measure
    bounds = (found.lower_bound, found.upper_bound)
    drawing = draw(series.chart, series.words, size=size, bounds=bounds, reasons=series.reasons)
    if not with_ends:
        drawing.ends = []
    first, last = series.months[0].period, series.months[-1].period
    context = {
        "drawing": drawing,
        "id": f"chart-{name}",
        "class": f"quality-chart quality-chart--{SIZES[size]}",
        "title": f"{found.name}, {series.label}, {month(first)} to {month(last)}",
        "verdict": words.verdict(series),
    }
    return render_to_string("quality/charts/_chart.html", context)


def table_of(series):
    """The numbers behind the chart, the newest first."""
    points = series.chart.points if series.chart else [None] * len(series.months)
    rows = []
    for told, point in zip(series.months, points, strict=True):
        rows.append(
            {
                "month": told,
                "value": series.words(told.value),
                "mean": series.words(point.mean) if point else "",
                "range": words.expected_range(series, point) if point else "",
                "cause": words.cause(point) if point and point.special_cause_flag else "",
            }
        )
    return rows[::-1]


CSV_HEADING = [
    "measure_code",
    "measure",
    "series",
    "period",
    "numerator",
    "denominator",
    "value",
    "returns_expected",
    "returns_received",
    "status",
    "mean",
    "lower_limit",
    "upper_limit",
    "target",
    "special_cause",
    "point_type",
]


def series_as_csv(filename, all_series):
    def rows():
        for series in all_series:
            points = series.chart.points if series.chart else [None] * len(series.months)
            for told, point in zip(series.months, points, strict=True):
                yield [
                    series.measure.code,
                    series.measure.name,
                    series.label,
                    told.period.isoformat(),
                    told.numerator,
                    told.denominator,
                    None if told.value is None else tidy(float(told.value), 10, group=""),
                    told.expected,
                    told.received,
                    "hidden" if told.is_hidden else told.status,
                    *([point.mean, point.lpl, point.upl, point.target] if point else [None] * 4),
                    point.special_cause_type if point else None,
                    point.point_type if point else None,
                ]

    return csv_response(filename, CSV_HEADING, rows())
