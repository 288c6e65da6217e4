"""The link by which a member answers from a letter, without signing in."""

from datetime import timedelta

from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.meetings.models import Meeting
from governance.meetings.people import members_of

SALT = "governance.reply"
LIFETIME = timedelta(days=120)


def reply_link(meeting, person):
    token = signing.dumps([meeting.pk, person.pk], salt=SALT)
    return reverse("publishing:reply_by_link", args=[token])


def opened(token):
    """The meeting and the person of a link; 404 where it is not one of ours or too old."""
    try:
        meeting, person = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        raise Http404 from None
    meetings = Meeting.objects.published().select_related("group")
    found = get_object_or_404(meetings, pk=meeting)
    # Whoever has left the group since has no say any more.
    return found, get_object_or_404(members_of(found.group).select_related("user"), pk=person)
