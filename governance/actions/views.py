from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.web.csv import csv_address, csv_response
from ccpl_portal.web.paging import page_of
from governance.attendance.names import members_today

from . import actions
from .filters import ActionFilter
from .forms import ActionForm, ReportForm
from .models import Action
from .rules import may_rearrange, may_report

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])
COLUMNS = ["Reference", "Action", "Owner", "Due", "State", "Group", "Address on this site"]


@require_safe
def listing(request):
    found = ActionFilter(
        request.GET, queryset=Action.objects.visible_to(request.user).for_listing(), request=request
    )
    if request.GET.get("format") == "csv":
        return csv_response("actions.csv", COLUMNS, (cells(request, one) for one in found.qs))
    context = {"found": found, "page": page_of(request, found.qs), "csv": csv_address(request)}
    return render(request, "governance/actions/list.html", context)


def cells(request, action):
    return [
        action.reference,
        action.text,
        action.owner_words,
        action.due_on,
        action.get_state_display(),
        action.group.name,
        request.build_absolute_uri(action.get_absolute_url()),
    ]


@READ_OR_WRITE
def detail(request, reference):
    """The action, its history and, for its owner, how far it has come."""
    visible = Action.objects.visible_to(request.user).for_listing().select_related("group__kind")
    action = get_object_or_404(visible, reference=reference)
    may = request.user.is_authenticated and may_report(request.user, action)
    if request.method == "POST" and not may:
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    form = ReportForm(sent, initial={"state": action.state}) if may else None
    if form is not None and form.is_valid():
        actions.report(action=action, by=request.user, **form.cleaned_data)
        messages.success(request, f"{action.reference}: saved")
        return redirect(action)
    context = {
        "action": action,
        "form": form,
        # Comments are words between the owner and the secretary.
        "changes": action.changes.select_related("by") if may else [],
        "may_rearrange": request.user.is_authenticated and may_rearrange(request.user, action),
    }
    return render(request, "governance/actions/detail.html", context)


@login_required
@READ_OR_WRITE
def edit(request, reference):
    """Another owner, date or wording: the secretary's."""
    visible = Action.objects.visible_to(request.user).for_listing().select_related("group__kind")
    action = get_object_or_404(visible, reference=reference)
    if not may_rearrange(request.user, action):
        raise PermissionDenied
    initial = {"text": action.text, "owner": action.owner_words, "due_on": action.due_on}
    sent = request.POST if request.method == "POST" else None
    form = ActionForm(sent, initial=initial, people=members_today(action.group))
    if form.is_valid():
        actions.rearrange(action=action, by=request.user, **form.facts())
        messages.success(request, f"{action.reference}: saved")
        return redirect(action)
    return render(request, "governance/actions/edit.html", {"action": action, "form": form})
