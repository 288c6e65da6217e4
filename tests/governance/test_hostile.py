"""The secretary of one group tries another group's addresses; a private word is nowhere else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ccpl_portal.files.actions import add_file
from ccpl_portal.files.validation import check_upload
from ccpl_portal.outbox.models import Letter
from ccpl_portal.search.models import Entry
from governance.models import AgendaItem, Meeting, Notice, Submission
from governance.publishing.actions import publish
from tests.factories.accounts import ManagerFactory
from tests.factories.governance import (
    AgendaItemFactory,
    DraftMeetingFactory,
    ItemRequestFactory,
    MeetingFactory,
    SubmissionFactory,
)
from tests.factories.networks import ForumFactory
from tests.governance.pdfs import pdf
from tests.governance.test_binder import body, words

pytestmark = pytest.mark.django_db

PAGES = [
    "planning:edit",
    "planning:drop",
    "planning:agenda",
    "planning:paste",
    "planning:left_over",
    "papers:manage",
    "papers:add",
    "publishing:publish",
    "publishing:cancel",
]
SENT = {
    "do": "remove-1",
    "new": "Mine",
    "text": "1. Mine",
    "add": "1",
    "line": "0",
    "publish": "1",
    "chase": "1",
    "reason": "Mine",
    "recall": "1",
    "tell": "1",
}


@pytest.mark.parametrize("state", ["draft", "published", "held", "cancelled"])
def test_a_secretary_of_another_group_changes_nothing_anywhere(client, forum, signed_in, state):
    meeting = MeetingFactory(group=forum, state=state)
    item = AgendaItemFactory(meeting=meeting)
    signed_in(ForumFactory(), "secretary")
    sent = SENT | {"do": f"remove-{item.pk}"}

    answers = {
        getattr(client, method)(
            reverse(page, args=[meeting.pk]), sent if method == "post" else {}
        ).status_code
        for page in PAGES
        for method in ["get", "post"]
    }

    assert answers == ({404} if state == "draft" else {403})
    assert list(AgendaItem.objects.all()) == [item]
    assert [one.state for one in Meeting.objects.all()] == [state]
    assert (Letter.objects.count(), Notice.objects.count()) == (0, 0)


def test_a_secretary_of_another_group_moves_no_item_by_naming_it_in_their_own_meeting(
    client, forum, signed_in
):
    theirs = SubmissionFactory(item__meeting__group=forum)
    own = DraftMeetingFactory()
    mine = AgendaItemFactory(meeting=own)
    signed_in(own.group, "secretary")
    agenda, papers = (reverse(page, args=[own.pk]) for page in ["planning:agenda", "papers:manage"])

    answers = [
        client.post(agenda, {"do": f"{deed}-{theirs.item_id}"}).status_code
        for deed in ["up", "down", "under", "out", "remove"]
    ]
    client.post(agenda, {"order": f"{theirs.item_id}"})
    client.post(agenda, {f"row-{theirs.item_id}-title": "Mine"})
    answers += [
        client.post(papers, {"off": theirs.pk}).status_code,
        client.post(papers, {"accept": theirs.pk}).status_code,
        client.get(f"{reverse('papers:add', args=[own.pk])}?item={theirs.item_id}").status_code,
        client.get(reverse("papers:add", args=[own.pk])).status_code,
    ]
    asked = ItemRequestFactory(group=forum)
    request = reverse("planning:request", args=[asked.pk])
    answers.append(client.post(request, {"meeting": own.pk}).status_code)

    before = theirs.item.title
    theirs.item.refresh_from_db()
    assert answers == [404] * len(answers)
    assert (theirs.item.title, list(own.items.all())) == (before, [mine])
    assert list(Submission.objects.all()) == [theirs]


def test_a_word_of_a_private_item_is_nowhere_that_others_read(client, forum, signed_in):
    meeting = DraftMeetingFactory(group=forum)
    item = AgendaItemFactory(
        meeting=meeting,
        title="CANARY-title",
        presenter="CANARY-presenter",
        presenter_email="canary-mail@example.org",
        visibility="private",
    )
    AgendaItemFactory(meeting=meeting, parent=item, title="CANARY-under", visibility="private")
    paper = SubmissionFactory(item=item, paper__title="CANARY-paper", visibility="private").paper
    upload = SimpleUploadedFile("CANARY-file.pdf", pdf())
    add_file(owner=paper, checked=check_upload(upload), by=None)
    publish(meeting=meeting, by=signed_in(forum, "secretary"))
    addresses = [
        meeting.get_absolute_url(),
        reverse("binder:page", args=[meeting.pk]),
        reverse("meetings:calendar", args=[meeting.pk]),
        "/governance/calendar.ics",
        f"/networks/{forum.slug}/calendar.ics",
        "/governance/meetings/",
        "/governance/meetings/?format=csv",
        "/governance/",
        "/search/?q=CANARY",
        paper.get_absolute_url(),
        paper.file.get_absolute_url(),
        forum.get_absolute_url(),
    ]

    for reader in [None, ManagerFactory()]:
        client.logout()
        if reader:
            client.force_login(reader)
        for address in addresses:
            response = client.get(address)
            content = body(response) if response.streaming else response.content
            shown = content.replace(b"/search/?q=CANARY", b"").replace(b'value="CANARY"', b"")
            if address == "/search/?q=CANARY":
                shown = shown.replace(b"CANARY ", b"").replace("“CANARY”".encode(), b"")
                assert b"CANARY-" not in shown
            else:
                assert b"canary" not in shown.lower(), address
            assert "canary" not in str(response.headers).lower()
        pack = client.get(reverse("binder:pdf", args=[meeting.pk]))
        assert "canary" not in str(pack.headers).lower()
        assert "CANARY" not in words(body(pack))
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Private item" in page
    assert "CANARY" not in str(Entry.objects.values_list())
    assert "CANARY" not in "".join(Letter.objects.values_list("text", flat=True))
    assert "CANARY" not in "".join(Letter.objects.values_list("subject", flat=True))


def test_the_page_of_a_full_meeting_asks_at_most_twelve_questions(
    client, forum, signed_in, django_assert_max_num_queries
):
    meeting = MeetingFactory(group=forum)
    for place in range(20):
        item = AgendaItemFactory(meeting=meeting, position=place + 1)
        for order in range(2):
            SubmissionFactory(item=item, order=order)
    signed_in(forum)
    client.get("/")

    with django_assert_max_num_queries(12):
        client.get(meeting.get_absolute_url())
    client.logout()
    with django_assert_max_num_queries(10):
        client.get(meeting.get_absolute_url())
