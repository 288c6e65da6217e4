"""The panel at one table: what to discuss, what was agreed, who stands where, the line."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.ui.forms import Form
from ccpl_portal.web.csv import csv_response
from ccpl_portal.web.paging import page_of
from leadership_dev.machine.actions import transition
from leadership_dev.machine.registry import Refused
from leadership_dev.panel.seats import role_for, seat_of, selects

from . import actions
from .arithmetic import percent
from .forms import AgreeForm, CutLineForm, OrderForm
from .matrix import header, rows
from .models import CutLine, Moderation, Stage
from .standings import Reader, standings
from .views import answers_of

OPEN_FROM = ["moderating", "shortlisted", "interviewing", "decided", "completed", "archived"]


@dataclass
class Table:
    """One reader at the table: the role, and what they may read and do there."""

    role: object
    reader: Reader
    is_chair: bool
    is_member: bool


def table_of(request, slug):
    """Scores are shown from moderation on: to the panel, and to those who oversee it."""
    role = role_for(request.user, slug)
    if role.state not in OPEN_FROM:
        raise Http404
    seat = seat_of(request.user, role)
    if seat is not None and not seat.has_declared:
        raise Http404
    return Table(role, Reader(role, seat), bool(seat and seat.is_chair), seat is not None)


@login_required
@require_safe
def ranking(request, slug):
    table = table_of(request, slug)
    context = {
        "role": table.role,
        "table": table,
        "page": page_of(request, standings(table.role, table.reader), per_page=50),
        "line": CutLine.objects.filter(role=table.role).first(),
        "criteria": table.role.criteria.all(),
        "may_export": selects(request.user, table.role),
    }
    return render(request, "leadership_dev/scoring/ranking.html", context)


@login_required
@require_safe
def matrix(request, slug):
    """All scores by reference, as a spreadsheet; for the coordinator's file."""
    role = role_for(request.user, slug)
    if not selects(request.user, role):
        raise PermissionDenied
    table = table_of(request, slug)
    members, criteria = role.panel_members.order_by("pk"), role.criteria.all()
    lines = standings(role, table.reader)
    return csv_response(
        f"matrix-{role.slug}.csv", header(members, criteria), rows(members, criteria, lines)
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request, slug, reference):
    """One application: every sheet beside the others, and what the panel agrees on."""
    table = table_of(request, slug)
    application = get_object_or_404(
        table.role.applications.select_related("role"), reference=reference
    )
    if not table.reader.may_read(application):
        raise PermissionDenied("You take no part in this application")
    pressed = None
    if request.method == "POST":
        criterion, pressed = agreed(request, table, application)
        if pressed is None:
            messages.success(request, f"Agreed: {criterion.name}")
            return redirect("scoring:moderate", slug, reference)
    context = {
        "role": table.role,
        "table": table,
        "reference": reference,
        "lines": lines_of(table, application, pressed),
        "percents": percents_of(table.reader.judged(application)),
        "form": pressed,
        "may_agree": may_agree(request.user, table),
    }
    return render(request, "leadership_dev/scoring/moderate.html", context)


def percents_of(judged):
    return {"originals": percent(judged.originals), "overall": percent(judged.overall)}


def may_agree(user, table):
    return table.is_chair and table.role.state == "moderating"


def agreed(request, table, application):
    """(criterion, the form when it was refused)"""
    if not table.is_chair:
        raise PermissionDenied("The chair notes what the panel agrees on")
    criterion = get_object_or_404(table.role.criteria, pk=request.POST.get("criterion") or 0)
    form = AgreeForm(request.POST, prefix=str(criterion.pk))
    if form.is_valid():
        try:
            actions.agree(
                application=application,
                criterion=criterion,
                score=int(form.cleaned_data["score"]),
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except Refused as refused:
            form.add_error("reason", str(refused))
    return criterion, None if form.is_valid() else form


def lines_of(table, application, pressed):
    judged = table.reader.judged(application)
    notes = {m.criterion_id: m for m in Moderation.objects.filter(
        application=application, stage=Stage.SIFT).select_related("by")}  # fmt: skip
    given = table.reader.sheets(application)
    measures = {measure.id: measure for measure in judged.measures}
    answers = answers_of(application)
    for criterion in table.role.criteria.with_anchors():
        measure, note = measures[criterion.pk], notes.get(criterion.pk)
        prefix = str(criterion.pk)
        initial = {"score": note.score, "reason": note.reason} if note else None
        own = pressed is not None and pressed.prefix == prefix
        yield {
            "criterion": criterion,
            "answer": answers.get(criterion.pk, ""),
            "originals": given.get(criterion.pk, []),
            "spread": judged.spread(measure),
            "is_flagged": judged.is_flagged(measure),
            "essential": judged.essential(measure) if measure.is_essential else "",
            "agreed": note,
            "form": pressed if own else AgreeForm(prefix=prefix, initial=initial),
        }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cut_line(request, slug):
    table = table_of(request, slug)
    if not table.is_chair:
        raise PermissionDenied("The chair draws the line")
    line = CutLine.objects.filter(role=table.role).first()
    kept = ["percentage", "reserve_from", "reason"]
    form = CutLineForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(line, name) for name in kept} if line else None,
    )
    if form.is_valid():
        actions.set_cut_line(role=table.role, by=request.user, **form.cleaned_data)
        messages.success(request, "The line is drawn. You can still move it")
        return redirect("scoring:ranking", slug)
    context = {
        "role": table.role,
        "form": form,
        "lines": standings(table.role, table.reader),
    }
    return render(request, "leadership_dev/scoring/cut_line.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def order(request, slug, rank):
    """The chair puts applications that are level in an order of their own, with a reason."""
    table = table_of(request, slug)
    if not table.is_chair or table.role.state != "moderating":
        raise PermissionDenied("The chair settles ties during moderation")
    level = [line for line in standings(table.role, table.reader) if line.level == rank]
    if len(level) == 1 or not level:
        raise Http404
    form = OrderForm(request.POST if request.method == "POST" else None, level=level)
    if form.is_valid():
        actions.choose_order(
            applications=form.in_order(), reason=form.cleaned_data["reason"], by=request.user
        )
        messages.success(request, "The order is kept with your reason")
        return redirect("scoring:ranking", slug)
    context = {"role": table.role, "form": form, "rank": rank}
    return render(request, "leadership_dev/scoring/order.html", context)


STEPS = {
    "open_moderation": (
        "Open moderation",
        "Scoring ends. The members see each other’s scores of what they have scored themselves,"
        " and the panel agrees where they lie far apart.",
    ),
    "confirm_shortlist": (
        "Confirm the shortlist",
        "Scores and agreements are frozen, and guaranteed interviews are added. Nobody is told"
        " before the coordinator releases the shortlist. Feedback is drafted for everybody who"
        " is not on it.",
    ),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, slug, name):
    """What the chair presses: on to moderation, and on to the shortlist."""
    role = role_for(request.user, slug)
    seat = seat_of(request.user, role)
    if seat is None or not seat.is_chair:
        raise PermissionDenied("The chair does this")
    heading, follows = STEPS[name]
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            transition(role, name, by=request.user)
        except Refused as refused:
            for words in refused.reasons:
                form.add_error(None, words)
        else:
            messages.success(request, f"Done: {heading.lower()}")
            return redirect("scoring:ranking", slug)
    context = {"role": role, "form": form, "heading": heading, "follows": follows}
    return render(request, "leadership_dev/scoring/step.html", context)
