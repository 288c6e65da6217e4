"""Somebody applies for a leadership role, others run the recruitment, a stranger looks on."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ccpl_portal.packs.actions import load_pack
from leadership_dev.models import Application, EligibilityQuestion, LeadershipRole
from leadership_dev.roles.tasks import keep_time
from tests.factories.accounts import CoordinatorFactory, ManagerFactory, UserFactory
from tests.factories.leadership_dev import OpenRoleFactory, seat_panel
from tests.journeys.looking import width_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def fits(page, width):
    assert width_of(page) == width


@pytest.mark.parametrize(("width", "script"), [(320, False), (1280, True)], ids=["phone", "desk"])
def test_an_applicant_applies_and_answers_the_equality_questions(
    visit, sign_in, complaints, width, script
):
    load_pack("gloucestershire", examples=False)
    role = OpenRoleFactory(title="Clinical Lead, frailty", criteria__name="System thinking")
    EligibilityQuestion.objects.create(role=role, text="Do you work in this system?")
    seat_panel(role)
    page = visit("/leadership/roles/", width=width, script=script)
    sign_in(page, UserFactory(name="Zebedee Quill"))

    page.goto("/leadership/roles/")
    page.get_by_role("link", name="Clinical Lead, frailty").click()
    fits(page, width)
    page.get_by_role("button", name="Apply", exact=True).or_(
        page.get_by_role("link", name="Apply", exact=True)
    ).first.click()
    page.get_by_label("Yes").check()
    press(page, "Start your application")
    heading(page, "Your application")

    page.get_by_role("link", name="About you").click()
    page.get_by_label("Job title").fill("Community midwife")
    page.get_by_label("Main employer").fill("Quillshire Hospital")
    page.get_by_label("Profession", exact=True).fill("Midwife")
    press(page, "Save and go on")
    expect(page.get_by_role("main")).to_contain_text("Saved at")
    page.get_by_role("link", name="Line manager and referees").click()
    page.get_by_label("Name of your line manager").fill("Morwenna Overbury")
    for which in ["first", "second"]:
        page.get_by_label(f"Name of your {which} referee").fill(f"Referee {which}")
        page.get_by_label(f"Email address of your {which} referee").fill(f"{which}@example.org")
    press(page, "Save and go on")
    page.get_by_role("link", name="System thinking").click()
    page.get_by_label("Your answer").fill("I, Zebedee, brought four teams together.")
    if script:
        expect(page.get_by_text("Your answer may tell who you are")).to_be_visible()
        expect(page.locator("[data-count]")).to_have_text("6 of 300 words")
    press(page, "Save and stay here")
    expect(page.get_by_text("Your answer may tell who you are")).to_be_visible()
    fits(page, width)
    assert not script or complaints(page) == []
    page.get_by_role("link", name="Back to your application").click()
    page.get_by_role("link", name="Adjustments and guaranteed interview").click()
    page.get_by_label("No, or it does not apply to me").check()
    press(page, "Save and go on")
    page.get_by_role("link", name="Declaration").click()
    page.get_by_role("checkbox").check()
    press(page, "Save and go on")
    assert not script or complaints(page) == []
    page.get_by_role("button", name="Check your answers and send").click()
    fits(page, width)
    assert not script or complaints(page) == []
    press(page, "Send application")
    heading(page, "Application sent")
    expect(page.get_by_role("main")).to_contain_text(Application.objects.get().reference)
    assert not script or complaints(page) == []

    page.get_by_role("button", name="Go to the equality questions").click()
    page.get_by_label("Yes, it takes 2 minutes").check()
    press(page, "Continue")
    fits(page, width)
    assert not script or complaints(page) == []
    page.get_by_label("Asian or Asian British").check()
    press(page, "Continue")
    page.get_by_label("Chinese").check()
    press(page, "Save answers")
    expect(page.get_by_role("main")).to_contain_text("Your answers are kept without your name")
    expect(page.get_by_role("main")).to_contain_text("Received")


def test_what_is_typed_on_a_dead_line_is_there_when_it_is_back(visit, sign_in):
    role, user = OpenRoleFactory(criteria__name="System thinking"), UserFactory()
    page = visit("/", width=320)
    sign_in(page, user)
    page.goto(f"/leadership/roles/{role.slug}/apply/")
    press(page, "Start your application")
    page.get_by_role("link", name="System thinking").click()

    page.context.set_offline(True)
    page.get_by_label("Your answer").fill("Words of a train in a tunnel.")
    expect(page.locator("[data-saved]")).to_contain_text("Not saved", timeout=60_000)
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value("Words of a train in a tunnel.")
    press(page, "Save and go on")

    heading(page, "Your application")
    assert Application.objects.get().answers.get().text == "Words of a train in a tunnel."


def test_a_coordinator_drafts_a_role_a_manager_approves_it_and_a_stranger_reads_it(
    visit, sign_in, complaints
):
    coordinator, manager = CoordinatorFactory(), ManagerFactory()
    desk = visit("/", width=1280)
    sign_in(desk, coordinator)
    desk.goto("/leadership/")
    desk.get_by_role("link", name="Draft a role").first.click()
    assert complaints(desk) == []
    desk.get_by_label("Title of the role").fill("Clinical Lead, sleep")
    desk.get_by_label("What the role is for").fill("You lead the work on sleep.")
    desk.get_by_label("Full process").check()
    press(desk, "Save")
    desk.get_by_role("link", name="Time, term and pay").click()
    desk.get_by_label("Time a week").fill("2")
    desk.get_by_label("Programmed activities (PAs)").check()
    desk.get_by_label("Term in months").fill("24")
    desk.get_by_label("Pay or backfill").fill("Backfill")
    desk.get_by_label("Line of accountability").fill("The medical director")
    press(desk, "Save")
    desk.get_by_role("link", name="Dates", exact=True).click()
    opens = timezone.localdate()
    for name, day in [("opens_on", opens), ("closes_on", opens + timedelta(days=30))]:
        for part in ["day", "month", "year"]:
            desk.locator(f"[name={name}_{part}]").fill(str(getattr(day, part)))
    press(desk, "Save")
    desk.get_by_role("link", name="Contact, informal talk and employer").click()
    desk.get_by_label("Contact name").fill("The team")
    desk.get_by_label("Contact email").fill("team@example.org")
    press(desk, "Save")
    desk.get_by_role("link", name="Add a criterion").click()
    assert complaints(desk) == []
    desk.get_by_label("Name", exact=True).fill("Courage")
    desk.get_by_label("What is looked for").fill("Spoke up")
    desk.get_by_label("Essential").check()
    for score in range(5):
        desk.locator(f"[name=anchor_{score}]").fill(f"Words of {score}")
    press(desk, "Save")
    desk.get_by_role("link", name="Send for approval").click()
    press(desk, "Send for approval")
    role = LeadershipRole.objects.get()
    seat_panel(role)
    assert complaints(desk) == []

    other = visit("/", width=1280)
    sign_in(other, manager)
    other.get_by_role("link", name="Approve the role Clinical Lead, sleep").click()
    other.get_by_role("link", name="Approve", exact=True).click()
    press(other, "Approve")
    LeadershipRole.objects.update(opens_at=timezone.now() - timedelta(minutes=1))
    keep_time()

    stranger = visit("/leadership/roles/", width=320, script=False)
    stranger.get_by_role("link", name="Clinical Lead, sleep").click()
    expect(stranger.get_by_role("main")).to_contain_text("8 hours a week")
    expect(stranger.get_by_role("main")).to_contain_text("Words of 4")
    fits(stranger, 320)
