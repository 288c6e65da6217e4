"""The pages of those who write a role, approve it and steer it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ccpl_portal.web.errors import Conflict
from leadership_dev.machine.registry import Refused, what_is_missing
from leadership_dev.machine.tables import ROLE
from leadership_dev.rules import coordinates, may_draft_roles

from . import actions
from .forms import AboutForm, ContactForm, CriterionForm, DatesForm, ScreenForm, TermsForm
from .models import Criterion, LeadershipRole
from .steps import PRESSES, do, press_of

SECTIONS = {
    "about": ("What the role is", AboutForm),
    "terms": ("Time, term and pay", TermsForm),
    "dates": ("Dates", DatesForm),
    "contact": ("Contact, informal talk and employer", ContactForm),
    "screen": ("Eligibility and length of answers", ScreenForm),
}
# What may still be put right when everybody can read it.
WHILE_PUBLIC = {"contact"}


def steered(request, slug):
    """The role, for somebody who may steer it; 404 for those who may not even read it."""
    role = get_object_or_404(LeadershipRole.objects.visible_to(request.user).for_page(), slug=slug)
    if not coordinates(request.user, role):
        raise PermissionDenied
    return role


def may_change(role, section):
    return role.state == "draft" or (section in WHILE_PUBLIC and role.state in {"approved", "open"})


def demand_change(role, section):
    if not may_change(role, section):
        raise Conflict("This cannot be changed now: the role is not a draft any more")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    if not may_draft_roles(request.user):
        raise PermissionDenied
    form = AboutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        role = actions.draft_role(role=form.save(commit=False), by=request.user)
        messages.success(request, "Draft kept. Fill in the other parts next")
        return redirect("roles:prepare", role.slug)
    context = {"form": form, "heading": "Draft a role", "role": None}
    return render(request, "leadership_dev/roles/section.html", context)


@login_required
@require_http_methods(["GET", "HEAD"])
def prepare(request, slug):
    role = steered(request, slug)
    sections = [(name, heading, may_change(role, name)) for name, (heading, _) in SECTIONS.items()]
    context = {
        "role": role,
        "sections": sections,
        "criteria": role.criteria.with_anchors(),
        "members": role.panel_members.select_related("person", "profession"),
        "steps": steps_of(role),
        "missing": what_is_missing(role, "open", by=None) if not role.is_public else [],
        "questions": role.questions.filter(answered_at=None),
    }
    return render(request, "leadership_dev/roles/prepare.html", context)


def steps_of(role):
    """(name, press) of what can be pressed here now; other rooms have pages for the rest."""
    possible = [step.name for step in ROLE.from_state(role.state) if step.name in PRESSES]
    return [(name, PRESSES[name]) for name in possible if name != "close"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request, slug, name):
    role = steered(request, slug)
    demand_change(role, name)
    heading, form_class = SECTIONS[name]
    form = form_class(request.POST if request.method == "POST" else None, instance=role)
    if form.is_valid():
        form.save()
        messages.success(request, f"Saved: {heading.lower()}")
        return redirect("roles:prepare", role.slug)
    context = {"form": form, "heading": heading, "role": role}
    return render(request, "leadership_dev/roles/section.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request, slug, pk=None):
    role = steered(request, slug)
    demand_change(role, "criteria")
    if pk:
        instance = get_object_or_404(role.criteria, pk=pk)
    else:
        instance = Criterion(role=role, position=role.criteria.count())
    form = CriterionForm(request.POST if request.method == "POST" else None, instance=instance)
    if form.is_valid():
        form.save()
        messages.success(request, f"Saved: {instance.name}")
        return redirect("roles:prepare", role.slug)
    context = {"form": form, "role": role, "criterion": instance}
    return render(request, "leadership_dev/roles/criterion.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_criterion(request, slug, pk):
    role = steered(request, slug)
    demand_change(role, "criteria")
    found = get_object_or_404(role.criteria, pk=pk)
    if request.method == "POST":
        found.delete()
        messages.success(request, "Criterion removed")
        return redirect("roles:prepare", role.slug)
    context = {
        "role": role,
        "heading": f"Remove {found.name}",
        "text": "The criterion goes with the words of its five scores.",
        "button": "Remove criterion",
    }
    return render(request, "leadership_dev/roles/confirm.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, slug, name):
    role = steered(request, slug)
    found = ROLE.step(name, role.state)
    if found is None:
        raise Conflict(f"This cannot be done now: the role is {role.get_state_display().lower()}")
    press = press_of(found)
    form = press.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            do(press, name, role, form, request.user)
        except Refused as refused:
            for words in refused.reasons:
                form.add_error(None, words)
        else:
            messages.success(request, f"{found.words}: {role.title}")
            return redirect("roles:prepare", role.slug)
    context = {"form": form, "press": press, "role": role}
    return render(request, "leadership_dev/roles/step.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request, slug):
    role = steered(request, slug)
    if request.method == "POST":
        made = actions.copy_role(role=role, by=request.user)
        messages.success(request, "A new draft was made from it. Enter its dates")
        return redirect("roles:prepare", made.slug)
    context = {
        "role": role,
        "heading": "Copy into a new draft",
        "text": "Words, terms, criteria and eligibility questions are copied; dates and panel are"
        " not. This role stays as it is.",
        "button": "Make a new draft",
    }
    return render(request, "leadership_dev/roles/confirm.html", context)
