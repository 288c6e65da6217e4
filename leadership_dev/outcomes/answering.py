"""The applicant's side of an offer, and the coordinator's and the chair's deeds behind it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ccpl_portal.web.errors import Conflict
from leadership_dev.applications.models import Application
from leadership_dev.machine.registry import Refused
from leadership_dev.panel.seats import role_for, seat_of, selects
from leadership_dev.scoring.forms import ReasonForm

from . import actions, offers
from .forms import DeclineForm, ExtendForm
from .models import TwoKeys

ROOM = "leadership_dev/outcomes"
TOLD_OF_OFFER = ["offered", "appointed", "offer_declined", "offer_lapsed"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request, public_id):
    mine = Application.objects.of(request.user).select_related("role__post", "offer", "user")
    application = get_object_or_404(mine, public_id=public_id, told_state__in=TOLD_OF_OFFER)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if request.POST.get("answer") == "accept":
            offers.accept(application=application, by=request.user)
            messages.success(request, f"You are appointed: {application.role.title}")
        elif request.POST.get("answer") == "decline":
            reason = form.cleaned_data["reason"]
            offers.decline(application=application, reason=reason, by=request.user)
            messages.success(request, "You have declined the offer. Thank you for telling us")
        else:
            raise Conflict("Choose whether you accept or decline the offer")
        return redirect(application)
    context = {"application": application, "role": application.role, "form": form}
    return render(request, f"{ROOM}/offer.html", context)


def of_role(request, slug, reference):
    role = role_for(request.user, slug)
    return role, get_object_or_404(
        role.applications.select_related("role", "user"), reference=reference
    )


@login_required
@require_POST
def promote(request, slug, reference):
    role, application = of_role(request, slug, reference)
    if not selects(request.user, role):
        raise PermissionDenied
    offers.promote(application=application, by=request.user)
    messages.success(request, f"{reference} is taken from the reserve list and has been told")
    return redirect("coordination:role", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request, slug, reference):
    role, application = of_role(request, slug, reference)
    seat = seat_of(request.user, role)
    if seat is None or not seat.is_chair:
        raise PermissionDenied("The chair gives more time")
    form = ExtendForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        offers.extend(application=application, by=request.user, **form.cleaned_data)
        messages.success(request, "There is more time to answer")
        return redirect("outcomes:page", slug)
    context = {"role": role, "reference": reference, "form": form}
    return render(request, f"{ROOM}/extend.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, slug, reference=None):
    """The chair asks to bring an application back, or to open the decision again."""
    role = role_for(request.user, slug)
    seat = seat_of(request.user, role)
    if seat is None or not seat.is_chair:
        raise PermissionDenied("The chair asks, and a manager confirms")
    application = get_object_or_404(role.applications, reference=reference) if reference else None
    deed = TwoKeys.Deed.REINSTATE if application else TwoKeys.Deed.REOPEN
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.ask_two_keys(
            deed=deed,
            role=role,
            application=application,
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        messages.success(request, "A manager has to confirm it. They see it on their desk")
        return redirect("outcomes:page", slug)
    context = {"role": role, "reference": reference, "form": form}
    return render(request, f"{ROOM}/ask.html", context)


@login_required
@require_POST
def confirm(request, slug, pk):
    role = role_for(request.user, slug)
    if not request.user.has_role("manager") or not selects(request.user, role):
        raise PermissionDenied("A manager confirms")
    keys = get_object_or_404(
        TwoKeys.objects.select_related("role", "application__role"), pk=pk, role=role
    )
    try:
        if request.POST.get("press") == "refuse":
            actions.refuse_two_keys(keys=keys, by=request.user)
            messages.success(request, "Refused")
        else:
            actions.confirm_two_keys(keys=keys, by=request.user)
            messages.success(request, "Confirmed")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("coordination:role", slug)


@login_required
@require_POST
def decide_again(request, slug, reference):
    role, application = of_role(request, slug, reference)
    seat = seat_of(request.user, role)
    if seat is None or not seat.is_chair:
        raise PermissionDenied("The chair decides")
    actions.decide_again(
        application=application, outcome=request.POST.get("outcome", ""), by=request.user
    )
    messages.success(request, "Kept until the outcomes are released")
    return redirect("outcomes:page", slug)
