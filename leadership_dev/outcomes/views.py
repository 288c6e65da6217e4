"""The panel's side: feedback and its preview, the decision and its signatures."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from leadership_dev.letters.words import facts_of, letter
from leadership_dev.machine.registry import Refused
from leadership_dev.panel.deeds import chosen, pressed
from leadership_dev.panel.models import Assignment
from leadership_dev.panel.seats import role_for, seat_of, selects
from leadership_dev.scoring.models import Stage

from . import actions, feedback
from .candidates import candidates
from .forms import DecisionForm, PointForm
from .models import Decision, Offer
from .telling import LETTER_FOR

ROOM = "leadership_dev/outcomes"
OPEN_FROM = ["shortlisted", "interviewing", "decided", "completed", "archived"]


def stage_of(role):
    return Stage.SIFT if role.state == "shortlisted" else Stage.INTERVIEW


def opened(request, slug):
    """The role, for its panel and those who oversee it, from the shortlist on."""
    role = role_for(request.user, slug)
    if role.state not in OPEN_FROM:
        raise Http404
    return role


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, slug):
    role = opened(request, slug)
    if deed := pressed(request, {"sign": sign, "decide": decide_again}):
        return deed(request, role)
    stage, seat = stage_of(role), seat_of(request.user, role)
    decision = Decision.objects.filter(role=role).first()
    context = {
        "role": role,
        "seat": seat,
        "candidates": candidates(role, seat) if role.state == "interviewing" else [],
        "stage": stage,
        "again": role.applications.filter(state="interviewed") if role.state == "decided" else [],
        "offers": Offer.objects.filter(
            application__role=role, application__state="offered"
        ).select_related("application"),
        "to_write": [one.reference for one in feedback.still_to_write(role, stage)],
        "unsuccessful": role.applications.filter(state=feedback.UNSUCCESSFUL[stage]).order_by(
            "reference"
        ),
        "decision": decision,
        "proposed": decision.outcomes.select_related("application__identity") if decision else [],
        "signatures": decision.signatures.select_related("by") if decision else [],
        "may_sign": may_sign(request.user, role),
        "may_release": selects(request.user, role),
    }
    return render(request, f"{ROOM}/page.html", context)


def may_sign(user, role):
    """A member of the panel; or a manager, who may be the second to sign."""
    return role.state == "interviewing" and (
        seat_of(user, role) is not None or user.has_role("manager")
    )


def writable(request, slug, reference):
    """The application, for those who write its feedback; a tied member is not one of them."""
    role = opened(request, slug)
    application = get_object_or_404(
        role.applications.sent().select_related("role"), reference=reference
    )
    seat = seat_of(request.user, role)
    if seat is None:
        if not selects(request.user, role):
            raise PermissionDenied
    elif Assignment.objects.filter(
        member=seat, application=application, state__in=Assignment.CLOSED
    ).exists():
        raise PermissionDenied("You take no part in this application")
    return application


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug, reference):
    """The feedback of one application, point by point, beside the letter as it will read."""
    application = writable(request, slug, reference)
    stage = stage_of(application.role)
    if deed := pressed(request, {"remove": remove_point}):
        return deed(request, application)
    form = PointForm(
        request.POST if request.method == "POST" else None,
        role=application.role,
        initial=request.GET,
    )
    if form.is_valid():
        feedback.write_point(
            application=application, stage=stage, by=request.user, **form.cleaned_data
        )
        messages.success(request, "Saved. The letter below shows it")
        return redirect("outcomes:write", slug, reference)
    points = application.feedback.filter(stage=stage).select_related("criterion")
    context = {
        "role": application.role,
        "reference": reference,
        "form": form,
        "points": points,
        "is_complete": feedback.is_complete(points),
        "preview": preview(application, stage),
    }
    return render(request, f"{ROOM}/write.html", context)


def preview(application, stage):
    """(subject, text) as the applicant will get it, without the name."""
    kind = LETTER_FOR[feedback.UNSUCCESSFUL[stage]]
    facts = facts_of(application, feedback=feedback.in_words(application, stage))
    return letter(kind, facts | {"name": "[name]"})


def remove_point(request, application):
    point = chosen(application.feedback.select_related("application__role"), request)
    feedback.remove_point(point=point, by=request.user)
    messages.success(request, "Removed")
    return redirect(request.path)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request, slug):
    role = opened(request, slug)
    seat = seat_of(request.user, role)
    if request.method == "POST" and not (seat and seat.is_chair):
        raise PermissionDenied("The chair writes the decision")
    interviewed = role.applications.filter(state="interviewed").select_related("identity")
    interviewed = list(interviewed.order_by("reference"))
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        applications=interviewed,
        initial=kept(role),
    )
    if form.is_valid():
        actions.write_decision(
            role=role,
            rationale=form.cleaned_data["rationale"],
            outcomes=form.outcomes(),
            by=request.user,
        )
        messages.success(request, "The decision is written. It counts once it is signed")
        return redirect("outcomes:page", slug)
    context = {
        "role": role,
        "form": form,
        "interviewed": interviewed,
        "candidates": candidates(role, seat),
        "is_chair": bool(seat and seat.is_chair),
    }
    return render(request, f"{ROOM}/decision.html", context)


def kept(role):
    written = Decision.objects.filter(role=role).first()
    if written is None:
        return {}
    chosen = {f"outcome_{one.application_id}": one.outcome for one in written.outcomes.all()}
    return {"rationale": written.rationale, **chosen}


def sign(request, role):
    if not (seat_of(request.user, role) or request.user.has_role("manager")):
        raise PermissionDenied("Members of the panel sign, and a manager may be the second")
    try:
        actions.sign(role=role, by=request.user)
        messages.success(request, "Signed")
    except Refused as refused:
        for words in refused.reasons:
            messages.error(request, words)
    return redirect(request.path)


def decide_again(request, role):
    seat = seat_of(request.user, role)
    if seat is None or not seat.is_chair:
        raise PermissionDenied("The chair decides")
    brought_back = role.applications.select_related("role")
    actions.decide_again(
        application=chosen(brought_back, request, by="reference"),
        outcome=request.POST.get("outcome", ""),
        by=request.user,
    )
    messages.success(request, "Kept until the outcomes are released")
    return redirect(request.path)
