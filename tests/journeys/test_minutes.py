"""A meeting from "everyone present" to approved minutes, as its secretary, a member, a clinician
and a stranger live it; with and without JavaScript, and over a lost connection."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from governance.meetings.words import Part
from governance.models import Action, Decision, Entry, Meeting
from networks.models import Membership, QuorumCondition
from tests.factories.accounts import UserFactory
from tests.factories.governance import AgendaItemFactory, MeetingFactory
from tests.factories.networks import ForumFactory, MembershipFactory
from tests.journeys.looking import width_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Role = Membership.Role


@pytest.fixture
def forum():
    group = ForumFactory(name="Care Forum", short_name="CF", quorum=3)
    QuorumCondition.objects.create(
        group=group, roles=[Role.CHAIR, Role.DEPUTY], words="1 chair or deputy"
    )
    return group


def joined(forum, name, role=Role.MEMBER):
    return MembershipFactory(group=forum, person__name=name, role=role).person


def test_a_meeting_is_run_and_its_minutes_are_approved_at_the_next(
    forum, visit, sign_in, complaints
):
    secretary = joined(forum, "Ola Bracken", Role.SECRETARY)
    joined(forum, "Gwen Fox", Role.CHAIR)
    members = [joined(forum, name) for name in ["Amina Khan", "Jo Hart", "Priya Roy"]]
    now = timezone.now()
    meeting = MeetingFactory(group=forum, starts_at=now - timedelta(hours=1))
    items = [AgendaItemFactory(meeting=meeting, title=f"Matter {n}") for n in range(1, 4)]
    AgendaItemFactory(meeting=meeting, title="Zanzibar appointment", visibility="private")
    later = MeetingFactory(group=forum, starts_at=now + timedelta(weeks=4))
    AgendaItemFactory(meeting=later, title="Minutes of the last meeting", part=Part.MINUTES)

    # Attendance: everybody in one press, then the exceptions.
    desk = visit("/")
    sign_in(desk, secretary.user)
    desk.goto(f"{meeting.get_absolute_url()}room/")
    desk.get_by_role("button", name="Everyone present").click()
    assert complaints(desk) == []
    jo = desk.get_by_role("group", name="Jo Hart")
    jo.get_by_label("Apologies").check()
    desk.get_by_role("button", name="Save attendance").click()
    desk.get_by_label("Paste names").fill("Sam Lee (deputy for J Hart); Kim Ash")
    desk.get_by_role("button", name="Look at the list").click()
    assert complaints(desk) == []
    desk.get_by_role("button", name="Put them on the list").click()
    expect(desk.locator("[data-quoracy]")).to_contain_text("Quorate")

    # One item without a quorum: two withdraw.
    desk.get_by_role("link", name="Back to the room").click()
    for name in ["Amina Khan", "Priya Roy"]:
        section(desk, items[1]).get_by_role("link", name="Withdrawal").click()
        desk.get_by_label("Who withdraws").select_option(label=name)
        desk.get_by_label("Interest").fill("Works for the provider")
        desk.get_by_role("button", name="Record withdrawal").click()
    expect(section(desk, items[1])).to_contain_text("Not quorate for this item")
    expect(section(desk, items[0])).not_to_contain_text("Not quorate")

    # Decisions and actions are saved as they are typed.
    said = ["Matter 1 is agreed.", "Matter 2 is agreed.", "Matter 3 is agreed."]
    for item, words in zip(items, said, strict=True):
        form = opened(desk, item, "Decision")
        form.locator("textarea").fill(words)
        if item == items[1]:
            expect(form).to_contain_text("Type “not quorate”")
            form.locator("[name=confirmation]").fill("not quorate")
        expect(form.locator("[data-state]")).to_contain_text("Saved at", timeout=60_000)
    for number, item in enumerate([items[0], items[0], items[1], items[2]]):
        form = opened(desk, item, "Action")
        form.locator("textarea").fill(f"Do thing {number}.")
        form.locator("[name=owner]").fill("A Khan")
        expect(form.locator("[data-state]")).to_contain_text("Saved at", timeout=60_000)
        desk.reload()
    private = Meeting.objects.get(pk=meeting.pk).items.get(visibility="private")
    form = opened(desk, private, "Note")
    form.locator("textarea").fill("Zanzibar was discussed.")
    expect(form.locator("[data-state]")).to_contain_text("Saved at", timeout=60_000)
    assert complaints(desk) == []
    assert Decision.objects.count() == 3
    assert [a.owner for a in Action.objects.all()] == [members[0]] * 4

    # The draft is there with nothing typed again, and goes to the members.
    desk.get_by_role("button", name="End the meeting and draft the minutes").click()
    expect(desk.get_by_role("main")).to_contain_text("Not quorate, for ratification")
    assert complaints(desk) == []
    stranger = visit(f"{meeting.get_absolute_url()}minutes/", width=320, script=False)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Page not found")
    desk.get_by_role("button", name="Send the draft to members").click()
    desk.get_by_role("button", name="Send the draft to members").click()

    member = visit("/", width=320, script=False)
    sign_in(member, members[0].user)
    member.goto(f"{meeting.get_absolute_url()}minutes/")
    expect(member.get_by_role("main")).to_contain_text("Zanzibar was discussed.")
    clinician = visit("/")
    sign_in(clinician, UserFactory())
    clinician.goto(f"{meeting.get_absolute_url()}minutes/")
    expect(clinician.get_by_role("heading", level=1)).to_have_text("Page not found")

    # Approved at the next meeting with a correction; both say so.
    desk.get_by_role("button", name="Approve these minutes").click()
    desk.get_by_label("With corrections").check()
    desk.get_by_role("textbox", name="Corrections").fill("1: read May for March")
    assert complaints(desk) == []
    desk.get_by_role("button", name="Approve and publish the minutes").click()
    for page in [stranger, clinician]:
        page.goto(f"{meeting.get_absolute_url()}minutes/")
        shown = page.get_by_role("main")
        expect(shown).to_contain_text("Approved with corrections")
        expect(shown).to_contain_text("read May for March")
        expect(shown).to_contain_text("4 Private item")
        expect(shown).to_contain_text("Sam Lee (deputy for Jo Hart)")
        expect(shown).not_to_contain_text("Zanzibar")
    stranger.get_by_role("link", name="CF-").first.click()
    expect(stranger.get_by_role("main")).to_contain_text("Matter 1 is agreed.")

    # The owner says how far the first action has come.
    action = Action.objects.order_by("pk").first()
    member.goto("/")
    member.get_by_role("link", name=action.reference).click()
    member.get_by_label("In progress").check()
    member.get_by_role("button", name="Save").click()
    action.refresh_from_db()
    assert action.state == "in_progress"


def section(page, item):
    return page.locator(f"#item-{item.pk}")


def opened(page, item, kind):
    """The blank form behind one of the small buttons, opened."""
    details = (
        section(page, item)
        .locator("details")
        .filter(has=page.locator(f"summary:has-text('{kind}')"))
    )
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    return details.locator("form")


def test_a_lost_connection_loses_no_words(forum, visit, sign_in):
    secretary = joined(forum, "Ola Bracken", Role.SECRETARY)
    meeting = MeetingFactory(group=forum)
    item = AgendaItemFactory(meeting=meeting)
    desk = visit("/")
    sign_in(desk, secretary.user)
    desk.goto(f"{meeting.get_absolute_url()}room/")
    form = opened(desk, item, "Note")

    # What is sent is lost; the page itself can be had.
    def lose(route):
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    desk.route("**/*", lose)
    form.locator("textarea").fill("Written in a lift.")
    expect(form.locator("[data-state]")).to_contain_text("kept on this device", timeout=60_000)
    assert not Entry.objects.exists()

    desk.reload()
    expect(form.locator("textarea")).to_have_value("Written in a lift.")
    desk.unroute("**/*")
    desk.evaluate("dispatchEvent(new Event('online'))")
    expect(form.locator("[data-state]")).to_contain_text("Saved at", timeout=60_000)
    assert [entry.text for entry in Entry.objects.all()] == ["Written in a lift."]
    desk.reload()
    expect(section(desk, item).locator("textarea").first).to_have_value("Written in a lift.")
    assert Entry.objects.count() == 1


def test_the_room_works_without_javascript_on_a_phone(forum, visit, sign_in, complaints):
    secretary = joined(forum, "Ola Bracken", Role.SECRETARY)
    meeting = MeetingFactory(group=forum)
    item = AgendaItemFactory(meeting=meeting)
    phone = visit("/", width=320, script=False)
    sign_in(phone, secretary.user)
    phone.goto(f"{meeting.get_absolute_url()}room/")

    form = opened(phone, item, "Note")
    form.locator("textarea").fill("Written on a phone.")
    form.get_by_role("button", name="Save").click()

    entry = Entry.objects.get()
    assert entry.text == "Written on a phone."
    assert width_of(phone) <= 320

    other = visit("/", script=False)
    other.context.add_cookies(phone.context.cookies())
    other.goto(f"{meeting.get_absolute_url()}room/")
    for page, words in [(phone, "Theirs."), (other, "Mine.")]:
        kept = page.locator(f"[data-entry=entry-{entry.pk}]")
        kept.locator("textarea").fill(words)
        kept.get_by_role("button", name="Save").click()

    expect(other.get_by_role("heading", level=1)).to_contain_text("Two people changed this")
    expect(other.get_by_role("main")).to_contain_text("Theirs.")
    expect(other.get_by_label("Your text")).to_have_value("Mine.")
    other.get_by_label("Your text").fill("Theirs and mine.")
    other.get_by_role("button", name="Save this text").click()
    entry.refresh_from_db()
    assert entry.text == "Theirs and mine."
