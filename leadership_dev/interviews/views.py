from datetime import datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from leadership_dev.applications.models import Application
from leadership_dev.panel.deeds import chosen, pressed
from leadership_dev.panel.seats import arranges, role_for, seat_of, seated
from leadership_dev.panel.views import assignment_of
from leadership_dev.scoring.models import ScoreSheet, Stage
from leadership_dev.scoring.views import score_page

from . import actions
from .forms import PlanForm, SlotForm, SlotsForm
from .ics import calendar_of
from .models import InterviewSlot
from .schedule import schedule_of

MAY_BOOK = ["shortlisted", "interview_booked"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request, slug):
    """Who comes when. The panel learns the names once the shortlist has been released."""
    role = role_for(request.user, slug)
    seat = seat_of(request.user, role)
    if seat is not None and not seat.has_declared:
        return redirect("panel:declaration", slug)
    if deed := pressed(request, {"remove": remove, "seen": seen}):
        return deed(request, slug)
    context = {
        "role": role,
        "seat": seat,
        "rows": schedule_of(role, seat),
        "free": role.slots.free(),
        "plan": actions.plan_of(role),
        "may_change": arranges(request.user, role),
    }
    return render(request, "leadership_dev/interviews/schedule.html", context)


def for_coordinator(request, slug):
    role = role_for(request.user, slug)
    if not arranges(request.user, role):
        raise PermissionDenied("The recruitment coordinator arranges this")
    return role


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer_times(request, slug):
    role = for_coordinator(request, slug)
    form = SlotsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.add_slots(role=role, by=request.user, **form.cleaned_data)
        messages.success(request, "The times are offered")
        return redirect("interviews:schedule", slug)
    context = {"role": role, "form": form}
    return render(request, "leadership_dev/interviews/offer_times.html", context)


def remove(request, slug):
    role = for_coordinator(request, slug)
    actions.remove_slot(slot=chosen(role.slots, request), by=request.user)
    messages.success(request, "The time is taken off the list")
    return redirect("interviews:schedule", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request, slug):
    role = for_coordinator(request, slug)
    kept = actions.plan_of(role)
    shown = timezone.localdate(kept.questions_at) if kept.questions_at else None
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        instance=kept,
        initial={"questions_on": shown},
    )
    if form.is_valid():
        day = form.cleaned_data["questions_on"]
        midnight = timezone.make_aware(datetime.combine(day, time())) if day else None
        form.instance.questions_at = midnight
        form.save()
        messages.success(request, "Saved")
        return redirect("interviews:schedule", slug)
    context = {"role": role, "form": form}
    return render(request, "leadership_dev/interviews/plan.html", context)


def seen(request, slug):
    role = for_coordinator(request, slug)
    application = chosen(role.applications, request, by="reference")
    actions.mark_seen(application=application, by=request.user)
    messages.success(request, f"{application} has been seen. The panel can score it now")
    return redirect("interviews:schedule", slug)


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request, seat, reference):
    """The second scoring, after the interview."""
    assignment = assignment_of(seat, reference)
    taken = ScoreSheet.objects.filter(assignment=assignment, stage=Stage.INTERVIEW).exists()
    if not taken and assignment.application.state != "interviewed":
        raise Http404
    return score_page(request, seat, assignment, Stage.INTERVIEW)


def own(request, public_id):
    """One's own application, once its owner was told of the interview."""
    mine = Application.objects.of(request.user).select_related("role")
    return get_object_or_404(mine, public_id=public_id, told_state__in=MAY_BOOK)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def book(request, public_id):
    application = own(request, public_id)
    role = application.role
    data = request.POST if request.method == "POST" else None
    # A time that was free when the page was drawn is refused by the action, in words.
    slots = role.slots.all() if data else InterviewSlot.objects.bookable(role)
    form = SlotForm(data, slots=slots)
    if form.is_valid():
        slot = form.cleaned_data["slot"]
        actions.book(application=application, slot=slot, by=request.user)
        messages.success(request, f"Booked: {slot.when}")
        return redirect(application)
    context = {
        "application": application,
        "role": role,
        "form": form,
        "slot": InterviewSlot.objects.filter(application=application).first(),
        "plan": actions.plan_of(role),
        "has_times": InterviewSlot.objects.bookable(role).exists(),
    }
    return render(request, "leadership_dev/interviews/book.html", context)


@login_required
@require_safe
def calendar(request, public_id):
    application = own(request, public_id)
    slot = get_object_or_404(InterviewSlot.objects.select_related("role"), application=application)
    response = HttpResponse(calendar_of(slot), content_type="text/calendar; charset=utf-8")
    name = f"{application.reference}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
