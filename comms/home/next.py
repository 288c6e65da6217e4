"""What is next: a few dated things, whatever house they come from."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from governance.meetings.models import Meeting
from leadership_dev.programmes.models import Programme
from leadership_dev.roles.models import LeadershipRole


class Dated(NamedTuple):
    on: date
    words: str
    href: str
    what: str
    is_example: bool


def what_is_next(user, most=3):
    meetings = Meeting.objects.visible_to(user).published().going_ahead().upcoming()
    programmes = Programme.objects.visible_to(user).published().to_come().exclude(apply_by=None)
    found = [
        Dated(
            timezone.localdate(meeting.starts_at),
            meeting.name,
            meeting.get_absolute_url(),
            "Meeting",
            meeting.is_example,
        )
        for meeting in meetings.select_related("group")[:most]
    ]
    found += [
        Dated(
            programme.apply_by,
            programme.title,
            programme.get_absolute_url(),
            "Applications close",
            programme.is_example,
        )
        for programme in programmes.order_by("apply_by")[:most]
    ]
    roles = LeadershipRole.objects.visible_to(user).open()
    found += [
        Dated(
            timezone.localdate(role.closes_at),
            role.title,
            role.get_absolute_url(),
            "Role closes",
            role.is_example,
        )
        for role in roles.order_by("closes_at")[:most]
    ]
    return sorted(found)[:most]
