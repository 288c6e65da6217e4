"""Quality figures in a browser: axe silent at both widths, points that speak, with and without
JavaScript."""

import pytest
from playwright.sync_api import expect

from ccpl_portal.packs.actions import load_pack
from quality.bodies.models import System
from quality.models import Measure
from quality.rollup.actions import roll_up
from tests.factories.accounts import ManagerFactory
from tests.journeys.looking import width_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = [
    "/quality/",
    "/quality/?as_at=2018-01-31&basis=current",
    "/quality/?as_at=2999-01-01",
    "/quality/?icon=concern",
    "/quality/measures/ae-four-hour/",
    "/quality/measures/ae-four-hour/funnel/",
    "/quality/measures/ae-four-hour/marks/",
    "/quality/measures/ae-four-hour/marks/happening/{mark}/remove/",
    "/quality/measures/falls-harm/",
    "/quality/places/coventry/",
    "/quality/organisations/RKB/",
    "/quality/report/",
]


@pytest.fixture
def mark():
    load_pack("coventry-and-warwickshire")
    roll_up(system=System.objects.get(), complete=True)
    measure = Measure.objects.get(code="ae-four-hour")
    measure.phases.create(starts_on="2018-04-01", reason="New way of streaming patients")
    return measure.happenings.create(starts_on="2018-02-01", reason="Snow and influenza")


def test_every_page_of_figures_is_accessible_and_fits_a_phone(visit, sign_in, complaints, mark):
    phone, desk = visit("/", width=320), visit("/")
    for page, user in ((phone, ManagerFactory()), (desk, ManagerFactory())):
        sign_in(page, user)
    said = []
    for page in (phone, desk):
        page.on("console", lambda message: said.append(message.text))

    wrong = []
    for address in ADDRESSES:
        for page in (phone, desk):
            page.goto(address.format(mark=mark.pk))
        found = complaints(phone) + complaints(desk)
        width = width_of(phone)
        if found or width != 320:
            wrong.append((address, found, width))

    assert wrong == []
    assert said == []


def test_a_point_tells_its_value_under_the_keys_and_under_the_pointer(visit, mark):
    page = visit("/quality/measures/ae-four-hour/")
    said = page.get_by_role("status").filter(has_text="2019")
    chart = page.locator("svg.quality-chart--wide").first

    chart.focus()
    expect(said).to_contain_text("March 2019: 80.1%")
    page.keyboard.press("ArrowLeft")
    expect(said).to_contain_text("February 2019: 76.3%")
    page.keyboard.press("Escape")
    expect(said).to_be_hidden()

    chart.locator(".quality-mark").last.hover()
    expect(said).to_contain_text("March 2019: 80.1%")


def test_a_reader_looks_back_without_javascript(visit, mark):
    page = visit("/quality/measures/ae-four-hour/", width=320, script=False)

    page.get_by_text("Look back to another day").click()
    page.get_by_label("Figures as they stood at the end of").fill("2018-01-31")
    page.get_by_role("button", name="Show these figures").click()

    expect(page.get_by_text("as they stood at the end of 31 January 2018")).to_be_visible()
