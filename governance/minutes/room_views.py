import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.ui.dates import clock
from governance.meetings.finding import meeting_kept_by
from governance.meetings.models import Meeting
from governance.meetings.open import check_open
from governance.meetings.rules import keeps_papers

from . import entries
from .entries import Stale
from .forms import FORMS
from .models import Entry
from .room import Room
from .rules import may_change_entry

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def room(request, pk):
    """The secretary's page while the meeting runs."""
    meeting = meeting_kept_by(request.user, pk)
    check_open(meeting)
    return show(request, Room(meeting))


def show(request, found, answered=None, status=200):
    context = {
        "meeting": found.meeting,
        "room": found,
        "items": list(found.items(answered)),
        "form": answered,
    }
    return render(request, "governance/minutes/room.html", context, status=status)


@login_required
@READ_OR_WRITE
def add(request, pk, item_pk, kind):
    """Save a new entry; the same form twice makes one."""
    meeting = meeting_kept_by(request.user, pk)
    item = get_object_or_404(meeting.items, pk=item_pk)
    if kind not in Entry.Kind.values:
        raise Http404
    found = Room(meeting)
    quoracy = None if is_saved(request) else found.known.of_item(item)
    if request.method != "POST":
        check_open(meeting)
        return refused(request, found, found.blank(kind, item, quoracy), on_its_own=True)
    form = FORMS[kind](request.POST, item=item, quoracy=quoracy, people=found.people)
    if not form.is_valid():
        return refused(request, found, form)
    item.meeting = meeting
    said = form.cleaned_data
    try:
        entry = entries.write_entry(
            item=item,
            kind=kind,
            text=said["text"],
            token=said["token"],
            by=request.user,
            **form.facts(),
        )
    except Stale as stale:
        return conflict(request, meeting, item, form, stale)
    return saved(request, entry)


def is_saved(request):
    """Pressing again must not ask anew for what was confirmed the first time."""
    try:
        token = uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return False
    return Entry.objects.filter(token=token).exists()


@login_required
@READ_OR_WRITE
def entry(request, pk, entry_pk):
    """Change one entry, on a page of its own or by itself as somebody types."""
    meeting = get_object_or_404(
        Meeting.objects.visible_to(request.user).for_listing().select_related("group__customs"),
        pk=pk,
    )
    now = entries.with_rows().filter(item__meeting=meeting, pk=entry_pk).first()
    if not may_change_entry(request.user, meeting, now):
        raise PermissionDenied
    check_open(meeting)
    if now is None:
        return gone(request, meeting)
    found = Room(meeting)
    sent = request.POST if request.method == "POST" else None
    form = FORMS[now.kind](sent, item=now.item, entry=now, people=found.people)
    if sent is None or not form.is_valid():
        return refused(request, found, form, on_its_own=True)
    said = form.cleaned_data
    try:
        after = entries.change_entry(
            entry=now,
            version=said["version"] or 0,
            text=said["text"],
            by=request.user,
            **form.facts(),
        )
    except Stale as stale:
        return conflict(request, meeting, now.item, form, stale)
    return saved(request, after)


def wants_json(request):
    return request.headers.get("Accept") == "application/json"


def saved(request, entry):
    if wants_json(request):
        meeting = entry.item.meeting_id
        return JsonResponse(
            {
                "entry": entry.pk,
                "version": entry.version,
                "change": reverse("minutes:entry", args=[meeting, entry.pk]),
                "remove": reverse("minutes:remove", args=[meeting, entry.pk]),
                "saved": clock(timezone.localtime()),
            }
        )
    return redirect(place_for(request.user, entry.item.meeting, entry.item))


def place_for(user, meeting, item=None):
    """The room is its secretary's; whoever else may change words goes back to the minutes."""
    if not keeps_papers(user, meeting.group):
        return reverse("minutes:page", args=[meeting.pk])
    return place_of(item) if item else reverse("minutes:room", args=[meeting.pk])


def place_of(item):
    return f"{reverse('minutes:room', args=[item.meeting_id])}#item-{item.pk}"


def refused(request, found, form, on_its_own=False):
    if wants_json(request):
        words = [message for errors in form.errors.values() for message in errors]
        return JsonResponse({"errors": words}, status=422)
    status = 422 if form.is_bound else 200
    if on_its_own:
        context = {"meeting": found.meeting, "form": form, "room": found}
        return render(request, "governance/minutes/entry.html", context, status=status)
    return show(request, found, form, status)


def conflict(request, meeting, item, form, stale):
    """Both texts, one beside the other, and nothing of either lost."""
    if wants_json(request):
        return JsonResponse({"conflict": True}, status=409)
    if stale.entry is None:
        return gone(request, meeting)
    back = place_for(request.user, meeting, item)
    context = {"meeting": meeting, "item": item, "sent": form, "theirs": stale.entry, "back": back}
    return render(request, "governance/minutes/conflict.html", context, status=409)


def gone(request, meeting):
    """The entry was removed while somebody typed: their words are shown, to be kept."""
    if wants_json(request):
        return JsonResponse({"conflict": True}, status=409)
    back = place_for(request.user, meeting)
    context = {"meeting": meeting, "text": request.POST.get("text", "")[:10_000], "back": back}
    return render(request, "governance/minutes/gone.html", context, status=409)


@login_required
@READ_OR_WRITE
def remove(request, pk, entry_pk):
    meeting = meeting_kept_by(request.user, pk)
    entry = entries.with_rows().filter(item__meeting=meeting, pk=entry_pk).first()
    if entry is None:
        return redirect("minutes:room", pk)
    if request.method != "POST":
        form = FORMS[entry.kind](item=entry.item, entry=entry)
        return refused(request, Room(meeting), form, on_its_own=True)
    version = request.POST.get("version", "")
    try:
        entries.remove_entry(
            entry=entry, version=int(version) if version.isdigit() else 0, by=request.user
        )
    except Stale as stale:
        form = FORMS[entry.kind](item=entry.item, entry=entry)
        return conflict(request, meeting, entry.item, form, stale)
    messages.success(request, f"{entry.get_kind_display()} removed")
    return redirect(place_of(entry.item))
