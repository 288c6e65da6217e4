import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

# A busy machine is slow, not wrong.
expect.set_options(timeout=30_000)


@pytest.fixture
def visit(new_context, live_server):
    """Open a page of the portal in a browser of its own: visit(path, width=320, script=False)."""

    def open_page(path, *, width=1280, script=True):
        context = new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            base_url=live_server.url,
        )
        page = context.new_page()
        page.goto(path)
        return page

    return open_page


@pytest.fixture
def complaints():
    """What axe finds on a page, as (rule, elements)."""

    def ask(page):
        found = Axe().run(page).response["violations"]
        return [(v["id"], [node["html"] for node in v["nodes"]]) for v in found]

    return ask


@pytest.fixture
def sign_in():
    """Fill in the sign-in page, as a person does."""

    def fill(page, user, password="three random words"):
        user.set_password(password)
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        page.goto("/accounts/login/")
        page.locator("[name=login]").fill(user.email)
        page.locator("[name=password]").fill(password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Sign in")

    return fill


NAME_OF_FOCUSED = """() => {
    const focused = document.activeElement;
    const label = focused.labels && focused.labels[0];
    return (label || focused).textContent.trim();
}"""


@pytest.fixture
def tab_to():
    """Press Tab until what is called so has the focus: a link, a button or a labelled field."""

    def press(page, name):
        for _ in range(100):
            page.keyboard.press("Tab")
            if page.evaluate(NAME_OF_FOCUSED) == name:
                return
        raise AssertionError(f"The keyboard does not reach {name!r}")

    return press
