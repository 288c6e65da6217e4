"""The whole of it on paper: for the board, with a chart for each measure."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccpl_portal.typeset import pdf
from ccpl_portal.ui.dates import day, moment, month
from quality.charts.drawing import WIDE

from . import words
from .moment import Look
from .order import in_order
from .reading import measures_for, read
from .rows import Row, draw_as, title_of
from .viewer import Viewer
from .views import MONTHS_SHOWN, about, asks_for_sign_in, headlines, the_system


def shown(request):
    """The series of the whole system that the reader may see, the weightiest first."""
    system = the_system(request)
    if system is None:
        raise Http404
    viewer = Viewer(request.user)
    measures = list(measures_for(viewer, system))
    look = Look.of(request, system, may_look_back=viewer.sees_some_in_full(measures))
    cells = read(viewer, measures, months=MONTHS_SHOWN, moment=look.moment, only_system=True)
    found = in_order([by_part[None] for by_part in cells.values() if None in by_part], "")
    if not found:
        raise Http404
    return viewer, look, found


@require_safe
@asks_for_sign_in
def report(request):
    viewer, look, found = shown(request)
    context = {
        **about(request, look),
        **headlines(found, viewer),
        "charts": [(Row(one), picture(one), words.verdict(one)) for one in found],
    }
    return render(request, "quality/overview/report.html", context)


def picture(series):
    return draw_as(series, WIDE, series.measure.code) if series.chart else ""


@require_safe
@asks_for_sign_in
def report_file(request):
    viewer, look, found = shown(request)
    said = {**about(request, look), **headlines(found, viewer)}
    charted = [one for one in found if one.chart]
    files = {f"chart-{n}.svg": lettered(draw_as(one, WIDE, "c")) for n, one in enumerate(charted)}
    names = {id(one): f"chart-{n}.svg" for n, one in enumerate(charted)}
    data = {
        "title": "Quality and safety report",
        "system": look.system.name,
        "when": when(said["run"], look),
        "story": said["story"],
        "matters": [
            [row.measure.name, reason + ended(row), last_time(known)]
            for row, reason, known in said["matters"]
        ],
        "changes": [[row.measure.name, reason] for row, reason in said["changes"]],
        "measures": [measure_in_words(one, names.get(id(one))) for one in found],
        "sources": said["sources"],
    }
    response = HttpResponse(
        pdf("quality/overview/report.typ", data, files=files), content_type="application/pdf"
    )
    name = f"{look.system.code}-quality-report.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def lettered(svg):
    """A picture in the document's own typeface."""
    family = 'font-family="Frutiger W01, Arial, sans-serif"'
    return svg.replace(family, 'font-family="Source Sans Pro"', 1).encode()


def when(run, look):
    parts = [f"Calculated {moment(run.finished_at)}" if run else "Not calculated yet"]
    if look.moment.as_at:
        parts.append(f"as the figures stood at the end of {day(look.moment.as_at)}")
    if look.moment.is_current:
        parts.append("by today's boundaries")
    return ", ".join(parts)


def last_time(known):
    """What was tried the last time, in a sentence; empty where this reader knows of nothing."""
    if known is None or known.tried is None:
        return ""
    whose = f", {known.tried.whose}" if known.tried.whose else ""
    return f"Last time ({day(known.tried.at)}{whose}): {known.tried.words}"


def ended(row):
    if not row.series.is_historical:
        return ""
    return f" (historical: the figures end in {month(row.series.latest.period)})"


def measure_in_words(series, chart):
    row, latest = Row(series), series.latest
    return {
        "name": series.measure.name,
        "verdict": words.verdict(series),
        "value": row.value,
        "month": month(latest.period) if latest else "",
        "target": row.target or "None",
        "variation": row.variation,
        "assurance": row.assurance or "No target",
        "returns": f"{latest.received} of {latest.expected}" if latest else "None",
        "example": series.measure.set.is_example,
        "chart": chart,
        "marks": [f"{when}: {what}" for when, what in row.marks],
        "alt": f"{title_of(series)}. {words.verdict(series)}" if series.months else "",
    }
