from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.meetings.calendar import calendar_of
from governance.meetings.models import Meeting
from networks.groups.models import Group

# What is longer past than this no calendar needs.
LOOKS_BACK = timedelta(days=90)


@require_safe
def feed(request):
    """Every meeting that is open to read for everybody, for a calendar to subscribe to."""
    return calendar(meetings(), "meetings.ics")


@require_safe
def group_feed(request, slug):
    """The same for one group. Calendars bring no account, so it never holds more than that."""
    group = get_object_or_404(Group.objects.visible_to(AnonymousUser()), slug=slug)
    return calendar(meetings().filter(group=group), f"{group.slug}.ics")


def meetings():
    found = Meeting.objects.visible_to(AnonymousUser()).for_listing()
    return found.filter(ends_at__gte=timezone.now() - LOOKS_BACK).order_by("starts_at", "pk")


def calendar(found, name):
    response = HttpResponse(
        calendar_of(found, with_links=False), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
