from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccpl_portal.web.csv import csv_address
from quality.bodies.models import Area, Body, System
from quality.measures.words import unit
from quality.rollup.actions import is_stale
from quality.rollup.models import RollupRun
from quality.rules import may_mark

from . import words
from .downloads import asked_for, chart_as_png, chart_as_svg, in_words
from .filters import Found
from .moment import Look
from .order import heads, in_order
from .reading import measures_for, read, read_bodies, who_is_missing, with_duties
from .registry import known_of
from .rows import Row, alike, figure_of, marks_of, small, table_of
from .viewer import Viewer

MONTHS_SHOWN = 36
MOST_SIGNALS = 10


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


def about(request, look):
    """What every page says of its figures: when they were worked out, and whether all is in."""
    system = look.system
    return {
        "system": system,
        "run": RollupRun.objects.filter(system=system).first(),
        "is_stale": look.moment.as_at is None and is_stale(system),
        "look": look,
        "query": look.query,
        "csv": csv_address(request),
    }


@require_safe
@asks_for_sign_in
def system_view(request):
    system = the_system(request)
    if system is None:
        return render(request, "quality/overview/nothing.html")
    viewer = Viewer(request.user)
    measures = list(measures_for(viewer, system))
    look = Look.of(request, system, may_look_back=viewer.sees_some_in_full(measures))
    areas = list(system.areas.all())
    found = Found.of(request, areas)
    area = next((area for area in areas if area.code == found.chosen("place")), None)
    everything = read(
        viewer, measures, months=MONTHS_SHOWN, moment=look.moment, only_system=area is None
    )
    key = area.pk if area else None
    all_series = [cells[key] for cells in everything.values() if key in cells]
    kept = in_order([one for one in all_series if found.keeps(one)], found.chosen("sort"))
    return asked_for(request, f"{system.code}-quality", kept) or render(
        request,
        "quality/overview/system.html",
        {
            **about(request, look),
            **headlines(all_series, viewer),
            "area": area,
            "areas": areas,
            "found": found,
            "rows": [Row(series) for series in kept],
            "heads": heads(request, found.chosen("sort")),
            "total": len(all_series),
            "sends_returns": system.is_home and bool(viewer.own_bodies),
            "sees_returns": system.is_home and viewer.has_quality_role,
        },
    )


def headlines(all_series, viewer):
    """The story of many series: in a sentence, in a few matters, in what is new."""
    matters = words.matters(all_series)
    known = known_of(viewer, [matter.series.measure for matter in matters])
    return {
        "story": words.story(all_series),
        "matters": [(Row(m.series), m.reason, known.get(m.series.measure.pk)) for m in matters],
        "changes": [(Row(series), said) for series, said in words.changes(all_series)],
        "sources": sorted({s.measure.set.source for s in all_series if s.measure.set.source}),
    }


def find_measure(request, code):
    """The measure, who looks, and how; 404 for one that they may not see."""
    system = the_system(request)
    if system is None:
        raise Http404
    viewer = Viewer(request.user)
    found = get_object_or_404(measures_for(viewer, system), code=code)
    look = Look.of(request, system, may_look_back=viewer.sees_small_numbers(found))
    return viewer, found, look


@require_safe
@asks_for_sign_in
def measure(request, code):
    viewer, found, look = find_measure(request, code)
    with_duties([found])
    cells = read(viewer, [found], moment=look.moment)[found]
    bodies = read_bodies(viewer, [found], moment=look.moment).get(found, [])
    whole = cells.get(None)
    parts = [cells[key] for key in cells if key is not None]
    parts = sorted(parts, key=lambda one: (one.area is None, one.area and one.area.position))
    shown = [series for series in (whole, *parts, *bodies) if series]
    return asked_for(request, found.code, shown) or render(
        request,
        "quality/overview/measure.html",
        {
            **about(request, look),
            **(chart_of(whole, look) if whole else {}),
            "measure": found,
            "unit": unit(found),
            "parts": alike(parts),
            "bodies": alike(bodies),
            "has_funnel": found.kind == "proportion" and viewer.sees_small_numbers(found),
            "may_mark": may_mark(request.user, found),
            "known": known_of(viewer, [found]).get(found.pk),
            "level": found.level_settings.seen_by(viewer).current().for_listing().first(),
        },
    )


def chart_of(series, look):
    latest = series.latest
    return {
        "series": series,
        "row": Row(series),
        "verdict": words.verdict(series),
        "figure": figure_of(series),
        "picture_words": in_words(series),
        "marks": marks_of(series),
        "months": table_of(series),
        "missing": who_is_missing(series.measure, latest.period, look.moment) if latest else [],
    }


@require_safe
@asks_for_sign_in
def chart_file(request, code):
    """The chart of the system's series as a picture that any program opens."""
    return chart_as_svg(charted(request, code))


@require_safe
@asks_for_sign_in
def chart_slide(request, code):
    """The chart of the system's series as a picture for a slide."""
    return chart_as_png(charted(request, code))


def charted(request, code):
    viewer, found, look = find_measure(request, code)
    series = read(viewer, [found], moment=look.moment)[found].get(None)
    if series is None or series.chart is None:
        raise Http404
    return series


@require_safe
@asks_for_sign_in
def place(request, slug):
    system = the_system(request)
    area = get_object_or_404(Area.objects.select_related("place"), system=system, code=slug)
    viewer = Viewer(request.user)
    measures = list(measures_for(viewer, system))
    look = Look.of(request, system, may_look_back=viewer.sees_some_in_full(measures))
    everything = read(viewer, measures, moment=look.moment)
    series = [cells[area.pk] for cells in everything.values() if area.pk in cells]
    return about_one(request, viewer, look, area, area.place, series)


@require_safe
@asks_for_sign_in
def organisation(request, ods):
    system = the_system(request)
    body = get_object_or_404(Body.objects.select_related("organisation"), system=system, code=ods)
    viewer = Viewer(request.user)
    measures = with_duties(measures_for(viewer, system))
    look = Look.of(request, system, may_look_back=viewer.sees_some_in_full(measures))
    found = read_bodies(viewer, measures, bodies=[body], moment=look.moment)
    series = [one for of_measure in found.values() for one in of_measure]
    if not series:
        raise Http404
    return about_one(request, viewer, look, body, body.organisation, series)


def about_one(request, viewer, look, thing, page_of_its_own, series):
    if not viewer.sets_of(look.system).exists():
        raise Http404
    return asked_for(request, f"{thing.code}-quality", series) or render(
        request,
        "quality/overview/one.html",
        {
            **about(request, look),
            "thing": thing,
            "own_page": page_of_its_own.get_absolute_url() if page_of_its_own else "",
            "story": words.story(series),
            "charts": [small(one) for one in series],
            "is_body": isinstance(thing, Body),
            **watched(thing, viewer),
        },
    )


def watched(thing, viewer):
    """The level and the open signals of an organisation or place, for those who may see them."""
    found = {"signals": thing.signals.seen_by(viewer).open().for_listing()[:MOST_SIGNALS]}
    if isinstance(thing, Body):
        found["level"] = thing.level_settings.seen_by(viewer).current().for_listing().first()
    return found
