"""The sift of one panel member: the list by reference, one sheet, one criterion after another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.web.paging import page_of
from leadership_dev.machine.registry import Refused
from leadership_dev.panel.seats import seated
from leadership_dev.panel.views import assignment_of

from . import actions
from .forms import SheetForm
from .models import ScoreSheet, Stage
from .pack import sift_pack
from .progress import next_for_criterion, sift_of


@seated
@require_safe
def sift(request, seat):
    found = sift_of(seat)
    context = {
        "seat": seat,
        "role": seat.role,
        "sift": found,
        "page": page_of(request, found.lines, per_page=50),
        "criteria": seat.role.criteria.all(),
    }
    return render(request, "leadership_dev/scoring/sift.html", context)


def answers_of(application):
    """What the panel reads: the redacted words, and never the others."""
    return dict(application.answers.order_by().values_list("criterion", "redacted"))


def kept_scores(assignment, stage):
    sheet = ScoreSheet.objects.filter(assignment=assignment, stage=stage).first()
    return sheet, {score.criterion_id: score for score in sheet.scores.all()} if sheet else {}


def form_for(request, assignment, stage, criteria):
    sheet, kept = kept_scores(assignment, stage)
    data = request.POST if request.method == "POST" else None
    answers = answers_of(assignment.application)
    return sheet, SheetForm(data, criteria=criteria, answers=answers, kept=kept)


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request, seat, reference):
    assignment = assignment_of(seat, reference)
    return score_page(request, seat, assignment, Stage.SIFT)


def score_page(request, seat, assignment, stage):
    criteria = list(seat.role.criteria.with_anchors())
    kept, form = form_for(request, assignment, stage, criteria)
    wants_all = request.POST.get("press") == "submit"
    if form.is_valid():
        kept = actions.save_scores(
            assignment=assignment, stage=stage, entered=form.entered(), by=request.user
        )
        if not wants_all:
            messages.success(request, "Saved. You can come back to it at any time")
            return redirect(request.path)
        if form.demand_all():
            return submitted(request, seat, kept)
    context = {
        "seat": seat,
        "role": seat.role,
        "reference": assignment.application.reference,
        "assignment": assignment,
        "sheet": kept,
        "form": form,
        "stage": stage,
        "may_score": seat.role.state == actions.SCORED_IN[stage],
    }
    if stage == Stage.SIFT:
        found = sift_of(seat)
        before, after = found.beside(assignment.application.reference)
        context |= {"sift": found, "before": before, "after": after}
    return render(request, "leadership_dev/scoring/sheet.html", context)


def submitted(request, seat, sheet):
    try:
        actions.submit_scores(sheet=sheet, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(request.path)
    reference = sheet.assignment.application.reference
    messages.success(request, f"Scores of {reference} submitted")
    if sheet.stage == Stage.INTERVIEW:
        return redirect("interviews:schedule", seat.role.slug)
    following = sift_of(seat).next
    if following:
        return redirect("scoring:sheet", seat.role.slug, following.reference)
    return redirect(seat)


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def by_criterion(request, seat, pk):
    """The same criterion through all applications, in an order of its own."""
    criterion = get_object_or_404(seat.role.criteria.with_anchors(), pk=pk)
    reference, left = next_for_criterion(seat, criterion)
    if request.method == "POST":
        reference = request.POST.get("reference", "")
    if reference is None:
        messages.success(request, f"You have scored “{criterion.name}” everywhere")
        return redirect(seat)
    assignment = assignment_of(seat, reference)
    _, form = form_for(request, assignment, Stage.SIFT, [criterion])
    if form.is_valid():
        actions.save_scores(
            assignment=assignment, stage=Stage.SIFT, entered=form.entered(), by=request.user
        )
        return redirect(request.path)
    context = {
        "seat": seat,
        "role": seat.role,
        "criterion": criterion,
        "reference": reference,
        "left": left,
        "form": form,
        "may_score": seat.role.state == actions.SCORED_IN[Stage.SIFT],
    }
    return render(request, "leadership_dev/scoring/by_criterion.html", context)


@seated
@require_safe
def pack(request, seat):
    """Everything that this member still scores, for reading without a connection."""
    response = HttpResponse(sift_pack(seat), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="sift-{seat.role.slug}.pdf"'
    return response
