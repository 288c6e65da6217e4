from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from governance.models import PaperRequest, Reply
from governance.planning.waiting import meetings_waiting_for
from tests.factories.accounts import UserFactory
from tests.factories.governance import (
    AgendaItemFactory,
    DraftMeetingFactory,
    ItemRequestFactory,
    MeetingFactory,
)
from tests.factories.networks import ForumFactory

pytestmark = pytest.mark.django_db


def names(response):
    return [str(event["summary"]) for event in Calendar.from_ical(response.content).walk("VEVENT")]


def test_feeds_hold_what_everybody_may_read_whoever_asks(client, forum, signed_in):
    shown = MeetingFactory(group=forum, title="Open", online_link="https://call.example/x7q")
    later = shown.starts_at
    MeetingFactory(group=forum, title="Off", state="cancelled", starts_at=later + timedelta(1))
    MeetingFactory(
        group=forum, title="Members", visibility="members", starts_at=later + timedelta(2)
    )
    DraftMeetingFactory(group=forum, title="Draft", starts_at=later + timedelta(3))
    MeetingFactory(title="Old", starts_at=timezone.now() - timedelta(days=400))
    MeetingFactory(title="Other", starts_at=later + timedelta(4))
    MeetingFactory(title="Hidden", group=ForumFactory(visibility="hidden"))

    for sign_in in [client.logout, lambda: signed_in(forum, "secretary")]:
        sign_in()
        everything = client.get("/governance/calendar.ics")
        one = client.get(f"/networks/{forum.slug}/calendar.ics")
        assert names(everything) == ["Open", "Off", "Other"]
        assert names(one) == ["Open", "Off"]
        assert everything["Content-Type"] == "text/calendar; charset=utf-8"
        assert b"x7q" not in everything.content


def test_a_hidden_group_has_no_feed(client, signed_in):
    hidden = ForumFactory(visibility="hidden")
    signed_in(hidden)

    assert client.get(f"/networks/{hidden.slug}/calendar.ics").status_code == 404


def test_what_waits_is_said_and_goes_when_it_is_done(forum, signed_in):
    secretary, member, asker = signed_in(forum, "secretary"), signed_in(forum), UserFactory()
    soon = timezone.now() + timedelta(days=9)
    draft = DraftMeetingFactory(group=forum, starts_at=soon)
    coming = MeetingFactory(group=forum, starts_at=soon + timedelta(hours=5))
    asked = ItemRequestFactory(group=forum, asked_by=asker)
    item = AgendaItemFactory(meeting=draft)
    PaperRequest.objects.create(item=item, person=member.person, address="a@example.org")

    def addresses(user):
        return [href for _, href in meetings_waiting_for(user) if "/upload/" not in href]

    def reply(meeting):
        return reverse("publishing:reply", args=[meeting.pk])

    assert addresses(secretary) == [
        reverse("planning:agenda", args=[draft.pk]),
        reverse("planning:request", args=[asked.pk]),
        reply(coming),
    ]
    assert addresses(member) == [reply(coming)]
    assert len(meetings_waiting_for(member)) == 2
    assert meetings_waiting_for(asker) == []
    for user in [secretary, member]:
        Reply.objects.create(meeting=coming, person=user.person, answer="attending")
    assert addresses(member) == []
