from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from networks.groups.models import Group
from networks.quorum.forms import QuorumConditionForm
from networks.quorum.models import QuorumCondition
from networks.rules import may_edit

from . import actions
from .forms import form_for, parts_of


def edited_by(user, slug):
    """The group, when this person edits its page."""
    group = get_object_or_404(Group.objects.visible_to(user).for_page(), slug=slug)
    if not may_edit(user, group):
        raise PermissionDenied
    return group


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def part(request, slug, part):
    group = edited_by(request.user, slug)
    if part not in parts_of(group):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = form_for(part, group, data=data, user=request.user)
    if form.is_valid():
        actions.change_part(form=form, part=part, by=request.user)
        messages.success(request, f"Saved: {form.heading} of {group.name}")
        return redirect(group)
    context = {"group": group, "form": form, "part": part}
    if part == "quorum":
        context["conditions"] = list(group.quorum_conditions.for_listing())
    return render(request, "networks/editing/part.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def condition(request, slug):
    group = edited_by(request.user, slug)
    data = request.POST if request.method == "POST" else None
    form = QuorumConditionForm(data, instance=QuorumCondition(group=group))
    if form.is_valid():
        actions.add_condition(form=form, by=request.user)
        messages.success(request, "The condition is added")
        return redirect("editing:part", group.slug, "quorum")
    return render(request, "networks/editing/condition.html", {"group": group, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_condition(request, slug, pk):
    group = edited_by(request.user, slug)
    found = get_object_or_404(QuorumCondition, group=group, pk=pk)
    if request.method == "POST":
        actions.remove_condition(condition=found, by=request.user)
        messages.success(request, "The condition is removed")
        return redirect("editing:part", group.slug, "quorum")
    return render(request, "networks/editing/remove.html", {"group": group, "condition": found})
