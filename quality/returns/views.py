from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.ui.dates import month
from ccpl_portal.web.csv import csv_response
from ccpl_portal.web.errors import Conflict
from quality.bodies.models import Body, System
from quality.measures.models import Measure
from quality.rules import holds_quality_role, may_submit
from quality.sign_off.waiting import bodies_signed_off_by, sent_back, waiting_among

from .actions import keep_draft, say_cannot_report, submit, take_back
from .due import late, owed_by
from .forms import SetReturnForm, TakeBackForm
from .models import Return, ReturnsContact
from .months import a_month, history, owed_measures
from .sheet import HEADING, sent_rows


@require_safe
@login_required
def listing(request):
    """What my organisations owe; for quality roles, also what is late across the system."""
    bodies = list(Body.objects.filter(contacts__user=request.user))
    oversees = holds_quality_role(request.user)
    home = System.objects.home()
    if not (oversees or any(may_submit(request.user, body) for body in bodies)):
        raise Http404
    if request.GET.get("format") == "csv":
        return csv_response("returns.csv", HEADING, sent_rows(bodies))
    context = {
        "bodies": bodies,
        "owed": owed_by(bodies),
        "signs": waiting_among(bodies_signed_off_by(request.user)),
        "names_deputies": ReturnsContact.objects.filter(
            user=request.user, is_deputy=False
        ).exists(),
        "late": late(home) if oversees and home else None,
    }
    return render(request, "quality/returns/list.html", context)


def own_body(request, ods):
    """A body whose returns this person sends. Those of others are not found."""
    body = get_object_or_404(
        Body.objects.select_related("system"), code=ods, contacts__user=request.user
    )
    if not may_submit(request.user, body):
        raise Http404
    return body


@require_http_methods(["GET", "POST"])
@login_required
def edit(request, ods, set_slug, year, number):
    body, period = own_body(request, ods), a_month(year, number)
    found, measures = owed_measures(body, set_slug, period)
    data = request.POST if request.method == "POST" else None
    past = history(body, measures, period)
    refused = sent_back(body, found, period, past["newest"].values())
    form = SetReturnForm(data, measures=measures, sent_back=refused, **past)
    if form.is_valid() and form.is_draft:
        keep(body, period, form, by=request.user)
        messages.success(request, "Draft kept. It counts for nothing until you send the return.")
        return redirect(request.path)
    if form.is_valid():
        send(body, period, form, by=request.user)
        messages.success(request, confirmation(form, period))
        return redirect("returns:list")
    context = {"body": body, "set": found, "period": period, "form": form, "sent_back": refused}
    return render(request, "quality/returns/edit.html", context)


@transaction.atomic
def send(body, period, form, *, by):
    said = form.cleaned_data
    for measure, numerator, denominator, cannot in form.changes:
        cell = {"body": body, "measure": measure, "period": period, "by": by}
        if cannot:
            say_cannot_report(**cell, reason=cannot)
        else:
            submit(
                **cell,
                numerator=numerator,
                denominator=denominator,
                quality=said.get("quality", Return.Quality.PROVISIONAL),
                note=said["note"],
                reason=said.get("reason", ""),
            )


@transaction.atomic
def keep(body, period, form, *, by):
    for measure, numerator, denominator, cannot in form.changes:
        keep_draft(
            body=body,
            measure=measure,
            period=period,
            numerator=numerator,
            denominator=denominator,
            cannot=cannot,
            by=by,
            note=form.cleaned_data["note"],
        )


def confirmation(form, period):
    count = len(form.changes)
    figures = "1 figure" if count == 1 else f"{count} figures"
    return (
        f"{figures} for {month(period)} sent. The system's figures follow within seconds. "
        "To correct one, open the month again: what you sent stays on record."
    )


@require_http_methods(["GET", "POST"])
@login_required
def versions(request, ods, code, year, number):
    """Every version of one figure: who said what, when and why. Its senders may take it back."""
    body = get_object_or_404(
        Body.objects.select_related("system"), code=ods, system__place__isnull=False
    )
    sends = may_submit(request.user, body)
    if not (sends or holds_quality_role(request.user)):
        raise Http404
    measure = get_object_or_404(Measure, system=body.system, code=code)
    cell = {"body": body, "measure": measure, "period": a_month(year, number)}
    found = Return.objects.versions_of(**cell).select_related(
        "body", "submitted_by", "measure__set"
    )
    # A draft is nobody's but theirs who send the returns.
    entries = list(found if sends else found.exclude(state=Return.State.DRAFT))
    if not entries:
        raise Http404
    if request.method == "POST" and not sends:
        raise PermissionDenied
    counting = next((one for one in entries if one.state != Return.State.DRAFT), None)
    may_take_back = sends and counting and counting.state == Return.State.SUBMITTED
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return taken_back(request, entries, form)
    context = {**cell, "versions": entries, "form": form, "counting": may_take_back and counting}
    return render(request, "quality/returns/versions.html", context)


def taken_back(request, entries, form):
    read = next((one for one in entries if str(one.pk) == request.POST.get("read")), None)
    if read is None:
        raise Conflict("Say which version is meant. Look at the versions again.")
    take_back(entry=read, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(
        request, "The return is taken back. The month counts as missing until you send another."
    )
    return redirect(request.path)
