from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.web.csv import csv_address, csv_response
from ccpl_portal.web.paging import page_of
from governance.decisions.models import Decision
from quality.agenda.actions import groups_for
from quality.levels.models import LevelSetting
from quality.levels.views import admit
from quality.overview import words
from quality.overview.rows import figure_of
from quality.rules import works_with_signals

from .actions import take_step
from .agenda import put_on_agenda
from .filters import Found
from .forms import StepForm
from .models import Signal
from .pictures import late_months, series_of
from .registry import offers_for

HEADING = ["about", "kind", "state", "month", "raised", "still_so", "fact", "closed_because"]


@require_safe
@login_required
def listing(request):
    admit(request.user)
    found = Found.of(request, Signal.objects.visible_to(request.user))
    signals = found.signals.for_listing()
    if request.GET.get("format") == "csv":
        return csv_response("signals.csv", HEADING, map(as_row, signals))
    settings = LevelSetting.objects.visible_to(request.user).current().for_listing()
    context = {
        "found": found,
        "page": page_of(request, signals),
        "csv": csv_address(request),
        "overdue": [setting for setting in settings if setting.is_overdue],
    }
    return render(request, "quality/signals/list.html", context)


def as_row(signal):
    return [
        signal.about,
        signal.get_kind_display(),
        signal.get_state_display(),
        signal.period.isoformat(),
        signal.raised_at.isoformat(timespec="seconds"),
        "yes" if signal.is_standing else "no",
        signal.fact,
        signal.closed_because,
    ]


@require_http_methods(["GET", "POST"])
@login_required
def detail(request, pk):
    signals = Signal.objects.visible_to(request.user).for_listing()
    signal = get_object_or_404(signals.select_related("system"), pk=pk)
    if request.method != "POST":
        return page(request, signal, StepForm(None, signal=signal))
    if not works_with_signals(request.user):
        raise PermissionDenied
    if "group" in request.POST:
        return put_before_group(request, signal)
    form = StepForm(request.POST, signal=signal)
    if not form.is_valid():
        return page(request, signal, form)
    take_step(signal=signal, **form.cleaned_data, by=request.user)
    signal.refresh_from_db(fields=["state"])
    messages.success(request, f"The signal is now: {signal.get_state_display().lower()}.")
    return redirect(signal)


def put_before_group(request, signal):
    group = get_object_or_404(groups_for(request.user), slug=request.POST["group"])
    placed = put_on_agenda(signal=signal, group=group, by=request.user)
    messages.success(request, placed_words(placed))
    return redirect(signal)


def placed_words(placed):
    if placed.item:
        return f"It is on the agenda of {placed.item.meeting}, with its chart as a paper."
    return (
        f"{placed.group} has been asked to take it up: no agenda is being made at the moment. "
        "Its secretary answers."
    )


def page(request, signal, form):
    works = works_with_signals(request.user)
    series = series_of(signal)
    placements = list(signal.placements.for_page())
    held = {placed.group_id for placed in placements if not placed.is_settled}
    groups = groups_for(request.user) if works and signal.is_open else []
    context = {
        "signal": signal,
        "form": form,
        "works": works,
        "series": series,
        "figure": figure_of(series) if series else "",
        "verdict": words.verdict(series) if series else "",
        "late": late_months(signal),
        "steps": signal.steps.select_related("by"),
        "placements": placements,
        "decisions": readable(request.user, placements),
        "groups": [group for group in groups if group.pk not in held],
        "offers": offers_for(signal, request.user),
        "level": level_of(request.user, signal),
    }
    return render(request, "quality/signals/detail.html", context)


def readable(user, placements):
    """Which of the decisions this reader may read."""
    decided = [placed.decision_id for placed in placements if placed.decision_id]
    seen = Decision.objects.visible_to(user).filter(pk__in=decided)
    return set(seen.values_list("pk", flat=True))


def level_of(user, signal):
    settings = LevelSetting.objects.visible_to(user).current().for_listing()
    about = {"body": signal.body} if signal.body else {"measure": signal.measure}
    return settings.filter(**about).first() if any(about.values()) else None
