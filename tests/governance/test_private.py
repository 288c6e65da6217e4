"""A word of an item that is not for everybody, looked for wherever somebody else might read it."""

import uuid

import pytest
from django.contrib import admin
from django.urls import reverse

from ccpl_portal.outbox.models import Letter
from ccpl_portal.search.models import Entry as Found
from governance.meetings.models import Meeting
from governance.minutes import actions
from governance.minutes.entries import write_entry
from governance.minutes.messages import proposed
from governance.models import Change, Entry, PaperRequest
from governance.papers.chasing import upload_link
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    DecisionFactory,
    ItemRequestFactory,
    MeetingFactory,
    SubmissionFactory,
)
from tests.factories.networks import MembershipFactory
from tests.governance.test_binder import words
from tests.governance.test_planning import agenda_of, row

pytestmark = pytest.mark.django_db

CANARY = "ZANZIBAR"


@pytest.fixture
def meeting(forum):
    """A meeting that was held and approved, with a private item that has everything."""
    meeting = MeetingFactory(group=forum, state="held")
    presenter = MembershipFactory(group=forum).person
    item = AgendaItemFactory(
        meeting=meeting,
        title=f"{CANARY} title",
        visibility="private",
        presenter_person=presenter,
        carried_from=AgendaItemFactory(title=f"{CANARY} before", visibility="private"),
        not_reached=True,
    )
    for kind in Entry.Kind.values:
        write_entry(item=item, kind=kind, text=f"{CANARY} {kind}", token=uuid.uuid4(), by=None)
    SubmissionFactory(item=item, visibility="private", paper__title=f"{CANARY} paper")
    ItemRequestFactory(group=forum, item=item, state="scheduled", title=f"{CANARY} asked")
    later = MeetingFactory(group=forum, starts_at=meeting.starts_at.replace(year=2040))
    actions.draft_minutes(meeting=meeting, by=None)
    actions.circulate(meeting=meeting, by=None)
    actions.approve(
        meeting=meeting, at_meeting=later, corrections=[(item, f"{CANARY} corrected")], by=None
    )
    return meeting


def everywhere(meeting):
    group, person = meeting.group, meeting.items.get().presenter_person
    submission = meeting.items.get().submissions.get()
    lists = ["meetings", "decisions", "actions"]
    return [
        "/",
        "/governance/",
        *(f"/governance/{name}/{query}" for name in lists for query in ["", "?format=csv"]),
        *(f"/governance/{name}/?q={CANARY[:5]}" for name in lists),
        f"/search/?q={CANARY[:5]}",
        "/governance/calendar.ics",
        f"/networks/{group.slug}/calendar.ics",
        group.get_absolute_url(),
        person.get_absolute_url(),
        meeting.get_absolute_url(),
        submission.paper.get_absolute_url(),
        *(
            reverse(name, args=[meeting.pk])
            for name in [
                "meetings:calendar",
                "binder:page",
                "binder:pdf",
                "minutes:page",
                "minutes:pdf",
                "minutes:word",
            ]
        ),
    ]


@pytest.mark.parametrize("maker", [None, UnverifiedFactory, UserFactory, ManagerFactory])
def test_no_reader_outside_the_group_meets_a_word_of_a_private_item(client, meeting, maker):
    if maker:
        client.force_login(maker())
    found = []

    for address in everywhere(meeting):
        response = client.get(address)
        content = response.getvalue()
        text = words(content) if content.startswith(b"%PDF") else content.decode(errors="replace")
        if CANARY in f"{text}{response.headers}".upper():
            found.append(address)

    assert found == []
    assert "Private item" in client.get(meeting.get_absolute_url()).content.decode()


def test_a_member_reads_all_of_it(client, meeting):
    client.force_login(MembershipFactory(group=meeting.group).person.user)

    page = client.get(reverse("minutes:page", args=[meeting.pk])).content.decode()

    said = [f"{CANARY} {one}" for one in ["title", "note", "decision", "action", "corrected"]]
    assert [words for words in said if words not in page] == []


def test_managers_meet_no_private_word_in_the_admin(client, meeting):
    client.force_login(ManagerFactory())
    pages = []
    for model in admin.site._registry:
        if model._meta.app_label != "governance":
            continue
        name = f"admin:governance_{model._meta.model_name}"
        pages.append(reverse(f"{name}_changelist"))
        for pk in model._default_manager.values_list("pk", flat=True):
            pages += [reverse(f"{name}_{page}", args=[pk]) for page in ["change", "history"]]
    pages += [reverse("admin:index"), reverse("admin:ccpl_portal_letter_changelist")]

    found = [page for page in pages if CANARY in client.get(page).content.decode()]

    assert len(pages) > 10
    assert found == []


def test_letters_search_and_key_messages_name_nothing_private(meeting):
    members = set(meeting.group.memberships.values_list("person__user", flat=True))
    letters = Letter.objects.filter(text__contains=CANARY)

    assert Letter.objects.exists()
    assert list(letters) == []
    assert proposed(meeting) == ""
    private = Found.objects.filter(body__contains=CANARY) | Found.objects.filter(
        title__contains=CANARY
    )
    audiences = {token for entry in private for token in entry.audiences}
    owners = {f"user:{pk}" for pk in members}
    assert audiences - owners <= {f"group:{meeting.group_id}"}


def test_what_was_public_when_it_changed_and_is_private_by_now_is_not_named(
    client, forum, signed_in
):
    signed_in(forum, "secretary")
    item = AgendaItemFactory(meeting=MeetingFactory(group=forum), title="Pay")
    under = AgendaItemFactory(meeting=item.meeting, parent=item, title="Whose pay")
    client.post(agenda_of(item.meeting), row(item, title=CANARY) | row(under, title=CANARY + "2"))
    item.refresh_from_db()
    client.post(agenda_of(item.meeting), row(item, visibility="private"))

    client.post(reverse("publishing:publish", args=[item.meeting_id]), {"tell": "1"})

    [letter] = Letter.objects.all()
    assert CANARY not in letter.text
    assert "Something private changed" in letter.text
    assert set(Change.objects.values_list("visibility", flat=True)) == {"private"}


def test_a_members_title_is_not_named_to_an_account_that_nobody_verified(client, forum, signed_in):
    secretary = signed_in(forum, "secretary")
    unverified = MembershipFactory(group=forum, person__user=UnverifiedFactory()).person.user
    meeting = MeetingFactory(group=forum, online_link="https://meet.example.org/secret")
    item = AgendaItemFactory(meeting=meeting, visibility="members")
    client.post(agenda_of(meeting), row(item, title=CANARY))

    client.post(reverse("publishing:publish", args=[meeting.pk]), {"tell": "1"})

    told = {letter.to_user: letter for letter in Letter.objects.all()}
    assert {user: CANARY in letter.text for user, letter in told.items()} == {
        secretary: True,
        unverified: False,
    }
    assert "Something for members changed" in told[unverified].text
    assert {user: "meet.example.org" in letter.calendar for user, letter in told.items()} == {
        secretary: True,
        unverified: False,
    }


def test_a_presenter_is_asked_for_a_private_paper_without_its_name(client, forum, signed_in):
    signed_in(forum, "secretary")
    item = AgendaItemFactory(
        meeting=MeetingFactory(group=forum, state=Meeting.State.DRAFT),
        title=CANARY,
        visibility="private",
        paper_expected=True,
        presenter_email="patel@example.org",
    )

    client.post(reverse("papers:manage", args=[item.meeting_id]), {"chase": "1"})

    letter = Letter.objects.get()
    assert CANARY not in letter.text + letter.subject
    assert upload_link(PaperRequest.objects.get()).split(":")[0] in letter.text


def test_decisions_and_actions_for_members_are_on_no_list_of_others(client, forum):
    item = AgendaItemFactory(meeting=MeetingFactory(group=forum), visibility="members")
    shown = {"published_at": item.meeting.published_at, "text": CANARY}
    DecisionFactory(item=item, **shown)
    ActionFactory(group=forum, item=item, **shown)
    lists = ["/governance/decisions/", "/governance/actions/"]
    pages = [f"{page}{query}" for page in lists for query in ["", "?format=csv"]]

    def lists_seen():
        return [CANARY in client.get(page).getvalue().decode() for page in pages]

    assert lists_seen() == [False] * 4
    client.force_login(UserFactory())
    assert lists_seen() == [False] * 4
    client.force_login(MembershipFactory(group=forum).person.user)
    assert lists_seen() == [True] * 4
