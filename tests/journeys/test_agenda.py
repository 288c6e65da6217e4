"""A secretary plans the next meeting and publishes it; a member answers; a stranger reads."""

import re

import pytest
from playwright.sync_api import expect

from governance.customs.house_order import lay_down
from governance.models import Meeting
from tests.factories.accounts import UserFactory
from tests.factories.governance import AgendaItemFactory, CustomsFactory, MeetingFactory
from tests.factories.networks import ForumFactory, MembershipFactory
from tests.factories.people import PersonFactory
from tests.governance.pdfs import pdf
from tests.journeys.looking import width_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTED = """1. Winter plan (Dr Patel, 20 mins, for decision)
2. Sepsis pathway
2.1 What we learnt (Huw Ragwort, 10 mins)
2.2 What we ask (10 mins, for decision)
3. Falls in care homes (15 mins, discuss)
4. Oral health of children (10 mins)
5. Carers (Parveen Tulip, 10 mins, for decision)
6. Medicines (5 mins, note)
7. Places
7.1 Rugby (5 mins)
7.2 Coventry (5 mins)
8. Learning of the quarter (5 mins, note)"""


@pytest.fixture
def forum():
    lay_down()
    forum = ForumFactory(name="Clinical and Care Forum")
    CustomsFactory(group=forum)
    last = MeetingFactory(group=forum, state="held", place="Committee room 1")
    AgendaItemFactory(meeting=last, title="Left over", not_reached=True)
    return forum


def add_paper(page, meeting, title):
    """Put a PDF on the item “Winter plan”, as its secretary."""
    page.goto(f"{meeting.get_absolute_url()}papers/")
    line = page.get_by_role("row").filter(has_text="Winter plan")
    line.get_by_role("link", name="Add a paper").click()
    page.get_by_label("Title").fill(title)
    page.locator("input[type=file]").set_input_files(
        {"name": f"{title}.pdf", "mimeType": "application/pdf", "buffer": pdf(2)}
    )
    page.get_by_role("button", name="Add the paper").click()
    expect(page.get_by_text(f"“{title}” is on the agenda")).to_be_visible()


def secretary_of(forum):
    user = UserFactory()
    MembershipFactory(group=forum, role="secretary", person=PersonFactory(user=user))
    return user


class Counted:
    """A page whose clicks and keystrokes are counted; a paste is two keys."""

    def __init__(self, page):
        self.page, self.clicks, self.keys = page, 0, 0

    def click(self, role, name):
        self.page.get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()
        self.clicks += 1

    def paste(self, label, text):
        self.page.get_by_label(label).fill(text)
        self.clicks += 1
        self.keys += 2


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, 320)])
def test_the_next_meeting_is_ready_to_publish_in_a_few_presses(
    visit, sign_in, complaints, forum, script, width
):
    secretary = secretary_of(forum)
    last = Meeting.objects.get()
    page = visit("/", width=width, script=script)
    sign_in(page, secretary)
    page.goto(last.get_absolute_url())
    work = Counted(page)

    work.click("link", "Plan the next meeting")
    found = complaints(page) if script else []
    work.click("button", "Create the draft")
    found += complaints(page) if script else []
    work.click("link", "Paste a whole agenda")
    work.paste("Your agenda as text", PASTED)
    work.click("button", "Look at the items")
    found += complaints(page) if script else []
    work.click("button", "Add these items")
    work.click("link", "Look at it and publish")
    found += complaints(page) if script else []

    made = Meeting.objects.get(follows=last)
    button = page.get_by_role("button", name=re.compile("Publish and write to 1 person"))
    expect(button).to_be_visible()
    assert made.items.count() == 9 + 1 + 12
    assert made.items.get(title="Left over").came_as == "not_reached"
    assert (work.clicks <= 12, work.keys < 60) == (True, True), (work.clicks, work.keys)
    assert found == []
    add_paper(page, made, "Winter beds")
    page.goto(f"{made.get_absolute_url()}publish/")
    button.click()
    expect(page.get_by_text("The agenda is published.")).to_be_visible()
    assert width_of(page) <= width
    add_paper(page, made, "Winter costs")
    stranger = visit(made.get_absolute_url(), width=width, script=script)
    lines = stranger.get_by_role("row").filter(has_text="Winter plan")
    expect(lines).to_contain_text("Winter beds")
    expect(lines).to_contain_text(re.compile("Winter costs.*Late paper", re.S))
    assert width_of(stranger) <= width


def test_the_agenda_saves_itself_and_its_lines_are_dragged(visit, sign_in, forum):
    page = visit("/")
    sign_in(page, secretary_of(forum))
    last = Meeting.objects.get()
    last.items.all().delete()
    Meeting.objects.update(state="draft")
    first, second = (
        AgendaItemFactory(meeting=last, position=place, title=title, minutes_allotted=10)
        for place, title in [(1, "First"), (2, "Second")]
    )
    page.goto(f"/governance/meetings/{last.pk}/agenda/")

    page.get_by_label("Item 1", exact=True).fill("Renamed")
    page.get_by_label("Item 1", exact=True).press("Tab")
    expect(page.get_by_text("Saved at")).to_be_visible()
    handle = page.locator(f"#line-{second.pk} [data-handle]").bounding_box()
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(handle["x"] + 5, page.locator(f"#line-{first.pk}").bounding_box()["y"], steps=6)
    page.mouse.up()
    expect(page.locator(f"#line-{second.pk} [data-number]")).to_have_text("1")

    titles = last.items.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Second", "Renamed"]
