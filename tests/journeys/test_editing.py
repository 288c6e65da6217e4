"""A manager edits a page in the admin, and a stranger reads it a moment later."""

import pytest
from playwright.sync_api import expect

from tests.factories.accounts import ManagerFactory
from tests.factories.comms import PageFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_manager_edits_a_page_and_a_stranger_sees_it_live(visit, sign_in, complaints):
    page_row = PageFactory(slug="what-ccpl-is", title="What CCPL is")
    stranger = visit("/about/what-ccpl-is/", width=320, script=False)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("What CCPL is")
    desk, said = visit("/"), []
    desk.on("console", lambda message: said.append(f"{message.text} {message.location}"))
    sign_in(desk, ManagerFactory())

    desk.goto("/admin/")
    assert complaints(desk) == []
    desk.goto(f"/admin/comms/page/{page_row.pk}/change/")
    desk.get_by_label("Title").fill("What leadership means here")
    editor = desk.locator(".ProseMirror[contenteditable=true]:visible").first
    editor.click()
    desk.keyboard.press("Control+A")
    desk.keyboard.type("Clinicians and care professionals take part in decisions.")
    desk.get_by_role("button", name="Publish these changes").click()

    stranger.reload()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("What leadership means here")
    expect(stranger.get_by_role("main")).to_contain_text(
        "Clinicians and care professionals take part in decisions."
    )
    assert said == []
