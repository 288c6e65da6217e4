"""Who is written to about minutes and key messages."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from ccpl_portal.accounts.models import User
from ccpl_portal.outbox.actions import write_letter
from ccpl_portal.outbox.one_press import one_press
from ccpl_portal.outbox.registry import check
from governance.customs.deadlines import customs_of
from governance.meetings.models import Meeting
from networks.models import Membership

from .models import KeyMessages, Minutes
from .registry import listeners_of

LETTERS = "governance/minutes/letters"
MEMBER_STILL = "governance.minutes_reader"


def readers_of(group):
    """The accounts of the members of today, each once."""
    held = Membership.objects.current().filter(group=group)
    return User.objects.verified().filter(person__memberships__in=held).distinct()


def hearers_of(meeting):
    """Who hears key messages, with the address where they stop: the members, who have none, and
    whoever registered to hear of a meeting that everybody may know of."""
    hearers = dict.fromkeys(readers_of(meeting.group), "")
    if Meeting.objects.visible_to(AnonymousUser()).filter(pk=meeting.pk).exists():
        listeners = [pair for pair in listeners_of(meeting.group) if pair[0].is_active]
        hearers = dict(listeners) | hearers
    return hearers


@check(MEMBER_STILL)
def is_member_still(letter):
    models = {model._meta.label_lower: model for model in [Minutes, KeyMessages]}
    about = models[letter.about_type].objects.filter(pk=letter.about_id).first()
    if about is None or letter.to_user is None:
        return False
    if isinstance(about, KeyMessages):
        return letter.to_user in hearers_of(about.meeting)
    return readers_of(about.meeting.group).filter(pk=letter.to_user_id).exists()


def write_to(readers, *, about, template, key, context):
    """Write one letter to each, which waits as long as the group's letters do.

    `readers` gives for each the address where they stop such letters, "" for none.
    """
    wait = timedelta(minutes=customs_of(about.meeting.group).letters_wait_minutes)
    for reader, stop_address in readers.items():
        write_letter(
            to=reader,
            template=f"{LETTERS}/{template}",
            context={"meeting": about.meeting, "stop_address": stop_address, **context},
            key=f"{key} {reader.pk}",
            about=about,
            send_after=timezone.now() + wait,
            check=MEMBER_STILL,
            headers=one_press(stop_address),
        )
    return len(readers)
