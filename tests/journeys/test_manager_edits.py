"""A programme manager changes what the public reads, in a real browser."""

import re

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from comms.models import NewsItem, Page
from tests.factories.accounts import ManagerFactory
from tests.factories.comms import PageFactory
from tests.portal import uploads

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long pass phrase for tests"


@pytest.fixture
def manager():
    manager = ManagerFactory(email="manager@example.org")
    manager.set_password(PASSWORD)
    manager.save()
    EmailAddress.objects.create(user=manager, email=manager.email, verified=True, primary=True)
    return manager


@pytest.fixture
def complaints():
    """What the browser complained about, a blocked script or style above all."""
    heard = []
    yield heard
    assert heard == []


@pytest.fixture
def desk(new_context, live_server, manager, complaints):
    """The start page of the desk, reached by signing in."""
    context = new_context(viewport={"width": 1280, "height": 900})
    context.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    tab = context.new_page()
    tab.goto(f"{live_server.url}/admin/")
    tab.get_by_label("Email address").fill(manager.email)
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    tab.wait_for_url(f"{live_server.url}/admin/")
    return tab


@pytest.fixture
def stranger(new_context, live_server):
    """Somebody who has not signed in, on a phone and without JavaScript."""
    context = new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    return context.new_page()


def type_text(tab, words):
    editor = tab.locator(".tiptap")
    editor.click()
    editor.press("Control+End")
    editor.type(words)


def test_a_manager_edits_a_page_and_a_stranger_sees_it_live(desk, stranger, live_server):
    page = PageFactory(title="What it is", body_html="<p>It was like this.</p>")
    address = live_server.url + page.get_absolute_url()
    stranger.goto(address)
    expect(stranger.locator(".portal-text")).to_have_text("It was like this.")

    desk.get_by_role("link", name="Edit a page").click()
    desk.get_by_role("link", name="What it is").click()
    type_text(desk, " Now it is better.")
    with desk.context.expect_page() as opened:
        desk.get_by_role("button", name="Preview").click()
    expect(opened.value.locator(".portal-text")).to_have_text("It was like this. Now it is better.")
    stranger.reload()
    expect(stranger.locator(".portal-text")).to_have_text("It was like this.")
    desk.get_by_role("button", name="Publish these changes").click()
    expect(desk.get_by_text("is published. See it live")).to_be_visible()

    stranger.reload()
    expect(stranger.locator(".portal-text")).to_have_text("It was like this. Now it is better.")

    desk.get_by_role("link", name="History").click()
    desk.get_by_role("button", name="Restore version 1").click()
    expect(desk.get_by_text("The earlier version is back.")).to_be_visible()
    stranger.reload()
    expect(stranger.locator(".portal-text")).to_have_text("It was like this.")
    assert Page.objects.get().versions.count() == 3


def test_a_manager_publishes_news_with_a_picture_that_demands_words(
    desk, stranger, live_server, tmp_path
):
    picture = tmp_path / "forum.png"
    picture.write_bytes(uploads.picture())

    desk.get_by_role("link", name="Publish news").click()
    desk.get_by_label("Title:").fill("Forum meets in Rugby")
    with desk.context.expect_page() as opened:
        desk.get_by_role("link", name=re.compile("Add another picture")).click()
    popup = opened.value
    popup.locator("input[type=file]").set_input_files(picture)
    popup.get_by_role("button", name="Save", exact=True).click()
    expect(popup.locator(".errorlist")).to_contain_text("Enter")
    popup.locator("input[type=file]").set_input_files(picture)
    popup.get_by_label("Alternative text").fill("Members around a table")
    popup.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_role("combobox", name="Members around a table")).to_be_visible()
    type_text(desk, "All four places were there.")
    desk.get_by_role("button", name="Publish now").click()
    expect(desk.get_by_text("is published. See it live")).to_be_visible()

    stranger.goto(f"{live_server.url}/news/")
    stranger.get_by_role("link", name="Forum meets in Rugby").click()
    expect(stranger.get_by_role("img", name="Members around a table")).to_be_visible()
    expect(stranger.locator(".portal-text")).to_have_text("All four places were there.")
    assert NewsItem.objects.get().slug == "forum-meets-in-rugby"


@pytest.fixture
def sit_down(new_context, live_server, manager, client):
    """Opens an address of the desk as somebody who is signed in already."""

    def sit_down(name, *, script=True):
        client.force_login(manager)
        context = new_context(java_script_enabled=script)
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        tab = context.new_page()
        tab.goto(live_server.url + reverse(f"admin:{name}"))
        return tab

    return sit_down


@pytest.mark.parametrize("name", ["index", "comms_newsitem_add", "comms_page_changelist"])
def test_axe_finds_nothing_at_the_desk(sit_down, name):
    assert Axe().run(sit_down(name)).response["violations"] == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_page_is_written_and_published_with_and_without_javascript(sit_down, script):
    tab = sit_down("comms_page_add", script=script)

    tab.get_by_label("Title:").fill("Plain and simple")
    tab.get_by_label("Address:").fill("plain")
    if script:
        type_text(tab, "Words.")
    else:
        tab.get_by_label("Text:").fill("<p>Words.</p>")
    tab.get_by_role("button", name="Publish now").click()

    expect(tab.get_by_text("is published. See it live")).to_be_visible()
    assert Page.objects.get().body_html == "<p>Words.</p>"
