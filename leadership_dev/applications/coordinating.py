"""What the coordinator sees of applications: counts until the role closes, then each in full."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.audit.actions import record
from ccpl_portal.web.paging import page_of
from leadership_dev.machine.registry import Refused
from leadership_dev.roles.drafting import steered
from leadership_dev.roles.models import LeadershipRole
from leadership_dev.rules import coordinates, handles_applications, is_kept_blind, reads_needs

from . import actions
from .forms import AboutForm, ArrangementForm, EligibilityForm, PeopleForm, RedactForm
from .models import Application
from .views import ROOM, rows_of


@login_required
@require_safe
def of_role(request, slug):
    role = steered(request, slug)
    sent = role.applications.sent().order_by("reference")
    context = {
        "role": role,
        "page": page_of(request, sent, per_page=50),
        "drafts": role.applications.drafts().count(),
        "to_check": sent.filter(state=Application.State.SUBMITTED).count(),
        "closed": role.state != LeadershipRole.State.OPEN,
    }
    return render(request, f"{ROOM}/of_role.html", context)


def readable(request, public_id):
    """A sent application after closing. One's own is read on one's own pages only."""
    found = Application.objects.sent().exclude(user=request.user)
    found = found.select_related("role", "identity", "adjustment")
    application = get_object_or_404(found, public_id=public_id)
    role = application.role
    if not coordinates(request.user, role) or role.state == "open":
        raise Http404
    if is_kept_blind(request.user, role):
        raise PermissionDenied("You sit on the panel, so the names are not shown to you yet")
    return application


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def coordinate(request, public_id):
    application = readable(request, public_id)
    role, data = application.role, request.POST if request.method == "POST" else None
    deed = request.POST.get("deed")
    if data is not None and not handles_applications(request.user, role):
        raise PermissionDenied
    answers = list(application.answers.select_related("criterion"))
    eligibility = EligibilityForm(data if deed == "check" else None, role=role)
    redact = RedactForm(data if deed == "redact" else None, answers=answers)
    arrange = None
    if reads_needs(request.user, role):
        arrange = ArrangementForm(
            data if deed == "arrange" else None, instance=application.adjustment
        )
    deeds = {"check": eligibility, "redact": redact, "arrange": arrange}
    form = deeds.get(deed)
    if form is not None and form.is_valid() and done(deed, form, application, request):
        return redirect(request.path)
    if data is None:
        record("read application", application, by=request.user)
    context = {
        "application": application,
        "role": role,
        "who": [
            *rows_of(AboutForm, application.identity),
            *rows_of(PeopleForm, application.identity),
        ],
        "answers": answers,
        "eligibility": eligibility if application.state == "submitted" else None,
        "redact": redact,
        "arrange": arrange,
        "form": form,
        "may_change": handles_applications(request.user, role),
    }
    return render(request, f"{ROOM}/coordinate.html", context)


def done(deed, form, application, request):
    """Do what was pressed; False with the reasons on the form when it was refused."""
    try:
        DEEDS[deed](form, application, request.user)
    except Refused as refused:
        for words in refused.reasons:
            form.add_error(None, words)
        return False
    messages.success(request, SAID[deed])
    return True


def checked(form, application, by):
    words = form.cleaned_data
    actions.check(
        application=application,
        eligible=words["outcome"] == "eligible",
        criterion=words["criterion"],
        reason=words["reason"],
        by=by,
    )


@transaction.atomic
def redacted(form, application, by):
    for answer in form.answers:
        text = form.cleaned_data[f"answer_{answer.pk}"]
        if text != answer.redacted:
            answer.redacted, answer.redacted_by = text, by
            answer.save(update_fields=["redacted", "redacted_by"])
    record("redacted application", application, by=by)


@transaction.atomic
def arranged(form, application, by):
    form.save()
    record("agreed adjustments", application, by=by)


DEEDS = {"check": checked, "redact": redacted, "arrange": arranged}
SAID = {
    "check": "Eligibility is recorded",
    "redact": "The panel’s copy is saved",
    "arrange": "The arrangement is saved",
}
