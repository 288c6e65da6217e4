"""What a chart marks: phases, from which limits start afresh, and what happened."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ccpl_portal.ui.dates import month
from quality.measures.models import Happening, Phase
from quality.overview.reading import read, read_bodies, with_duties
from quality.overview.views import find_measure
from quality.rules import may_mark
from quality.spc.chart import SHORT_PHASE

from . import actions
from .forms import PHASE, MarkForm

KINDS = {"phase": Phase, "happening": Happening}


def to_be_marked(request, code):
    viewer, found, look = find_measure(request, code)
    if not may_mark(request.user, found):
        raise PermissionDenied
    return viewer, found, look


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, code):
    viewer, found, look = to_be_marked(request, code)
    parts, months = parts_of(viewer, found)
    data = request.POST if request.method == "POST" else None
    form = MarkForm(data, measure=found, months=months, parts=parts)
    if form.is_valid():
        messages.success(request, mark(form, found, months, by=request.user))
        return redirect(reverse("quality:measure", args=[code]) + look.query)
    marks = [("phase", phase) for phase in found.phases.select_related("area", "body", "added_by")]
    marks += [("happening", one) for one in found.happenings.select_related("area", "body")]
    context = {"measure": found, "form": form, "marks": marks, "query": look.query}
    return render(request, "quality/marks/edit.html", context)


def parts_of(viewer, measure):
    """What may be marked by itself, as the form wants it, and the months of each."""
    with_duties([measure])
    cells = read(viewer, [measure])[measure]
    bodies = read_bodies(viewer, [measure]).get(measure, [])
    named = [("", None, None, cells.get(None))]
    named += [(f"area-{one.area.pk}", one.area, None, one) for one in cells.values() if one.area]
    named += [(f"body-{one.body.pk}", None, one.body, one) for one in bodies]
    months = {key: [m.period for m in one.months] for key, _, _, one in named if one}
    return [(key, area, body) for key, area, body, _ in named], months


def mark(form, measure, months, *, by):
    said = form.cleaned_data
    area, body = form.parts[said["part"]]
    is_phase = said["kind"] == PHASE
    do = actions.begin_phase if is_phase else actions.mark_happening
    do(measure=measure, month=said["month"], reason=said["reason"], by=by, area=area, body=body)
    if not is_phase:
        return f"{month(said['month'])} is marked on the chart."
    count = sum(period >= said["month"] for period in months[said["part"]])
    words = f"A new phase starts in {month(said['month'])}: average and limits start afresh there."
    if count < SHORT_PHASE:
        words += f" It has {count} months so far, so its limits are on trial until it has 13."
    return words


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, code, kind, pk):
    _, found, look = to_be_marked(request, code)
    gone = KINDS[kind].objects.filter(measure=found, pk=pk).first() if kind in KINDS else None
    if gone is None:
        raise Http404
    if request.method == "POST":
        actions.remove(mark=gone, by=request.user)
        messages.success(request, f"{month(gone.starts_on)} is no longer marked: {gone.reason}.")
        return redirect(reverse("marks:edit", args=[code]) + look.query)
    context = {"measure": found, "mark": gone, "kind": kind, "query": look.query}
    return render(request, "quality/marks/remove.html", context)
