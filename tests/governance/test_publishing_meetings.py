from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from ccpl_portal.outbox import posting
from ccpl_portal.outbox.models import Letter
from governance.models import Meeting, Reply
from governance.publishing.links import reply_link
from tests.factories.accounts import UserFactory
from tests.factories.governance import (
    AgendaItemFactory,
    CustomsFactory,
    DraftMeetingFactory,
    MeetingFactory,
    SubmissionFactory,
)
from tests.factories.networks import ForumFactory, MembershipFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def address(meeting, page="publish"):
    return reverse(f"publishing:{page}", args=[meeting.pk])


def states():
    return sorted(Letter.objects.values_list("state", flat=True))


def test_the_page_says_what_becomes_public_and_who_is_written_to(client, forum, signed_in):
    signed_in(forum, "secretary", person__name="Tom")
    MembershipFactory(group=forum, person=PersonFactory(name="Ann", email="ann@example.org"))
    MembershipFactory(group=forum, person=PersonFactory(name="Nowhere", email=""))
    past = timezone.localdate() - timedelta(days=1)
    MembershipFactory(group=forum, until_on=past, from_on=past - timedelta(days=9))
    meeting = DraftMeetingFactory(group=forum)
    for visibility in ["public", "members", "private"]:
        item = AgendaItemFactory(meeting=meeting, visibility=visibility, title=visibility)
        SubmissionFactory(item=item, visibility="public")

    context = client.get(address(meeting)).context

    assert [
        (audience.words, [line.item.title for line in audience.lines], len(audience.papers))
        for audience in context["audiences"]
    ] == [
        ("Public", ["public"], 1),
        ("Members only", ["members"], 1),
        ("Private", ["private"], 1),
    ]
    assert [one.person.name for one in context["reached"]] == ["Ann", "Tom"]
    assert [person.name for person in context["unreached"]] == ["Nowhere"]


def test_publishing_twice_publishes_once_and_writes_once(client, forum, signed_in):
    signed_in(forum, "secretary")
    for _ in range(3):
        MembershipFactory(group=forum)
    meeting = DraftMeetingFactory(group=forum)

    first = client.post(address(meeting), {"publish": "1"}, follow=True)
    second = client.post(address(meeting), {"publish": "1"}, follow=True)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.published_at is not None) == ("published", True)
    assert "4 people get a letter at" in first.content.decode()
    assert "nothing was done twice" in second.content.decode()
    assert (states(), meeting.notices.count()) == (["waiting"] * 4, 1)


def test_letters_wait_as_long_as_the_groups_customs_say(client, forum, signed_in):
    signed_in(forum, "secretary")
    CustomsFactory(group=forum, letters_wait_minutes=30)
    meeting = DraftMeetingFactory(group=forum)

    client.post(address(meeting), {"publish": "1"})
    posting.post_due()

    [letter] = Letter.objects.all()
    wait = letter.send_after - timezone.now()
    assert letter.state == "waiting"
    assert timedelta(minutes=29) < wait <= timedelta(minutes=30)


def test_a_letter_has_three_answers_and_an_entry_for_the_diary(client, forum, signed_in):
    signed_in(forum, "secretary")
    meeting = DraftMeetingFactory(group=forum, online_link="https://meet.example.org/1")

    client.post(address(meeting), {"publish": "1"})
    client.post(address(meeting, "cancel"), {"reason": "Snow."})

    published, cancelled = Letter.objects.order_by("pk")
    person = forum.memberships.get().person
    for answer in Reply.Answer.values:
        link = f"{reply_link(meeting, person)}?answer={answer}"
        assert link.split(":")[0] in published.text
        assert client.get(link).context["form"]["answer"].value() == answer
    entries = [Calendar.from_ical(one.calendar).walk("VEVENT")[0] for one in [published, cancelled]]
    assert [entry["STATUS"] for entry in entries] == ["CONFIRMED", "CANCELLED"]
    assert entries[0]["UID"] == entries[1]["UID"]
    assert entries[1]["SEQUENCE"] > entries[0]["SEQUENCE"]
    assert "https://meet.example.org/1" in entries[0]["LOCATION"]


def test_letters_are_taken_back_and_written_again(client, forum, signed_in):
    signed_in(forum, "secretary")
    meeting = DraftMeetingFactory(group=forum)
    client.post(address(meeting), {"publish": "1"})
    notice = meeting.notices.get()

    client.post(address(meeting), {"recall": notice.pk})
    taken = states()
    late = client.post(address(meeting), {"recall": notice.pk}).status_code
    client.post(address(meeting), {"send": "1"})
    twice = client.post(address(meeting), {"send": "1"}).status_code

    assert (taken, late, twice) == (["recalled"], 409, 409)
    assert states() == ["recalled", "waiting"]


def test_whoever_left_the_group_while_a_letter_waited_does_not_get_it(
    client, forum, signed_in, mailoutbox
):
    signed_in(forum, "secretary")
    CustomsFactory(group=forum, letters_wait_minutes=0)
    gone = MembershipFactory(group=forum)
    client.post(address(DraftMeetingFactory(group=forum)), {"publish": "1"})
    gone.delete()

    posting.post_due()

    assert [gone.person.user.email in mail.to for mail in mailoutbox] == [False]


def test_later_changes_are_gathered_into_one_letter_that_names_nothing_private(
    client, forum, signed_in
):
    signed_in(forum, "secretary")
    meeting = MeetingFactory(group=forum)
    secret = AgendaItemFactory(meeting=meeting, position=1, title="CANARY", visibility="private")
    agenda = reverse("planning:agenda", args=[meeting.pk])
    for title in ["Winter", "Sepsis"]:
        client.post(agenda, {"new": title})
    client.post(agenda, {"do": f"remove-{secret.pk}"})

    client.post(address(meeting), {"tell": "1"})
    again = client.post(address(meeting), {"tell": "1"}).status_code

    [letter] = Letter.objects.all()
    lines = [line for line in letter.text.splitlines() if line.startswith("- ")]
    assert lines == [
        "- Item added: Winter",
        "- Item added: Sepsis",
        "- Something private changed: see the meeting’s page",
    ]
    assert again == 409


def test_changes_whose_letter_was_taken_back_are_told_with_the_next(client, forum, signed_in):
    signed_in(forum, "secretary")
    meeting = MeetingFactory(group=forum)
    client.post(reverse("planning:agenda", args=[meeting.pk]), {"new": "Winter"})
    client.post(address(meeting), {"tell": "1"})

    client.post(address(meeting), {"recall": meeting.notices.get().pk})

    assert [change.words for change in client.get(address(meeting)).context["untold"]] == [
        "Item added: Winter"
    ]


def test_a_meeting_is_cancelled_with_a_reason_and_its_waiting_letters_are_taken_back(
    client, forum, signed_in
):
    signed_in(forum, "secretary")
    meeting = DraftMeetingFactory(group=forum)
    client.post(address(meeting), {"publish": "1"})

    refused = client.post(address(meeting, "cancel"), {"reason": ""})
    client.post(address(meeting, "cancel"), {"reason": "Snow."})
    again = client.post(address(meeting, "cancel"), {"reason": "Snow."}).status_code

    meeting.refresh_from_db()
    assert "Enter why the meeting does not take place" in refused.content.decode()
    assert (meeting.state, meeting.cancelled_because, again) == ("cancelled", "Snow.", 302)
    assert [(one.state, one.subject[:9]) for one in Letter.objects.order_by("pk")] == [
        ("recalled", "Agenda: C"),
        ("waiting", "Cancelled"),
    ]


def test_who_may_publish(client, forum, signed_in):
    draft, published = DraftMeetingFactory(group=forum), MeetingFactory(group=forum)
    answers = {}
    for name, group, role in [
        ("chair", forum, "chair"),
        ("member", forum, "member"),
        ("secretary of another", ForumFactory(), "secretary"),
    ]:
        signed_in(group, role)
        answers[name] = [
            client.post(address(meeting), {"publish": "1"}).status_code
            for meeting in [draft, published]
        ]
        Meeting.objects.filter(pk=draft.pk).update(state="draft")

    assert answers == {
        "chair": [302, 302],
        "member": [404, 403],
        "secretary of another": [404, 403],
    }


def test_a_member_answers_from_the_letter_without_signing_in_and_changes_it(client, forum):
    meeting = MeetingFactory(group=forum)
    person = MembershipFactory(group=forum).person
    link = reply_link(meeting, person)

    only_looked = client.get(f"{link}?answer=apologies")
    looked = Reply.objects.count()
    client.post(link, {"answer": "attending"})
    refused = client.post(link, {"answer": "deputy", "deputy_name": " "})
    client.post(link, {"answer": "deputy", "deputy_name": "Sam Lee"})

    [reply] = Reply.objects.all()
    assert (only_looked.status_code, looked) == (200, 0)
    assert "Enter the name of your deputy" in refused.content.decode()
    assert (reply.answer, reply.deputy_name, reply.person) == ("deputy", "Sam Lee", person)


def test_a_reply_link_is_for_one_member_of_one_meeting(client, forum):
    meeting = MeetingFactory(group=forum)
    membership = MembershipFactory(group=forum)
    link = reply_link(meeting, membership.person)
    forged = reverse(
        "publishing:reply_by_link",
        args=[signing.dumps([meeting.pk, membership.person.pk], salt="another")],
    )

    answers = [client.get(forged).status_code, client.get(link).status_code]
    client.force_login(UserFactory())
    answers.append(client.get(link).status_code)
    client.logout()
    membership.delete()
    answers.append(client.get(link).status_code)

    assert answers == [404, 200, 403, 404]


def test_only_members_answer_from_the_page_and_only_while_it_is_to_come(client, forum, signed_in):
    meeting = MeetingFactory(group=forum)
    client.force_login(UserFactory())
    stranger = client.post(address(meeting, "reply"), {"answer": "attending"}).status_code
    signed_in(forum)
    client.post(address(meeting, "reply"), {"answer": "attending"})
    Meeting.objects.filter(pk=meeting.pk).update(state="held")
    late = client.post(address(meeting, "reply"), {"answer": "apologies"}).status_code

    assert (stranger, late) == (404, 409)
    assert [reply.answer for reply in Reply.objects.all()] == ["attending"]


def test_the_secretary_sees_the_quoracy_to_be_expected(client, forum, signed_in):
    signed_in(forum, "secretary")
    forum.quorum = 2
    forum.save()
    meeting = MeetingFactory(group=forum)
    members = [MembershipFactory(group=forum).person for _ in range(3)]
    Reply.objects.create(meeting=meeting, person=members[0], answer="attending")
    before = client.get(address(meeting)).context["expected"]["quoracy"].is_quorate
    Reply.objects.create(meeting=meeting, person=members[1], answer="deputy", deputy_name="Sam Lee")

    expected = client.get(address(meeting)).context["expected"]

    assert (before, expected["quoracy"].is_quorate) == (False, True)
    assert members[2] in expected["silent"]
