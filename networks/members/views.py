from contextlib import suppress
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.people.rules import may_read
from ccpl_portal.ui import dates
from networks.by_rule.shown import rules_of
from networks.groups.models import Group
from networks.members.models import Membership
from networks.rules import may_keep_members, may_list_members

from . import actions
from .forms import AddMemberForm, ChangeMemberForm, EndForm


@require_safe
def listing(request, slug):
    """Who belonged to the group on a day, today if the address names none."""
    group = get_object_or_404(Group.objects.visible_to(request.user).for_page(), slug=slug)
    day, is_wrong = day_asked_for(request)
    of_group = Membership.objects.visible_to(request.user).filter(group=group)
    members = list(of_group.on(day).for_listing())
    for member in members:
        member.is_linked = may_read(request.user, member.person)
    context = {
        "group": group,
        "members": members,
        "day": day,
        "is_wrong": is_wrong,
        "is_today": day == timezone.localdate(),
        "keeps": may_keep_members(request.user, group),
        "rules": rules_of(group) if may_list_members(request.user, group) else [],
    }
    return render(request, "networks/members/list.html", context)


def day_asked_for(request):
    asked = request.GET.get("on", "").strip()
    if not asked:
        return timezone.localdate(), False
    with suppress(ValueError):
        return date.fromisoformat(asked), False
    return timezone.localdate(), True


def kept_by(user, slug):
    """The group, when this person keeps its members."""
    visible = Group.objects.visible_to(user).select_related("kind")
    group = get_object_or_404(visible, slug=slug)
    if not may_list_members(user, group):
        raise Http404
    if not may_keep_members(user, group):
        raise PermissionDenied
    return group


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request, slug):
    group = kept_by(request.user, slug)
    data = request.POST if request.method == "POST" else None
    form = AddMemberForm(
        data, group=group, user=request.user, initial={"from_on": timezone.localdate()}
    )
    if form.is_valid():
        actions.add_member(membership=form.instance, by=request.user)
        name, role = form.instance.person.name, form.instance.get_role_display().lower()
        messages.success(request, f"{name} is now {role} of {group.name}")
        return redirect("members:list", group.slug)
    return render(request, "networks/members/add.html", {"group": group, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, slug, pk):
    group = kept_by(request.user, slug)
    membership = held(group, pk)
    data = request.POST if request.method == "POST" else None
    form = ChangeMemberForm(data, instance=held(group, pk))
    if form.is_valid():
        actions.change_member(
            membership=membership,
            values=form.cleaned_data,
            from_on=form.cleaned_data["from_on"],
            by=request.user,
        )
        messages.success(request, f"What {membership.person.name} does for the group is changed")
        return redirect("members:list", group.slug)
    context = {"group": group, "membership": membership, "form": form}
    return render(request, "networks/members/change.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, slug, pk):
    group = kept_by(request.user, slug)
    membership = held(group, pk)
    form = EndForm(request.POST if request.method == "POST" else None, membership=membership)
    if form.is_valid():
        last_day = form.cleaned_data["last_day"]
        actions.end_membership(membership=membership, last_day=last_day, by=request.user)
        messages.success(
            request, f"{membership.person.name} is a member until {dates.day(last_day)}"
        )
        return redirect("members:list", group.slug)
    context = {"group": group, "membership": membership, "form": form}
    return render(request, "networks/members/end.html", context)


def held(group, pk):
    """A membership that is not over."""
    members = Membership.objects.filter(group=group).select_related("person", "group")
    return get_object_or_404(members.exclude(until_on__lte=timezone.localdate()), pk=pk)
