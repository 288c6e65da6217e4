from django.urls import reverse

from ccpl_portal.search.audiences import MANAGER, PUBLIC
from ccpl_portal.search.registry import Finding
from governance.meetings.models import Meeting
from governance.meetings.words import Visibility

from .models import Entry

State = Meeting.State


def describe_minutes(minutes):
    """The public part alone: one entry is found by all who may read the minutes."""
    meeting = minutes.meeting
    entries = Entry.objects.filter(item__meeting=meeting, item__visibility=Visibility.PUBLIC)
    return Finding(
        title=f"Minutes: {meeting}",
        summary=meeting.purpose,
        body="\n".join(entries.order_by("pk").values_list("text", flat=True)),
        keywords=f"{meeting.group} {meeting.group.short_name}",
        url=reverse("minutes:page", args=[meeting.pk]),
        audiences=readers_of(meeting),
        dated=meeting.day,
        is_example=meeting.is_example,
    )


def readers_of(meeting):
    members = [MANAGER, f"group:{meeting.group_id}"]
    if meeting.state == State.MINUTES_CIRCULATED:
        return members
    if meeting.state != State.MINUTES_APPROVED:
        return [MANAGER, f"group-leads:{meeting.group_id}"]
    closed = meeting.visibility == Meeting.Audience.MEMBERS or meeting.group.is_hidden
    return members if closed else [PUBLIC]
