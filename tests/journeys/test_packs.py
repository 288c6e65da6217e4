"""Another system's pack: its own bodies under its own words, in a browser."""

import pytest
from playwright.sync_api import expect

from ccpl_portal.packs.actions import load_pack
from ccpl_portal.ui import site
from tests.journeys.looking import width_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def norfolk():
    load_pack("norfolk-and-waveney")
    site.forget()
    yield
    site.remember("", seconds=3600)


@pytest.mark.parametrize(("width", "script"), [(320, False), (1280, True)], ids=["phone", "desk"])
def test_norfolk_and_waveney_shows_its_assembly_and_faculty(
    visit, complaints, norfolk, width, script
):
    page = visit("/networks/", width=width, script=script)
    main = page.get_by_role("main")
    for name in ["CCPL Assembly", "CCPL Faculty", "Forum of place leads", "Journal Club"]:
        expect(main.get_by_role("link", name=name, exact=True)).to_be_visible()
    found = complaints(page) if script else []

    main.get_by_role("link", name="CCPL Faculty", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("CCPL Faculty")
    for offer in ["consolidator", "equaliser", "propagator", "incubator"]:
        expect(main).to_contain_text(offer)
    expect(main.locator(".portal-facts")).to_contain_text("Faculty")

    page.goto("/networks/")
    main.get_by_role("link", name="CCPL Assembly", exact=True).click()
    expect(main.locator(".portal-facts")).to_contain_text("Assembly")
    expect(main).to_contain_text("20 members")
    expect(page.get_by_role("banner")).to_contain_text("Norfolk and Waveney")
    assert width_of(page) == width
    assert found + (complaints(page) if script else []) == []
