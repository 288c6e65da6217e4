"""The organisations of one measure in one month, side by side: the funnel plot."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from ccpl_portal.typeset import png
from ccpl_portal.ui.dates import month
from ccpl_portal.web.csv import csv_response
from quality.charts.funnel import FUNNEL, FUNNEL_NARROW, draw_funnel
from quality.measures.words import tidy
from quality.spc.funnel import LIMIT, WARNING, funnel
from quality.suppression.rule import Cell, is_small

from .downloads import described, picture_file
from .reading import read_bodies, with_duties
from .views import about, asks_for_sign_in, find_measure

WITHIN = "within the limits"
HEADING = ["measure_code", "period", "org_code", "organisation", "numerator", "denominator"]
HEADING += ["value", "position"]


@dataclass(frozen=True)
class Judged:
    """A body's proportion and where it lies in the funnel."""

    body: object
    numerator: int
    denominator: int
    score: float
    direction: str

    @property
    def name(self):
        return self.body.name

    @property
    def is_within(self):
        return abs(self.score) <= WARNING

    @property
    def is_beyond(self):
        return abs(self.score) > LIMIT

    @property
    def position(self):
        if self.is_within:
            return WITHIN
        side = "above" if self.score > 0 else "below"
        return f"{side} the {'outer' if self.is_beyond else 'inner'} limit"

    @property
    def shape(self):
        if not self.is_beyond:
            return "dot"
        if self.direction == "neutral":
            return "neutral"
        is_better = (self.score > 0) == (self.direction == "increase")
        return "improvement" if is_better else "concern"


@require_safe
@asks_for_sign_in
def comparison(request, code):
    viewer, found, look = find_measure(request, code)
    if found.kind != found.Kind.PROPORTION or not viewer.sees_small_numbers(found):
        raise Http404
    with_duties([found])
    bodies = read_bodies(viewer, [found], moment=look.moment).get(found, [])
    periods = sorted({m.period for one in bodies for m in one.months if m.received}, reverse=True)
    if not periods:
        raise Http404
    period = chosen(request, periods)
    judged, left_out, whole = judge(found, bodies, period)
    kind = request.GET.get("format")
    if kind == "csv":
        return as_csv(found, period, judged)
    drawn = draw(found, period, judged, whole) if judged else {}
    if judged and kind in ("svg", "png"):
        return as_picture(found, period, drawn, kind)
    context = {
        **about(request, look),
        **drawn,
        "measure": found,
        "period": period,
        "periods": periods,
        "judged": sorted(judged, key=lambda one: one.score),
        "left_out": left_out,
        "story": story(found, judged, whole, period),
        "whole": whole,
    }
    return render(request, "quality/overview/funnel.html", context)


def chosen(request, periods):
    try:
        asked = date.fromisoformat(request.GET.get("period", ""))
    except ValueError:
        return periods[0]
    return asked if asked in periods else periods[0]


def judge(measure, bodies, period):
    """The bodies that can be compared, those that are left out and why, and the funnel."""
    cells, left_out = [], []
    for one in bodies:
        told = next((m for m in one.months if m.period == period), None)
        if told is None:
            continue
        if not told.received:
            left_out.append((one.body, "No return"))
        elif not told.denominator:
            left_out.append((one.body, "Nothing to divide by"))
        # A picture is passed on to others than its reader.
        elif not measure.set.is_public_by_nature and is_small(
            Cell(told.numerator, told.denominator)
        ):
            left_out.append((one.body, "Small number, not drawn"))
        else:
            cells.append((one.body, told.numerator, told.denominator))
    if not cells:
        return [], left_out, None
    whole = funnel([(n, d) for _, n, d in cells])
    judged = [Judged(b, n, d, whole.score((n, d)), measure.direction) for b, n, d in cells]
    return judged, left_out, whole


def story(measure, judged, whole, period):
    if whole is None:
        return f"No organisation can be compared for {month(period)}."
    words = share_in_words(whole.centre)
    beyond = [one for one in judged if one.is_beyond]
    count = len(judged)
    start = f"{month(period)}: {words} in {count} organisation{'' if count == 1 else 's'} together."
    if not beyond:
        than = "organisations ordinarily differ" if whole.between else "chance explains"
        return f"{start} None of them lies further from that than {than}."
    low = sum(one.score < 0 for one in beyond)
    sides = [f"{n} {side}" for n, side in ((low, "below"), (len(beyond) - low, "above")) if n]
    verb = "lies" if len(beyond) == 1 else "lie"
    return f"{start} {len(beyond)} {verb} beyond the outer limits: {' and '.join(sides)}."


def share_in_words(share):
    return f"{tidy(share * 100, 1)}%"


def draw(measure, period, judged, whole):
    context = {
        "title": f"{measure.name}, {measure.system.name}, {month(period)}, by organisation",
        "verdict": story(measure, judged, whole, period),
        "across": measure.denominator_words or "Size",
    }
    drawn = {"picture_words": f"{context['title']}. {context['verdict']}", "context": context}
    for name, size in (("wide", FUNNEL), ("narrow", FUNNEL_NARROW)):
        context |= {
            "drawing": draw_funnel(judged, whole, share_in_words, size=size),
            "id": f"funnel-{name}",
            "class": f"quality-chart quality-chart--{name}",
        }
        drawn[name] = render_to_string("quality/charts/_funnel.html", context)
    return drawn


def as_picture(measure, period, drawn, kind):
    name = f"{measure.code}-funnel-{period:%Y-%m}.{kind}"
    if kind == "svg":
        return picture_file(drawn["wide"], "image/svg+xml", name)
    # One name for its letters is enough: the picture's own.
    svg = drawn["wide"].replace(' font-family="Frutiger W01, Arial, sans-serif"', "", 1)
    return picture_file(described(png(svg, width=1760), drawn["picture_words"]), "image/png", name)


def as_csv(measure, period, judged):
    rows = (
        [
            measure.code,
            period.isoformat(),
            one.body.code,
            one.name,
            one.numerator,
            one.denominator,
            tidy(one.numerator / one.denominator, 10, group=""),
            one.position,
        ]
        for one in judged
    )
    return csv_response(f"{measure.code}-{period:%Y-%m}-organisations.csv", HEADING, rows)
