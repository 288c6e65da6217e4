from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from networks.groups.models import Group

from . import actions
from .forms import MergeForm


def merge(request, pk):
    """A page of the desk: choose the group that remains, look at what moves, confirm."""
    if not request.user.has_perm("networks.delete_group"):
        raise PermissionDenied
    group = get_object_or_404(Group, pk=pk)
    form = MergeForm(request.POST if request.method == "POST" else None, group=group)
    if form.is_valid() and "confirm" in request.POST:
        into = actions.merge(group=group, into=form.cleaned_data["into"], by=request.user)
        messages.success(request, f"{group.name} is now part of {into.name}")
        return redirect(reverse("admin:networks_group_change", args=[into.pk]))
    context = {
        **admin.site.each_context(request),
        "title": f"Merge {group.name} into another group",
        "group": group,
        "form": form,
        "into": form.cleaned_data["into"] if form.is_valid() else None,
        "moves": actions.what_would_move(group),
    }
    return render(request, "admin/networks/group/merge.html", context)
