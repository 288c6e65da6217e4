"""All the furniture in a real browser: a phone and a desk, with and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.looking import width_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [320, 768, 1280]
ADDRESS = "/furniture/?q=lung&place=rugby"


@pytest.fixture
def shop(furniture_shop, live_server):
    return live_server.url


@pytest.fixture
def visit(new_context, shop):
    def visit(width, *, script=True, lost=None, address=ADDRESS):
        context = new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        page = context.new_page()
        if lost:
            page.route(lost, lambda route: route.abort())
        page.goto(shop + address)
        return page

    return visit


def complaints(page):
    found = Axe().run(page).response["violations"]
    return [(v["id"], [node["html"] for node in v["nodes"]]) for v in found]


def send_empty_form(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Propose this group").click()


def test_axe_finds_nothing_at_any_width(visit):
    page = visit(320)

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert complaints(page) == []


def test_axe_finds_nothing_where_the_script_never_came(visit):
    # With JavaScript switched off axe could not run either, so only ours is kept away.
    assert complaints(visit(320, lost="**/*.js")) == []


def test_axe_finds_nothing_among_the_errors_of_a_form(visit):
    page = visit(320)

    send_empty_form(page)

    assert page.title().startswith("Error: ")
    assert complaints(page) == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_nothing_runs_off_the_side(visit, script):
    page = visit(320, script=script)

    for width in [*WIDTHS, 641, 1024]:
        page.set_viewport_size({"width": width, "height": 900})
        assert width_of(page) == width


def test_the_summary_of_errors_takes_the_focus_and_leads_to_a_field(visit):
    page = visit(320)
    send_empty_form(page)

    focused = page.evaluate("document.activeElement.className")
    page.get_by_role("link", name="Enter the date of the first meeting").click()

    assert focused == "nhsuk-error-summary"
    assert page.evaluate("document.activeElement.id") == "id_begins-day"


def test_a_form_sent_without_script_comes_back_with_its_errors(visit):
    page = visit(320, script=False)

    send_empty_form(page)

    assert page.title().startswith("Error: ")
    assert page.get_by_role("link", name="Enter the name of the group").is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_filters_are_folded_on_a_phone_and_open_at_a_desk(visit, script):
    phone = visit(320, script=script)
    words = phone.locator(".portal-filters__form").get_by_label("Words")

    assert not words.is_visible()
    phone.locator(".portal-filters__summary").click()
    assert words.is_visible()

    desk = visit(1280, script=script)
    assert desk.locator(".portal-filters__form").get_by_label("Words").is_visible()
    assert not desk.locator(".portal-filters__summary").is_visible()


def test_a_keyboard_reaches_the_content_first(visit):
    page = visit(1280, address="/furniture/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "maincontent"


def test_the_bar_folds_its_tail_behind_more_on_a_phone(visit):
    page = visit(320)
    about = page.get_by_role("link", name="About")

    assert not about.is_visible()
    page.get_by_role("button", name="Browse More").click()
    assert about.is_visible()

    assert visit(320, script=False).get_by_role("link", name="About").is_visible()


def test_nothing_jumps_while_the_script_arrives(visit, shop):
    page = visit(320)

    moved = page.evaluate(
        """() => new Promise(tell => {
            let sum = 0;
            new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value }))
                .observe({type: "layout-shift", buffered: true});
            setTimeout(() => tell(sum), 300);
        })"""
    )

    assert moved < 0.02


def test_a_page_asks_for_few_files_and_all_of_this_host(new_context, shop):
    page = new_context().new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(shop + ADDRESS, wait_until="networkidle")

    assert [url for url in asked if not url.startswith(shop)] == []
    assert len(asked) <= 6


def test_paper_carries_the_page_without_its_furniture(visit):
    page = visit(1280)

    page.emulate_media(media="print")

    for furniture in [".portal-phase", ".portal-filters", ".nhsuk-pagination", ".nhsuk-footer"]:
        assert not page.locator(furniture).first.is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
