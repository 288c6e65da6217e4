"""An item that the meeting did not come to: the minutes say so, and the next meeting gets it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict
from governance.meetings.finding import meeting_kept_by
from governance.meetings.items import AgendaItem
from governance.meetings.open import hold_open

from .room_views import place_of, room


@transaction.atomic
def put_off(*, item, is_not_reached, by):
    """Mark an item as not reached, or as reached after all; twice is once."""
    hold_open(item.meeting)
    if not item.may_be_put_off:
        raise Conflict("This line stands on each agenda, so it comes back by itself")
    AgendaItem.objects.filter(pk=item.pk).update(not_reached=is_not_reached)
    record("put off item" if is_not_reached else "reached item", item, by=by)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def not_reached(request, pk, item_pk):
    if request.method != "POST":
        return room(request, pk)
    meeting = meeting_kept_by(request.user, pk)
    item = get_object_or_404(meeting.items, pk=item_pk)
    item.meeting = meeting
    is_not_reached = "reached" not in request.POST
    put_off(item=item, is_not_reached=is_not_reached, by=request.user)
    if is_not_reached:
        messages.success(request, f"“{item.title}” comes back at the next meeting")
    return redirect(place_of(item))
