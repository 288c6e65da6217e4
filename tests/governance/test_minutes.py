import io
import re
from datetime import UTC, datetime, timedelta

import pypdf
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from docx import Document

from ccpl_portal.outbox.models import Letter
from ccpl_portal.outbox.registry import check_of
from ccpl_portal.search.models import Entry as Found
from governance.attendance.models import Withdrawal
from governance.decisions import registry
from governance.meetings.words import Part
from governance.minutes import actions
from governance.minutes.entries import write_entry
from governance.minutes.models import Correction, Entry, KeyMessages, Minutes
from governance.models import Action, Decision, Meeting
from networks.models import Membership
from tests.factories.accounts import ManagerFactory, SuperuserFactory, UserFactory
from tests.factories.governance import (
    AgendaItemFactory,
    AttendanceFactory,
    EntryFactory,
    ItemRequestFactory,
    MeetingFactory,
)
from tests.factories.networks import ForumFactory, MembershipFactory
from tests.governance.tags import kinds_in

pytestmark = pytest.mark.django_db

Role = Membership.Role
State = Meeting.State
CANARY = "Zanzibar"
SCRIPT = "<script>alert('minutes')</script>"
DAY = datetime(2026, 10, 1, 14, tzinfo=UTC)


@pytest.fixture
def meeting():
    return MeetingFactory(group__short_name="CCF", starts_at=DAY, state=State.HELD)


@pytest.fixture
def later(meeting):
    found = MeetingFactory(group=meeting.group, starts_at=DAY + timedelta(weeks=5))
    AgendaItemFactory(meeting=found, title="Minutes of the last meeting", part=Part.MINUTES)
    return found


@pytest.fixture
def secretary(meeting, client):
    user = MembershipFactory(group=meeting.group, role=Role.SECRETARY).person.user
    client.force_login(user)
    return user


def account_of(group, role=Role.MEMBER):
    return MembershipFactory(group=group, role=role).person.user


def page_of(meeting, name="page"):
    return reverse(f"minutes:{name}", args=[meeting.pk])


def said(item, kind, text, by=None, **facts):
    token = f"00000000-0000-4000-8000-{Entry.objects.count():012}"
    return write_entry(item=item, kind=kind, text=text, token=token, by=by, **facts)


def brought_to(meeting, state, at_meeting=None):
    if state == State.HELD:
        return
    actions.draft_minutes(meeting=meeting, by=None)
    if state != State.MINUTES_DRAFT:
        actions.circulate(meeting=meeting, by=None)
    if state == State.MINUTES_APPROVED:
        at_meeting = at_meeting or MeetingFactory(
            group=meeting.group, starts_at=meeting.starts_at + timedelta(weeks=4)
        )
        actions.approve(meeting=meeting, at_meeting=at_meeting, corrections=[], by=None)


def main(response):
    return response.content.decode().split("<main")[1].split("</main>")[0]


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", main(response)).split())


def test_draft_minutes_are_made_from_what_was_written_and_nothing_is_typed_again(
    client, meeting, secretary
):
    item = AgendaItemFactory(meeting=meeting, title="Winter")
    for name, standing in [
        ("Zoe Ash", "present"),
        ("Amina Khan", "present"),
        ("Jo Hart", "apologies"),
    ]:
        AttendanceFactory(meeting=meeting, name=name, standing=standing)
    AttendanceFactory(meeting=meeting, name="Sam Lee", deputy_for_name="Priya Roy")
    said(item, "note", "Winter went well.")
    said(item, "decision", "Agree the pathway.")
    said(item, "action", "Write to practices.", owner_name="Lou Bell", due_on=meeting.day)

    response = client.post(page_of(meeting, "draft"), follow=True)

    text = words(response)
    assert response.context["record"].attendance == [
        ("Present", ["Zoe Ash", "Amina Khan", "Sam Lee (deputy for Priya Roy)"]),
        ("Apologies", ["Jo Hart"]),
    ]
    assert "1 Winter Winter went well. Decision CCF-2026-10-01 Agree the pathway. Agreed" in text
    assert "Action CCF-2026-10-A01 Write to practices. Owner: Lou Bell. Due 1 October 2026" in text
    meeting.refresh_from_db()
    assert meeting.state == State.MINUTES_DRAFT


READERS = {
    State.HELD: set(),
    State.MINUTES_DRAFT: {"secretary", "chair", "manager", "superuser"},
    State.MINUTES_CIRCULATED: {"member", "secretary", "chair", "manager", "superuser"},
    State.MINUTES_APPROVED: {
        "stranger",
        "professional",
        "other secretary",
        "member",
        "secretary",
        "chair",
        "manager",
        "superuser",
    },
}


@pytest.mark.parametrize(("state", "readers"), READERS.items())
def test_who_reads_minutes_in_which_state(client, meeting, state, readers):
    brought_to(meeting, state)
    people = {
        "stranger": None,
        "professional": UserFactory(),
        "other secretary": account_of(ForumFactory(), Role.SECRETARY),
        "member": account_of(meeting.group),
        "secretary": account_of(meeting.group, Role.SECRETARY),
        "chair": account_of(meeting.group, Role.CHAIR),
        "manager": ManagerFactory(),
        "superuser": SuperuserFactory(),
    }

    found, taken = set(), set()
    for name, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        if client.get(page_of(meeting)).status_code == 200:
            found.add(name)
        if client.get(page_of(meeting, "word")).status_code == 200:
            taken.add(name)

    assert found == readers
    assert taken == (readers if state == State.MINUTES_APPROVED else set())


@pytest.mark.parametrize("state", [State.MINUTES_DRAFT, State.MINUTES_CIRCULATED])
def test_who_reads_draft_minutes_downloads_nothing_yet(client, meeting, secretary, state):
    brought_to(meeting, state)

    assert client.get(page_of(meeting, "pdf")).status_code == 403


def test_sending_the_draft_to_members_writes_to_each_once(client, meeting, secretary):
    members = [account_of(meeting.group) for _ in range(2)]
    past = MembershipFactory(group=meeting.group, from_on="2020-01-01", until_on="2021-01-01")
    actions.draft_minutes(meeting=meeting, by=secretary)
    assert "3 members will be told" in words(client.get(page_of(meeting, "circulate")))

    client.post(page_of(meeting, "circulate"))
    again = client.post(page_of(meeting, "circulate"))

    assert again.url == page_of(meeting)
    letters = Letter.objects.all()
    assert {letter.to_user for letter in letters} == {secretary, *members}
    assert past.person.user not in {letter.to_user for letter in letters}
    assert len(letters) == 3
    waiting = [letter.send_after - timezone.now() for letter in letters]
    assert all(timedelta(minutes=9) < left < timedelta(minutes=11) for left in waiting)


def test_taking_the_draft_back_takes_the_letters_back(client, meeting, secretary):
    member = account_of(meeting.group)
    brought_to(meeting, State.MINUTES_CIRCULATED)

    client.post(page_of(meeting, "take-back"))

    assert set(Letter.objects.values_list("state", flat=True)) == {Letter.State.RECALLED}
    client.force_login(member)
    assert client.get(page_of(meeting)).status_code == 404


def test_minutes_are_approved_at_a_later_meeting_and_both_say_so(client, meeting, later, secretary):
    AgendaItemFactory(meeting=meeting, title="Welcome")
    second = AgendaItemFactory(meeting=meeting, title="Winter")
    said(second, "decision", "Agree the pathway.")
    brought_to(meeting, State.MINUTES_CIRCULATED)

    response = client.post(
        page_of(meeting, "approve"),
        {
            "at_meeting": later.pk,
            "how": "with-corrections",
            "corrections": "2: read “May” for “March”\nJo Hart sent apologies",
        },
        follow=True,
    )

    text = words(response)
    assert "Approved with corrections at the meeting of 5 November 2026" in text
    assert "Corrected at the meeting of 5 November 2026: read “May” for “March”" in text
    corrections = Correction.objects.values_list("item", "text", "at_approval")
    assert list(corrections) == [
        (second.pk, "read “May” for “March”", True),
        (None, "Jo Hart sent apologies", True),
    ]
    brought_to(later, State.MINUTES_DRAFT)
    assert "minutes of 1 October 2026 were approved with corrections" in words(
        client.get(page_of(later))
    ).replace("The minutes", "minutes")


def test_approving_publishes_decisions_and_tells_whoever_registered(meeting, later, monkeypatch):
    heard = []
    monkeypatch.setattr(registry, "_listeners", [heard.append])
    item = AgendaItemFactory(meeting=meeting)
    said(item, "decision", "Agree the pathway.")
    said(item, "action", "Write to practices.")

    brought_to(meeting, State.MINUTES_APPROVED, later)

    decision = Decision.objects.get()
    assert decision.published_at is not None
    assert heard == [decision]
    assert Action.objects.get().published_at is not None


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"how": ""}, "how"),
        ({"how": "with-corrections", "corrections": " "}, "corrections"),
        ({"how": "as-presented", "corrections": "2: May"}, "how"),
    ],
)
def test_an_approval_that_does_not_fit_is_refused(client, meeting, later, secretary, sent, field):
    brought_to(meeting, State.MINUTES_CIRCULATED)

    response = client.post(page_of(meeting, "approve"), {"at_meeting": later.pk, **sent})

    assert field in response.context["form"].errors
    meeting.refresh_from_db()
    assert meeting.state == State.MINUTES_CIRCULATED


def test_only_a_later_meeting_of_the_same_group_approves(client, meeting, secretary):
    brought_to(meeting, State.MINUTES_CIRCULATED)
    others = [
        MeetingFactory(group=meeting.group, starts_at=DAY - timedelta(weeks=5)),
        MeetingFactory(starts_at=DAY + timedelta(weeks=1)),
        MeetingFactory(group=meeting.group, starts_at=DAY + timedelta(weeks=2), state="cancelled"),
        meeting,
    ]

    for other in others:
        client.post(page_of(meeting, "approve"), {"at_meeting": other.pk, "how": "as-presented"})

    meeting.refresh_from_db()
    assert meeting.state == State.MINUTES_CIRCULATED


STEPS = {
    "draft": {State.PUBLISHED, State.HELD},
    "circulate": {State.MINUTES_DRAFT},
    "take-back": {State.MINUTES_CIRCULATED},
}
# Pressing again shows the result, and changes nothing.
RESULT = {
    "draft": State.MINUTES_DRAFT,
    "circulate": State.MINUTES_CIRCULATED,
    "take-back": State.MINUTES_DRAFT,
}


@pytest.mark.parametrize("state", State.values)
def test_a_step_that_does_not_exist_is_refused(client, secretary, meeting, state):
    Minutes.objects.create(meeting=meeting)
    other = MeetingFactory(group=meeting.group, starts_at=DAY + timedelta(weeks=9))

    for step, from_states in STEPS.items():
        Meeting.objects.filter(pk=meeting.pk).exclude(state="minutes_approved").update(state=state)
        answer = client.post(page_of(meeting, step))
        assert answer.status_code == (302 if state in from_states | {RESULT[step]} else 409)
    if state != State.MINUTES_CIRCULATED:
        readable = state in {State.MINUTES_DRAFT, State.MINUTES_APPROVED}
        Meeting.objects.filter(pk=meeting.pk).exclude(state="minutes_approved").update(state=state)
        approval = {"at_meeting": other.pk, "how": "as-presented"}
        answer = client.post(page_of(meeting, "approve"), approval)
        there = state == State.MINUTES_APPROVED
        assert answer.status_code == (302 if there else 409 if readable else 404)


def test_who_moves_minutes_on(client, meeting, later):
    brought_to(meeting, State.MINUTES_CIRCULATED)
    approval = {"at_meeting": later.pk, "how": "as-presented"}

    def answers(user):
        client.force_login(user)
        return [
            client.post(page_of(meeting, name), approval).status_code
            for name in ["draft", "circulate", "correct", "key-messages", "approve"]
        ]

    for user in [account_of(meeting.group), ManagerFactory()]:
        assert answers(user) == [403] * 5
    assert answers(account_of(ForumFactory(), Role.SECRETARY)) == [403, 403, 403, 403, 404]
    assert answers(account_of(meeting.group, Role.CHAIR)) == [403, 403, 403, 403, 302]


def test_approved_minutes_are_never_edited(meeting):
    item = AgendaItemFactory(meeting=meeting)
    entry = said(item, "decision", "Agree the pathway.")
    row = AttendanceFactory(meeting=meeting, name="Kim Ash")
    withdrawal = Withdrawal.objects.create(item=item, attendance=row, reason="Bidder")
    brought_to(meeting, State.MINUTES_APPROVED)
    correction = actions.correct(
        meeting=meeting, text="May", token="00000000-0000-4000-8000-00000000000c", by=None
    )

    edits = [
        lambda: Entry.objects.filter(pk=entry.pk).update(text="Other words"),
        lambda: Entry.objects.create(item=item, kind="note", text="One more"),
        lambda: Entry.objects.filter(pk=entry.pk).delete(),
        lambda: Decision.objects.update(text="Other words"),
        lambda: Decision.objects.all().delete(),
        lambda: row.delete(),
        lambda: type(row).objects.update(standing="absent"),
        lambda: type(withdrawal).objects.update(reason="Other"),
        lambda: Minutes.objects.update(with_corrections=True),
        lambda: type(item).objects.update(title="Another"),
        lambda: type(item).objects.update(visibility="private"),
        lambda: AgendaItemFactory(meeting=meeting),
        lambda: Meeting.objects.filter(pk=meeting.pk).update(state="minutes_draft"),
        lambda: type(correction).objects.update(text="June"),
        lambda: correction.delete(),
    ]

    for edit in edits:
        with pytest.raises(IntegrityError), transaction.atomic():
            edit()
    assert Entry.objects.get().text == "Agree the pathway."


def test_a_person_can_be_erased_from_the_directory_after_approval(meeting):
    person = MembershipFactory(group=meeting.group).person
    AttendanceFactory(meeting=meeting, person=person, name=person.name)
    item = AgendaItemFactory(meeting=meeting)
    said(item, "action", "Write.", by=person.user, owner=person, owner_name=person.name)
    brought_to(meeting, State.MINUTES_APPROVED)

    user = person.user
    person.delete()
    user.delete()

    assert meeting.attendances.get().person is None
    assert Entry.objects.get().updated_by is None


def test_a_dated_correction_stays_beside_approved_minutes(client, meeting, secretary):
    item = AgendaItemFactory(meeting=meeting)
    brought_to(meeting, State.MINUTES_APPROVED)
    form = client.get(page_of(meeting, "correct")).context["form"]
    sent = {"token": form["token"].value(), "item": item.pk, "text": f"Read May {SCRIPT}"}

    client.post(page_of(meeting, "correct"), sent)
    client.post(page_of(meeting, "correct"), sent)

    assert Correction.objects.count() == 1
    client.logout()
    page = client.get(page_of(meeting))
    assert "Read May &lt;script&gt;" in page.content.decode()
    assert SCRIPT not in page.content.decode()


def test_minutes_that_are_not_approved_take_no_dated_correction(client, meeting, secretary):
    brought_to(meeting, State.MINUTES_CIRCULATED)

    assert client.get(page_of(meeting, "correct")).status_code == 409


def test_what_the_action_becomes_later_does_not_change_the_minutes(client, meeting):
    item = AgendaItemFactory(meeting=meeting)
    said(item, "action", "Write.", owner_name="Lou Bell", due_on=meeting.day)
    brought_to(meeting, State.MINUTES_APPROVED)
    before = words(client.get(page_of(meeting)))

    Action.objects.update(owner_name="Kim Ash", due_on="2027-01-01", text="Write twice.")
    meeting.group.quorum = 9
    meeting.group.save()

    assert words(client.get(page_of(meeting))) == before


def test_a_private_item_leaves_no_trace_but_its_number(client, meeting, later):
    meeting.group.mailbox = "secretary@forum.example"
    meeting.group.save()
    shown = AgendaItemFactory(meeting=meeting, title="Winter")
    secret = AgendaItemFactory(meeting=meeting, title=f"{CANARY} title", visibility="private")
    under = AgendaItemFactory(
        meeting=meeting, title=f"{CANARY} child", visibility="private", parent=shown, position=1
    )
    row = AttendanceFactory(meeting=meeting, name="Kim Ash", first_item=secret)
    Withdrawal.objects.create(item=secret, attendance=row, reason=f"{CANARY} interest")
    for item in [secret, under]:
        said(item, "note", f"{CANARY} note")
        said(item, "decision", f"{CANARY} decision")
        said(item, "action", f"{CANARY} action")
    said(shown, "decision", "Agree the pathway.")
    member = account_of(meeting.group)
    brought_to(meeting, State.MINUTES_CIRCULATED)
    actions.approve(
        meeting=meeting,
        at_meeting=later,
        corrections=[(secret, f"{CANARY} correction")],
        by=None,
    )

    client.force_login(member)
    assert main(client.get(page_of(meeting))).count(CANARY) == 10
    for user in [None, UserFactory(), account_of(ForumFactory(), Role.SECRETARY), ManagerFactory()]:
        client.logout()
        if user:
            client.force_login(user)
        page = client.get(page_of(meeting))
        assert "2 Private item" in words(page)
        assert "1.1 Private item" in words(page)
        assert "joined for item 2" in words(page)
        for address in [
            page_of(meeting),
            meeting.get_absolute_url(),
            "/governance/decisions/",
            "/governance/decisions/?format=csv",
            "/governance/actions/",
            "/governance/actions/?format=csv",
            f"/search/?q={CANARY}",
        ]:
            response = client.get(address)
            content = b"".join(response) if response.streaming else response.content
            shown_words = content.decode().replace(f'value="{CANARY}"', "")
            if address.startswith("/search/"):
                shown_words = shown_words.split("<main")[1].replace(f"“{CANARY}”", "")
                assert f"{CANARY} " not in shown_words
                continue
            assert CANARY not in shown_words, address
            assert CANARY not in str(response.headers)
        for text in [printed(client, meeting), typed(client, meeting)]:
            assert "Private item" in text
            assert "Agree the pathway." in text
            assert CANARY not in text
        for model in [Decision, Action]:
            for row in model.objects.filter(text__contains=CANARY):
                assert client.get(row.get_absolute_url()).status_code == 404
    assert not Letter.objects.filter(text__contains=CANARY).exists()
    assert set(
        Found.objects.filter(body__contains=CANARY).values_list("audiences", flat=True)[0]
    ) == {f"group:{meeting.group_id}"}


def printed(client, meeting):
    response = client.get(page_of(meeting, "pdf"))
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def typed(client, meeting):
    response = client.get(page_of(meeting, "word"))
    document = Document(io.BytesIO(response.content))
    return " ".join(paragraph.text for paragraph in document.paragraphs)


def test_script_in_minutes_is_words_everywhere(client, meeting):
    item = AgendaItemFactory(meeting=meeting, title=f"Title {SCRIPT}")
    AttendanceFactory(meeting=meeting, name=f"Name {SCRIPT}")
    for kind in ["note", "decision", "action"]:
        said(item, kind, f"{kind} {SCRIPT} #strong[x] $x$")
    brought_to(meeting, State.MINUTES_APPROVED)

    for address in [
        page_of(meeting),
        "/governance/decisions/",
        Decision.objects.get().get_absolute_url(),
        Action.objects.get().get_absolute_url(),
    ]:
        content = client.get(address).content.decode()
        assert "&lt;script&gt;" in content
        assert SCRIPT not in content
    assert "note <script>alert('minutes')</script> #strong[x] $x$" in printed(client, meeting)


def test_the_pdf_is_pdf_ua_with_tags_title_and_language(client, meeting):
    item = AgendaItemFactory(meeting=meeting, title="Winter")
    AttendanceFactory(meeting=meeting, name="Kim Ash")
    said(item, "decision", "Agree the pathway.")
    brought_to(meeting, State.MINUTES_APPROVED)

    response = client.get(page_of(meeting, "pdf"))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].endswith('-2026-10-01.pdf"')
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == f"Minutes: {meeting.name}, 1 October 2026"
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", metadata)
    tags = set(kinds_in(root["/StructTreeRoot"]))
    assert {"/Document", "/H1", "/H2", "/L", "/LI", "/P"} <= tags


def test_the_word_document_has_headings_title_and_language(client, meeting):
    item = AgendaItemFactory(meeting=meeting, title="Winter")
    said(item, "note", "Winter \x0bwent well.")
    brought_to(meeting, State.MINUTES_APPROVED)

    response = client.get(page_of(meeting, "word"))

    document = Document(io.BytesIO(response.content))
    assert document.core_properties.title == f"Minutes: {meeting.name}, 1 October 2026"
    assert document.core_properties.language == "en-GB"
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == ["Who was there", "Minutes", "1 Winter"]


def test_a_decision_without_a_quorum_is_marked_by_what_is_known_in_the_end(client, meeting):
    meeting.group.quorum = 2
    meeting.group.save()
    item = AgendaItemFactory(meeting=meeting)
    said(item, "decision", "Agree the pathway.")
    members = [MembershipFactory(group=meeting.group).person for _ in range(2)]
    rows = [AttendanceFactory(meeting=meeting, person=one, name=one.name) for one in members]
    Withdrawal.objects.create(item=item, attendance=rows[0], reason="Works for the bidder")

    brought_to(meeting, State.MINUTES_APPROVED)

    text = words(client.get(page_of(meeting)))
    assert "Not quorate for this item 2 members needed, 1 present" in text
    assert f"{members[0].name} withdrew: Works for the bidder" in text
    assert "Agreed. Not quorate, for ratification" in text
    assert "Not quorate, for ratification" in printed(client, meeting)


def test_key_messages_come_from_the_public_decisions_and_go_to_members_once(
    client, meeting, secretary
):
    member = account_of(meeting.group)
    shown = AgendaItemFactory(meeting=meeting)
    secret = AgendaItemFactory(meeting=meeting, visibility="private")
    said(shown, "decision", "Agree the pathway.")
    said(secret, "decision", f"{CANARY} decision")
    form = client.get(page_of(meeting, "key-messages")).context["form"]
    assert form["text"].value() == "Agree the pathway."

    sent = {"text": "One pathway for all.\n\n- No more forms.", "publishes": "on"}
    client.post(page_of(meeting, "key-messages"), sent)
    again = client.post(page_of(meeting, "key-messages"), sent)

    assert again.url == meeting.get_absolute_url()
    assert KeyMessages.objects.get().lines == ["One pathway for all.", "No more forms."]
    letters = Letter.objects.all()
    assert {letter.to_user for letter in letters} == {secretary, member}
    assert all("- One pathway for all.\n- No more forms." in letter.text for letter in letters)
    client.logout()
    assert "No more forms." in words(client.get(meeting.get_absolute_url()))
    published = Decision.objects.published().values_list("text", flat=True)
    assert list(published) == ["Agree the pathway."]


def test_those_who_registered_hear_key_messages_of_meetings_that_are_open_to_all(
    client, meeting, secretary, monkeypatch
):
    followers = [UserFactory(), UserFactory(is_active=False), secretary]
    monkeypatch.setattr(
        "governance.minutes.registry._listeners",
        [lambda group: [(one, "https://portal.example/stop/") for one in followers]],
    )
    closed = MeetingFactory(group=meeting.group, state=State.HELD, visibility="members")
    sent = {"text": "One pathway for all."}

    page = main(client.get(page_of(meeting, "key-messages")))
    for one in [meeting, closed]:
        client.post(page_of(one, "key-messages"), sent)

    assert "Send key messages to 2 people" in page
    told = [{letter.to_user for letter in letters_about(one)} for one in [meeting, closed]]
    assert told == [{secretary, followers[0]}, {secretary}]
    check = check_of("governance.minutes_reader")
    letter = letters_about(meeting).get(to_user=followers[0])
    before = check(letter)
    followers.remove(letter.to_user)
    assert (before, check(letter)) == (True, False)


def letters_about(meeting):
    return Letter.objects.about(meeting.key_messages)


def test_whoever_asked_for_the_matter_is_told_what_was_decided(meeting, later):
    asked, private = [
        ItemRequestFactory(
            group=meeting.group,
            state="scheduled",
            item=AgendaItemFactory(meeting=meeting, visibility=visibility),
        )
        for visibility in ["public", "private"]
    ]
    for request in [asked, private]:
        said(request.item, "decision", "Agree the pathway.")

    brought_to(meeting, State.MINUTES_APPROVED, later)

    letters = Letter.objects.filter(subject__startswith="Decided: ")
    assert [letter.to_user for letter in letters] == [asked.asked_by]
    assert "Agree the pathway." in letters[0].text
    for request in [asked, private]:
        request.refresh_from_db()
    assert (asked.state, asked.answer) == ("decided", "Agree the pathway.")
    assert private.state == "scheduled"


def test_six_lines_are_too_many_and_a_meeting_to_come_has_none(client, meeting, secretary, later):
    six = client.post(page_of(meeting, "key-messages"), {"text": "\n".join("abcdef")})

    assert "Five lines at most: leave out 1" in main(six)
    assert client.get(page_of(later, "key-messages")).status_code == 409
    assert not KeyMessages.objects.exists()


def test_a_letter_about_minutes_is_not_sent_to_somebody_who_left(meeting, secretary):
    brought_to(meeting, State.MINUTES_CIRCULATED)
    letter = Letter.objects.get()
    assert check_of(letter.check_name)(letter)

    Membership.objects.all().delete()

    assert not check_of(letter.check_name)(letter)


def test_the_search_finds_minutes_as_far_as_one_may_read_them(client, meeting):
    item = AgendaItemFactory(meeting=meeting)
    said(item, "note", "Spirometry in village halls")
    address = "/search/?q=spirometry+village"
    member = account_of(meeting.group)

    def found(user):
        client.logout()
        if user:
            client.force_login(user)
        return "Minutes: " in main(client.get(address))

    brought_to(meeting, State.MINUTES_CIRCULATED)
    assert [found(None), found(UserFactory()), found(member)] == [False, False, True]
    later = MeetingFactory(group=meeting.group, starts_at=DAY + timedelta(weeks=3))
    actions.approve(meeting=meeting, at_meeting=later, corrections=[], by=None)
    assert found(None)


def test_the_page_asks_as_much_for_many_entries_as_for_few(
    client, meeting, django_assert_max_num_queries
):
    def add(count):
        for _ in range(count):
            item = AgendaItemFactory(meeting=meeting)
            for kind in ["note", "decision", "action"]:
                said(item, kind, "Words")
            AttendanceFactory(meeting=meeting)

    add(12)
    brought_to(meeting, State.MINUTES_APPROVED)
    with django_assert_max_num_queries(12):
        assert client.get(page_of(meeting)).status_code == 200


def test_the_pages_of_minutes_have_no_other_entry_than_their_own(client, meeting):
    EntryFactory(text="Elsewhere")
    brought_to(meeting, State.MINUTES_APPROVED)

    assert "Elsewhere" not in words(client.get(page_of(meeting)))
