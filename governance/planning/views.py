from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ccpl_portal.ui.dates import day, weekday
from governance.customs.deadlines import customs_of
from governance.customs.rhythm import as_before, next_day
from governance.customs.working_days import is_working_day
from governance.meetings.finding import meeting_run_by
from governance.meetings.models import Meeting
from governance.meetings.rules import runs
from networks.groups.models import Group

from . import actions
from .carrying import candidates, last_meeting_of
from .forms import MeetingForm

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@READ_OR_WRITE
def plan(request, slug):
    """The next meeting of a group in one page: when, where, and what comes over."""
    visible = Group.objects.visible_to(request.user).select_related("kind", "customs")
    group = get_object_or_404(visible, slug=slug)
    if not runs(request.user, group):
        raise PermissionDenied
    last = last_meeting(request, group)
    if there := actions.followed(last):
        messages.info(request, f"The meeting of {day(there.starts_at)} is there already")
        return redirect("planning:agenda", there.pk)
    found = candidates(group, last)
    sent = request.POST if request.method == "POST" else None
    form = MeetingForm(sent, instance=Meeting(group=group), initial=proposal(group, last))
    if sent is not None:
        for one in found:
            one.is_chosen = one.key in sent.getlist("chosen")
        if form.is_valid():
            return planned(request, form, last, found)
    context = {"group": group, "last": last, "form": form, "candidates": found}
    return render(request, "governance/planning/plan.html", context | {"note": note_on(form)})


def last_meeting(request, group):
    """The meeting that the next one follows; the page remembers it, so that it stays the same."""
    after = request.POST.get("after") or request.GET.get("after", "")
    if after.isdecimal():
        return get_object_or_404(Meeting, pk=after, group=group)
    return None if request.method == "POST" else last_meeting_of(group)


def planned(request, form, last, found):
    chosen = [one for one in found if one.is_chosen]
    meeting, is_new = actions.plan_meeting(
        meeting=form.instance, last=last, chosen=chosen, by=request.user
    )
    if is_new:
        messages.success(
            request, f"The meeting of {day(meeting.starts_at)} is a draft that only you see"
        )
    else:
        messages.info(request, f"The meeting of {day(meeting.starts_at)} is there already")
    return redirect("planning:agenda", meeting.pk)


def proposal(group, last):
    customs = customs_of(group)
    values = {"begins": customs.starts_at, "visibility": Meeting.Audience.PUBLIC}
    if last is None:
        return values
    begins, ends = map(timezone.localtime, [last.starts_at, last.ends_at])
    before = Meeting.objects.filter(group=group, starts_at__lt=last.starts_at).going_ahead()
    earlier = before.order_by("-starts_at").first()
    return values | {
        "day": next_day(customs, begins.date())
        or as_before(begins.date(), earlier and timezone.localtime(earlier.starts_at).date()),
        "begins": begins.time(),
        "ends": ends.time(),
        "place": last.place,
        "online_link": last.online_link,
        "visibility": last.visibility,
    }


def note_on(form):
    """A word about a proposed day on which nobody works."""
    proposed = form.initial.get("day")
    if proposed is None or is_working_day(proposed):
        return ""
    return f"{weekday(proposed)} is not a working day: choose another date"


@login_required
@READ_OR_WRITE
def edit(request, pk):
    """When and where a meeting is, while it is to come."""
    meeting = meeting_run_by(request.user, pk)
    actions.refuse_when_over(meeting)
    begins, ends = map(timezone.localtime, [meeting.starts_at, meeting.ends_at])
    initial = {"day": begins.date(), "begins": begins.time(), "ends": ends.time()}
    sent = request.POST if request.method == "POST" else None
    form = MeetingForm(sent, instance=meeting, initial=initial)
    if form.is_valid():
        actions.change_meeting(meeting=form.instance, by=request.user)
        messages.success(request, "Date and place are saved")
        return redirect("planning:agenda", meeting.pk)
    return render(request, "governance/planning/edit.html", {"meeting": meeting, "form": form})


@login_required
@READ_OR_WRITE
def drop(request, pk):
    """Delete a draft, or cancel a meeting that people know of."""
    meeting = meeting_run_by(request.user, pk)
    actions.refuse_when_over(meeting)
    if request.method == "POST" and meeting.is_draft:
        actions.delete_draft(meeting=meeting, by=request.user)
        messages.success(request, "The draft is deleted")
        return redirect("meetings:list")
    if not meeting.is_draft:
        return redirect("publishing:cancel", meeting.pk)
    return render(request, "governance/planning/drop.html", {"meeting": meeting})
