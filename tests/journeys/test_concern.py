"""A concern on its way: from a spreadsheet to the system's figure, to a signal, to an agenda, to
a decision; and what an outsider gets to see of it. Axe is silent and every page fits a phone."""

import io

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from governance.decisions.actions import publish_decisions
from quality.models import Measure, MeasureSet, Placement, Return, Signal
from quality.returns.due import months_ago
from quality.rollup.actions import roll_up
from quality.signals.actions import look
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.governance import DecisionFactory, DraftMeetingFactory
from tests.factories.networks import GroupFactory, MembershipFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.quality import (
    AreaFactory,
    BodyFactory,
    MeasureFactory,
    MeasureSetFactory,
    ObligationFactory,
    ReturnFactory,
    ReturnsContactFactory,
    SystemFactory,
)
from tests.journeys.looking import width_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MONTHS = 15
LAST = months_ago(1)
CODES = ["VTE", "INF", "FFT", "OBS"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def home():
    return SystemFactory(code="QWU", name="Arden", place=RootFactory())


@pytest.fixture
def contact(home):
    """Sends four measures for RKB, steady for fifteen months and not yet sent for the last."""
    found = MeasureSetFactory(
        system=home, slug="safety", name="Safety", audience="signed_in", asks_for_words=True
    )
    body = BodyFactory(system=home, code="RKB", name="Coventry", area=None)
    for code in CODES:
        measure = MeasureFactory(system=home, set=found, code=code, name=code, kind="proportion")
        owed = ObligationFactory(body=body, measure=measure, from_on=months_ago(MONTHS + 1))
        for n in range(MONTHS):
            period = months_ago(MONTHS + 1 - n)
            ReturnFactory(obligation=owed, period=period, numerator=94 + n % 3, denominator=100)
    roll_up(system=home)
    return ReturnsContactFactory(body=body, user=UserFactory())


@pytest.fixture
def overseer():
    group = GroupFactory(name="System Quality Group", oversees_quality=True)
    DraftMeetingFactory(group=group)
    user = UserFactory()
    MembershipFactory(group=group, person__user=user)
    return user


@pytest.fixture
def faults(complaints):
    """What is wrong with a page: axe's complaints, and what hangs off the side of a phone."""

    def look_at(page):
        found = complaints(page)
        page.set_viewport_size({"width": 320, "height": 900})
        width = width_of(page)
        found += complaints(page) + ([f"{width} wide"] if width > 320 else [])
        page.set_viewport_size({"width": 1280, "height": 900})
        return found

    return look_at


def a_sheet():
    """Four figures of one month; three rows are bad, each in a way of its own."""
    book = Workbook()
    month = f"{LAST:%B %Y}"
    for row in [
        ["What", "Month", "Numerator", "Denominator"],
        ["VTE", month, 60, 100],
        ["INF", month, "12 Jan", 100],
        ["FTF", month, 95, 100],
        ["OBS", month, 195, 100],
    ]:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return {"name": "october.xlsx", "mimeType": XLSX, "buffer": file.getvalue()}


def newest_figure(page):
    page.goto("/quality/?q=VTE")
    return page.locator("tbody tr td").nth(1).locator("strong").inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_a_sheet_with_three_bad_rows_is_corrected_and_the_systems_figure_moves(
    visit, sign_in, faults, home, contact, script
):
    page = visit("/", script=script, width=1280 if script else 320)
    sign_in(page, contact.user)
    assert newest_figure(page) == "96%"
    page.goto("/quality/returns/upload/")
    assert not script or faults(page) == []
    page.locator("input[type=file]").set_input_files(a_sheet())
    page.get_by_role("button", name="Look at the rows").click()
    assert not script or faults(page) == []
    page.get_by_label("Measure").select_option(label="What")
    page.get_by_role("button", name="Look at the rows").click()

    expect(page.get_by_text("3 rows cannot be stored as they are.")).to_be_visible()
    said = page.locator(".nhsuk-error-message").all_inner_texts()
    assert [words.removeprefix("Error:").strip() for words in said] == [
        "Excel has made a date of this cell (12 Jan). Enter the figure, and set the column to "
        "numbers",
        "“FTF” is not a measure that you return",
        "The numerator (195) is above the denominator (100). In a proportion it can be at most "
        "as large",
    ]
    assert not script or faults(page) == []
    page.get_by_label("Numerator of row 3").fill("95")
    page.get_by_label("Measure of row 4").fill("FFT")
    page.get_by_label("Numerator of row 5").fill("95")
    page.get_by_role("button", name="Look at the rows again").click()
    page.get_by_label("These figures are right").check()
    assert not script or faults(page) == []
    page.get_by_role("button", name="Store 4 rows").click()

    expect(page.get_by_text("4 figures were stored.")).to_be_visible()
    stored = Return.objects.filter(period=LAST).values_list("measure__code", "numerator")
    assert dict(stored) == {"VTE": 60, "INF": 95, "FFT": 95, "OBS": 95}
    roll_up(system=home)
    assert newest_figure(page) == "60%"
    assert not script or faults(page) == []


@pytest.mark.parametrize("script", [True, False])
def test_a_concern_goes_from_the_chart_to_an_agenda_and_the_decision_comes_back(
    visit, sign_in, faults, home, contact, overseer, script
):
    drop(contact)
    page = visit("/", script=script)
    sign_in(page, overseer)
    page.goto("/quality/")
    matter = page.locator(".quality-matters li").first
    expect(matter).to_contain_text("It has got worse beyond chance")
    matter.get_by_role("link", name="VTE", exact=True).click()
    expect(page.get_by_role("heading", name="Signals, and what was done")).to_be_visible()
    assert not script or faults(page) == []
    page.get_by_role("link", name="Worse beyond chance, the whole system").click()
    assert not script or faults(page) == []
    page.get_by_role("button", name="Put on the agenda of System Quality Group").click()
    expect(page.get_by_text("with its chart as a paper")).to_be_visible()

    item = Placement.objects.get().item
    type(item.meeting).objects.update(state="held")
    DecisionFactory(item=item, text="A bundle for every ward by May.")
    publish_decisions(meeting=item.meeting, by=overseer)
    page.reload()

    expect(page.get_by_text("A bundle for every ward by May.")).to_be_visible()
    assert not script or faults(page) == []
    page.goto("/quality/")
    expect(page.locator(".quality-matters li").first).to_contain_text(
        "System Quality Group decided: A bundle for every ward by May."
    )


def drop(contact):
    """The last month of VTE is far below all others, and somebody has looked for signals."""
    owed = contact.body.obligations.get(measure__code="VTE")
    ReturnFactory(obligation=owed, period=LAST, numerator=60, denominator=100)
    roll_up(system=contact.body.system)
    look(system=contact.body.system)


def test_an_outsider_gets_no_suppressed_number_out_of_any_format(visit, sign_in, home):
    """3 of 137 in one place and 2 of 149 in another: nothing tells them, nor their shares."""
    found = MeasureSetFactory(system=home, audience="public")
    measure = MeasureFactory(system=home, set=found, code="NEV", name="Never", kind="proportion")
    for code, numerators in [("EAST", [3, 31]), ("WEST", [2, 37]), ("SOUTH", [53, 41])]:
        area = AreaFactory(system=home, code=code.lower(), name=code.title())
        owed = ObligationFactory(measure=measure, body=BodyFactory(system=home, area=area))
        for n, numerator in enumerate(numerators):
            period = months_ago(2 - n)
            ReturnFactory(obligation=owed, period=period, numerator=numerator, denominator=137)
    roll_up(system=home)
    addresses = ["/quality/places/east/", "/quality/places/west/", "/quality/measures/NEV/"]
    formats = ["", "?format=csv", "?format=json"]
    page, inside = visit("/"), visit("/")
    overseer = MembershipFactory(group=GroupFactory(oversees_quality=True)).person.user
    sign_in(inside, overseer)

    for address in [a + f for a in addresses for f in formats] + [
        "/quality/measures/NEV/chart.svg"
    ]:
        secret, told = inside.request.get(address), page.request.get(address)
        assert (secret.status, told.status) == (200, 200)
        for number in ["2.19", "2.2%", "1.46", "1.5%"]:
            assert number not in told.text(), address
    # There was something to hide.
    assert "2.2%" in inside.request.get("/quality/places/east/").text()
    page.goto("/quality/measures/NEV/")
    expect(page.get_by_role("img").first).to_be_visible()


def test_pages_of_signals_levels_and_reports(visit, sign_in, faults, home, contact, overseer):
    drop(contact)
    MeasureSet.objects.update(needs_sign_off=True)
    page = visit("/")
    sign_in(page, overseer)
    signal = Signal.objects.get(kind="concern", body=None)
    month = f"{LAST:%Y-%m}"

    wrong = {}
    for address in [
        "/quality/signals/",
        signal.get_absolute_url(),
        "/quality/signals/levels/",
        "/quality/signals/levels/set/",
        "/quality/assurance/",
        f"/quality/assurance/organisation/RKB/{month}/",
        "/quality/returns/",
    ]:
        page.goto(address)
        if found := faults(page):
            wrong[address] = found

    assert wrong == {}


def test_the_desk_pages_of_quality_fit_a_phone(visit, sign_in, home, contact):
    """Tables scroll by themselves there: the page does not."""
    measure = contact.body.obligations.first().measure
    Measure.objects.filter(pk=measure.pk).update(why="Blood clots can often be prevented. " * 4)
    organisation = OrganisationFactory(name="University Hospitals of a Very Long Name NHS Trust")
    page = visit("/", width=320)
    sign_in(page, ManagerFactory())

    wide = {}
    for address in [
        "/admin/quality/rolluprun/work/",
        f"/admin/quality/measure/{measure.pk}/history/",
        f"/admin/quality/measure/{measure.pk}/change/",
        f"/admin/ccpl_portal/organisation/merge/?ids={organisation.pk}",
        "/admin/quality/return/",
    ]:
        assert page.goto(address).status == 200
        if (width := width_of(page)) > 320:
            wide[address] = width

    assert wide == {}
