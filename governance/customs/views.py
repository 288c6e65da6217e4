from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ccpl_portal.audit.actions import record
from governance.meetings.rules import runs
from networks.groups.models import Group

from . import actions
from .deadlines import customs_of
from .forms import CustomsForm, StandingFormSet
from .models import StandingItem

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


def group_run_by(user, slug):
    visible = Group.objects.visible_to(user).select_related("kind", "customs")
    group = get_object_or_404(visible, slug=slug)
    if not runs(user, group):
        raise PermissionDenied
    return group


@login_required
@READ_OR_WRITE
def edit(request, slug):
    """The rhythm, the deadlines and the other customs of a group."""
    group = group_run_by(request.user, slug)
    sent = request.POST if request.method == "POST" else None
    form = CustomsForm(sent, instance=customs_of(group))
    if form.is_valid():
        record("changed customs", form.save(), by=request.user, group=group.pk)
        messages.success(request, "The customs of the group are saved")
        return redirect("customs:edit", group.slug)
    context = {
        "group": group,
        "form": form,
        "standing": StandingItem.objects.of(group),
        "has_own": StandingItem.objects.filter(group=group).exists(),
    }
    return render(request, "governance/customs/edit.html", context)


@login_required
@READ_OR_WRITE
def standing(request, slug):
    """The lines that stand on each agenda of the group."""
    group = group_run_by(request.user, slug)
    own = StandingItem.objects.filter(group=group)
    pressed = request.method == "POST"
    if pressed and "own" in request.POST:
        actions.make_own(group=group, by=request.user)
        return redirect("customs:standing", group.slug)
    if pressed and "house" in request.POST:
        actions.go_back(group=group, by=request.user)
        messages.success(request, "The house order stands on the group’s agendas again")
        return redirect("customs:edit", group.slug)
    formset = StandingFormSet(request.POST if pressed else None, queryset=own)
    if pressed and formset.is_valid():
        actions.save_standing(group=group, formset=formset, by=request.user)
        messages.success(request, "The standing items are saved")
        return redirect("customs:standing", group.slug)
    context = {
        "group": group,
        "formset": formset,
        "has_own": own.exists(),
        "house": StandingItem.objects.filter(group=None),
    }
    return render(request, "governance/customs/standing.html", context)
