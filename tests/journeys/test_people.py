"""Who leads on it, who is missing, and what others see of me: in a browser."""

import pytest
from playwright.sync_api import expect

from ccpl_portal.people.models import Person
from tests.factories.networks import GapFactory, GroupFactory, MembershipFactory
from tests.factories.organisations import (
    OrganisationFactory,
    OrganisationKindFactory,
    PlaceFactory,
    PlaceMembershipFactory,
    SectorFactory,
    SystemFactory,
)
from tests.factories.people import (
    AppointmentFactory,
    PersonFactory,
    PersonWithAccountFactory,
    PostKindFactory,
    ProfessionFactory,
    ProfessionFamilyFactory,
)
from tests.factories.strategy import PriorityAreaFactory
from tests.journeys.looking import width_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def respiratory_lead():
    chief = PostKindFactory(slug="chief", name="Chief Speciality Lead", plural="x", position=1)
    held = AppointmentFactory(
        person__name="Kwame Example",
        person__email="kwame.personal@example.org",
        person__shows_email=True,
        post__kind=chief,
        post__title="Chief Speciality Lead, lungs",
    )
    held.post.tags.add(PriorityAreaFactory(name="Respiratory"))
    PersonFactory(name="Able Example", expertise="respiratory failure")
    PersonFactory(name="Other Example", expertise="stroke")


@pytest.mark.parametrize(("width", "script"), [(320, False), (320, True), (1280, True)])
def test_a_clinician_finds_the_respiratory_lead_in_two_steps(visit, complaints, width, script):
    respiratory_lead()
    page = visit("/people/", width=width, script=script)

    page.get_by_label("Who leads on").fill("respiratory")
    page.get_by_role("button", name="Search").last.click()
    expect(page.get_by_role("status")).to_have_text("2 people")
    expect(page.locator(".portal-row__title").first).to_have_text("Kwame Example")
    found = complaints(page) if script else []
    page.get_by_role("link", name="Kwame Example", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Kwame Example")
    expect(page.get_by_role("button", name="Send a message")).to_be_visible()
    assert "kwame.personal" not in page.content()
    assert width_of(page) == width
    assert found + (complaints(page) if script else []) == []


def test_a_stranger_writes_to_the_lead_by_keyboard_alone(visit, complaints):
    respiratory_lead()
    lead = Person.objects.get(name="Kwame Example")
    page = visit(f"{lead.get_absolute_url()}contact/", width=320)
    assert complaints(page) == []

    page.get_by_label("Your name").focus()
    for words in ["Bo Example", "bo@example.org", "May I visit your clinic?"]:
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send the message")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Your message to Kwame Example is on its way")
    assert "kwame.personal" not in page.content()


def test_a_colleague_reads_who_is_missing_from_a_group(visit, sign_in, complaints):
    root = SystemFactory()
    rugby = PlaceFactory(name="Rugby", slug="rugby")
    family = ProfessionFamilyFactory(name="Medicine")
    trusts = {}
    for name, sector, place in [
        ("Rugby Hospital", "Acute care", rugby),
        ("Rugby PCN", "General practice", rugby),
        ("City PCN", "General practice", PlaceFactory(name="Coventry", slug="coventry")),
        ("Mind Trust", "Mental health", root),
    ]:
        kind = OrganisationKindFactory(
            slug=name.lower().replace(" ", "-"),
            name=name,
            sector=trusts[sector].kind.sector
            if sector in trusts
            else SectorFactory(name=sector, slug=sector.lower().replace(" ", "-")),
        )
        trusts[sector] = OrganisationFactory(name=name, kind=kind)
        PlaceMembershipFactory(organisation=trusts[sector], place=place)
    group = GroupFactory(name="Respiratory network")
    for body in [trusts["General practice"], trusts["Acute care"]]:
        reader = MembershipFactory(
            group=group,
            person__organisation=body,
            person__profession=ProfessionFactory(family=family),
        ).person.user
    GapFactory(
        group=group,
        family=None,
        sector=trusts["General practice"].kind.sector,
        place=rugby,
        engaging="Ask the practice managers",
    )
    page = visit("/", width=320)
    sign_in(page, reader)

    page.goto(group.get_absolute_url())
    page.get_by_role("link", name="See who is in the room and who is not").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Who isn’t in the room?")
    main = page.get_by_role("main")
    expect(main).to_contain_text("No member from general practice in Rugby")
    expect(main).to_contain_text("Ask the practice managers")
    assert width_of(page) == 320
    assert complaints(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(main.get_by_role("cell", name="nobody").first).to_be_visible()
    assert complaints(page) == []


def test_a_person_edits_and_previews_their_page_by_keyboard_alone(
    visit, sign_in, complaints, tab_to
):
    person = PersonWithAccountFactory(name="Ada Example", biography="Old words.")
    page = visit("/", width=1280)
    sign_in(page, person.user)
    page.goto(f"{person.get_absolute_url()}edit/")
    assert complaints(page) == []

    page.get_by_label("Biography").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("New words about breathing.")
    tab_to(page, "See it as a stranger")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Nothing is saved yet")
    expect(page.get_by_role("main")).to_contain_text("New words about breathing.")
    person.refresh_from_db()
    assert person.biography == "Old words."
    assert complaints(page) == []
    tab_to(page, "Save")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Saved")
    expect(page.get_by_role("main")).to_contain_text("New words about breathing.")
    stranger = visit(person.get_absolute_url(), width=320, script=False)
    expect(stranger.get_by_role("main")).to_contain_text("New words about breathing.")
