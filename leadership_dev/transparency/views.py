from collections import Counter
from statistics import median

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.accounts.rules import is_manager
from ccpl_portal.web.csv import csv_response
from leadership_dev.monitoring.models import MonitoringYear, Stage
from leadership_dev.monitoring.years import year_of

from . import actions
from .figures import answer_rate, ratios_of, tables_of
from .models import TransparencyRecord

ROOM = "leadership_dev/transparency"
STAGES = [stage.label for stage in Stage]
ROLE_COLUMNS = ["What", "Figure"]
HOW_RUN = "How the recruitments of the year were run"
YEAR_COLUMNS = ["Question", "Answer", *STAGES]


@require_safe
def listing(request):
    years = MonitoringYear.objects.visible_to(request.user)
    context = {
        "records": TransparencyRecord.objects.select_related("role").order_by("-outcomes_on"),
        "years": years.annotate(lines=Count("aggregates")).filter(lines__gt=0),
    }
    return render(request, f"{ROOM}/list.html", context)


@require_safe
def role(request, slug):
    records = TransparencyRecord.objects.select_related("role")
    record = get_object_or_404(records, role__slug=slug)
    rows = list(facts_of(record))
    if request.GET.get("format") == "csv":
        return csv_response(f"recruitment-{slug}.csv", ROLE_COLUMNS, rows)
    context = {"record": record, "rows": rows, "year": year_of(record.role.closes_at)}
    return render(request, f"{ROOM}/role.html", context)


def facts_of(record):
    """The same rows on the page, on paper and in the file."""
    yield "Opened", f"{record.opened_on:%-d %B %Y}"
    yield "Closed", f"{record.closed_on:%-d %B %Y}"
    yield "Days open", record.days_open
    yield "Times the closing date was extended", record.extensions
    yield "Outcomes told", f"{record.outcomes_on:%-d %B %Y}"
    if record.median_days is not None:
        yield "Median days from closing to outcome", record.median_days
    for profession, number in sorted(record.panel.items()):
        yield f"Panel members: {profession}", number
    yield "Essential criteria", record.essential
    yield "Desirable criteria", record.desirable
    yield "Scores were moderated", "Yes" if record.moderated else "No"
    yield "Conflicts of interest declared", record.conflicts


@require_safe
def year(request, slug):
    found = year_or_404(request, slug)
    tables = tables_of(found)
    ratios = list(ratios_of(found))
    records = TransparencyRecord.objects.select_related("role").order_by("outcomes_on", "pk")
    records = [one for one in records if year_of(one.role.closes_at) == found.year]
    facts = list(facts_of_year(records))
    if request.GET.get("format") == "csv":
        rows = year_rows(facts, tables, ratios)
        return csv_response(f"equality-{slug}.csv", YEAR_COLUMNS, rows)
    context = {
        "year": found,
        "tables": [(table, list(rows_of(table))) for table in tables],
        "ratios": ratios,
        "answer_rate": answer_rate(found),
        "records": records,
        "facts": facts,
        "stages": STAGES,
        "may_publish": found.published_on is None and is_manager(request.user),
    }
    return render(request, f"{ROOM}/year.html", context)


def year_or_404(request, slug):
    years = MonitoringYear.objects.visible_to(request.user)
    return get_object_or_404(years, year=slug.replace("-", "/"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, slug):
    """A manager reads the cells as everybody will see them, and lets them go."""
    found = year_or_404(request, slug)
    if not is_manager(request.user):
        raise PermissionDenied("A programme manager publishes the figures of a year")
    if request.method == "POST":
        actions.publish_year(year=found, by=request.user)
        messages.success(request, f"The equality report {found.year} is published")
        return redirect("transparency:year", slug)
    return render(request, f"{ROOM}/publish.html", {"year": found})


def rows_of(table):
    """(answer, its three cells), with the total last."""
    yield from table.rows
    yield "Total", table.totals


def facts_of_year(records):
    """How the recruitments of a year were run, all of them together."""
    if not records:
        return
    yield "Recruitments completed", len(records)
    yield "Days open, the middle of all", round(median(one.days_open for one in records))
    days = [one.median_days for one in records if one.median_days is not None]
    if days:
        yield "Days from closing to outcome, the middle of all", round(median(days))
    panel = sum((Counter(one.panel) for one in records), Counter())
    for profession, number in sorted(panel.items()):
        yield f"Seats on panels: {profession}", number
    yield "Criteria, the middle of all", round(median(r.essential + r.desirable for r in records))
    yield "Recruitments with moderated scores", sum(one.moderated for one in records)
    yield "Conflicts of interest declared", sum(one.conflicts for one in records)


def year_rows(facts, tables, ratios):
    for words, figure in facts:
        yield [HOW_RUN, words, "", "", figure]
    for table in tables:
        for answer, cells in rows_of(table):
            yield [table.question, answer, *cells]
    for words, figure in ratios:
        yield [words, "", "", "", figure]
