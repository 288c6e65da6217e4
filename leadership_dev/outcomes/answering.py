"""The applicant's side of an offer, and the coordinator's and the chair's deeds behind it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ccpl_portal.web.errors import Conflict
from leadership_dev.applications.models import Application
from leadership_dev.machine.registry import Refused
from leadership_dev.panel.deeds import chosen
from leadership_dev.panel.seats import arranges, role_for, seat_of, selects
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


def promote(request, role):
    if not selects(request.user, role):
        raise PermissionDenied
    reserves = role.applications.select_related("role", "user")
    application = chosen(reserves, request, by="reference")
    offers.promote(application=application, by=request.user)
    messages.success(request, f"{application} is taken from the reserve list and has been told")
    return redirect(request.path)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request, slug, reference):
    role, application = of_role(request, slug, reference)
    seat = seat_of(request.user, role)
    if not (arranges(request.user, role) or (seat and seat.is_chair)):
        raise PermissionDenied("The chair or the coordinator gives more time") if (
            seat is None) else Http404  # fmt: skip
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


def confirm(request, role):
    """The second key, a manager's."""
    return turn(request, role, actions.confirm_two_keys, "Confirmed")


def refuse(request, role):
    return turn(request, role, actions.refuse_two_keys, "Refused")


def turn(request, role, action, said):
    if not request.user.has_role("manager") or not selects(request.user, role):
        raise PermissionDenied("A manager confirms")
    waiting = TwoKeys.objects.select_related("role", "application__role").filter(role=role)
    try:
        action(keys=chosen(waiting, request), by=request.user)
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(request.path)
