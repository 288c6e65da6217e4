"""The pages of the person who applies."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.accounts.rules import is_verified
from leadership_dev.machine.registry import Refused, what_is_missing
from leadership_dev.roles.models import LeadershipRole
from leadership_dev.roles.views import own_application
from leadership_dev.rules import coordinates, may_apply

from . import actions
from .data import everything
from .forms import AboutForm, PeopleForm, ReviewForm, ScreenForm, WithdrawForm
from .guards import may_be_reviewed, review_until
from .models import Application
from .parts import parts_of
from .sections import parts_of_form
from .traces import found_in

ROOM = "leadership_dev/applications"


def own_or_404(request, public_id):
    """One's own application; that of anybody else is not there."""
    mine = Application.objects.of(request.user).select_related("role", "identity", "adjustment")
    return get_object_or_404(mine, public_id=public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request, slug):
    role = get_object_or_404(LeadershipRole.objects.visible_to(request.user), slug=slug)
    if own := own_application(request.user, role):
        return redirect(own)
    if refusal := why_not(request.user, role):
        messages.warning(request, refusal)
        return redirect(role)
    actions.demand_open(role)
    return screen(request, role)


def why_not(user, role):
    """Why somebody cannot apply for this role, in words; nothing when they can."""
    if not is_verified(user):
        return (
            "You can apply as soon as your account is verified. The programme team looks at new"
            f" accounts every working day; write to {role.contact_email} if it is urgent"
        )
    if coordinates(user, role):
        return "You steer this recruitment, so you cannot apply for the role"
    if not may_apply(user):
        return "Leadership roles are for professionals and colleagues in health and care"
    return ""


def screen(request, role):
    form = ScreenForm(
        request.POST if request.method == "POST" else None,
        questions=role.eligibility_questions.all(),
        earlier=Application.objects.of(request.user).exclude(role=role).for_listing(),
    )
    context = {"role": role, "form": form}
    if not form.is_valid():
        return render(request, f"{ROOM}/apply.html", context)
    if form.said_no:
        return render(request, f"{ROOM}/not_eligible.html", context | {"said_no": form.said_no})
    reuse = form.cleaned_data.get("reuse")
    return redirect(actions.begin(role=role, by=request.user, reuse=reuse))


@login_required
@require_safe
def listing(request):
    applications = Application.objects.of(request.user).for_listing()
    return render(request, f"{ROOM}/list.html", {"applications": applications})


@login_required
@require_safe
def detail(request, public_id):
    application = own_or_404(request, public_id)
    if application.is_draft:
        return task_list(request, application)
    context = {
        "application": application,
        "role": application.role,
        "parts": parts_of(application),
        "review_until": review_until(application) if may_be_reviewed(application) else None,
    }
    return render(request, f"{ROOM}/status.html", context)


def task_list(request, application):
    parts = list(parts_of_form(application))
    context = {
        "application": application,
        "role": application.role,
        "parts": parts,
        "done": sum(part.is_complete for part in parts),
        "is_complete": all(part.is_complete for part in parts),
    }
    return render(request, f"{ROOM}/tasks.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request, public_id):
    """Read everything once more, and send it."""
    application = own_or_404(request, public_id)
    if request.method == "POST":
        return send(request, application)
    if not application.is_draft:
        return redirect(application)
    return render(request, f"{ROOM}/check.html", contents(application))


def contents(application, problems=()):
    answers = {answer.criterion_id: answer for answer in application.answers.all()}
    written = []
    for criterion in application.role.criteria.all():
        text = answers[criterion.pk].text if criterion.pk in answers else ""
        written.append((criterion, text, found_in(text, application.identity)))
    return {
        "application": application,
        "role": application.role,
        "blocks": blocks_of(application),
        "written": written,
        "missing": what_is_missing(application, "submit") if application.is_draft else [],
        "problems": problems,
    }


def blocks_of(application):
    """(heading, where it is changed, rows of words and what was typed)."""
    identity = application.identity
    guarantee = {True: "Yes", False: "No", None: ""}[application.wants_guarantee]
    return [
        ("About you", "applications:about", rows_of(AboutForm, identity)),
        ("Line manager and referees", "applications:people", rows_of(PeopleForm, identity)),
        (
            "Adjustments and guaranteed interview",
            "applications:needs",
            [("What you need", application.adjustment.needs), ("Guaranteed interview", guarantee)],
        ),
    ]


def rows_of(form, identity):
    return [
        (str(field.label).removesuffix(" (optional)"), getattr(identity, name))
        for name, field in form.base_fields.items()
    ]


def send(request, application):
    try:
        actions.submit(
            application=application, token=read_token(request.POST.get("token")), by=request.user
        )
    except Refused as refused:
        context = contents(application, refused.reasons)
        return render(request, f"{ROOM}/check.html", context)
    return redirect("applications:sent", application.public_id)


def read_token(text):
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


@login_required
@require_safe
def sent(request, public_id):
    application = own_or_404(request, public_id)
    if not application.is_sent:
        return redirect(application)
    context = {"application": application, "role": application.role}
    return render(request, f"{ROOM}/sent.html", context)


@login_required
@require_safe
def read(request, public_id):
    """What was sent, to read and to print."""
    application = own_or_404(request, public_id)
    return render(request, f"{ROOM}/read.html", contents(application))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, public_id):
    application = own_or_404(request, public_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.withdraw(
            application=application, reason=form.cleaned_data["reason"], by=request.user
        )
        messages.success(request, "Your application is withdrawn")
        return redirect(application)
    context = {"application": application, "role": application.role, "form": form}
    return render(request, f"{ROOM}/withdraw.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, public_id):
    application = own_or_404(request, public_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.ask_for_review(
                application=application, reason=form.cleaned_data["reason"], by=request.user
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "You have asked for a review. The coordinator looks again")
            return redirect(application)
    context = {"application": application, "role": application.role, "form": form}
    return render(request, f"{ROOM}/review.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, public_id):
    application = own_or_404(request, public_id)
    role = application.role
    if request.method == "POST":
        actions.delete_draft(application=application, by=request.user)
        messages.success(request, "Your draft is deleted")
        return redirect(role)
    context = {
        "role": role,
        "heading": "Delete your draft",
        "text": "Everything you have written for this role is deleted at once, for good.",
        "button": "Delete draft",
        "back": application.get_absolute_url(),
    }
    return render(request, "leadership_dev/roles/confirm.html", context)


@login_required
@require_safe
def download(request, public_id):
    application = own_or_404(request, public_id)
    response = JsonResponse(everything(application), json_dumps_params={"indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{application.reference}.json"'
    return response
