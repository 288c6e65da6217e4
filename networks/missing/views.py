from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.accounts.rules import is_manager, is_verified
from ccpl_portal.audit.actions import record
from ccpl_portal.people.models import Person
from ccpl_portal.web.csv import csv_response
from networks.groups.models import Group
from networks.members.models import Membership
from networks.rules import may_edit

from .forms import AboutForm, GapForm
from .models import Gap
from .plans import lines_of
from .table import COLUMNS, cells_of
from .voices import room_of, room_of_all


def group_for(user, slug):
    """The group, for those who may know its members."""
    group = get_object_or_404(Group.objects.visible_to(user).for_page(), slug=slug)
    if not is_verified(user):
        raise Http404
    return group


@login_required
@require_safe
def of_group(request, slug):
    group = group_for(request.user, slug)
    members = list(Membership.objects.current().filter(group=group).for_listing())
    room = room_of(group, members)
    gaps = Gap.objects.filter(group=group).for_listing()
    context = {
        "group": group,
        "members": members,
        "may_plan": may_edit(request.user, group),
    }
    return answer(request, room, gaps, f"who-is-missing-{group.slug}.csv", context)


@login_required
@require_safe
def of_all(request):
    if not is_verified(request.user):
        raise Http404
    room, groups = room_of_all()
    gaps = Gap.objects.filter(group=None).for_listing()
    context = {"groups": groups, "may_plan": is_manager(request.user)}
    return answer(request, room, gaps, "who-is-missing.csv", context)


def answer(request, room, gaps, filename, context):
    lines = lines_of([*room.missing(), *room.silent_bodies()], gaps)
    if request.GET.get("format") == "csv":
        return csv_response(filename, COLUMNS, cells_of(room, lines))
    # Many organisations may be silent, so those without a plan stand with their table.
    shown = [line for line in lines["unplanned"] if not line.missing.organisation]
    silent = [line for line in lines["unplanned"] if line.missing.organisation]
    context |= {"room": room, **lines, "unplanned": shown, "silent": silent}
    return render(request, "networks/missing/page.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request, slug=None):
    """What is done about one gap of a group, or of all groups when none is named."""
    if not is_verified(request.user):
        raise Http404
    group = group_for(request.user, slug) if slug else None
    gap = AboutForm(request.GET).gap_of(group)
    if not may_plan(request.user, group, gap):
        raise PermissionDenied
    if gap is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = GapForm(data, instance=gap, owners=owners_for(group, request.user))
    if form.is_valid():
        save(form, by=request.user)
        messages.success(request, f"Your plan for {gap} is saved")
        return redirect(*(["missing:group", slug] if slug else ["missing:all"]))
    context = {"group": group, "gap": gap, "form": form}
    return render(request, "networks/missing/plan.html", context)


def may_plan(user, group, gap):
    if gap is not None and gap.owner_id and gap.owner.user_id == user.pk:
        return True
    return may_edit(user, group) if group else is_manager(user)


def owners_for(group, user):
    """Members of the group; for all groups anybody whom the reader may see."""
    if group is None:
        return Person.objects.visible_to(user).order_by("name")
    members = Membership.objects.current().filter(group=group)
    return Person.objects.filter(pk__in=members.values("person")).order_by("name")


@transaction.atomic
def save(form, *, by):
    gap = form.save()
    record("planned for a gap", gap, by=by, group=gap.group_id, wanted=gap.is_wanted)
