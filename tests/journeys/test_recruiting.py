"""A selection in the browser: three of a panel, the coordinator, a manager, an applicant."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from leadership_dev.models import InterviewSlot, LeadershipRole
from tests.factories.accounts import ManagerFactory
from tests.leadership_dev.story import closed_role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POINT = "You showed how you brought three partners together to change one pathway."


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, page, complaints):
        self.page, self.complaints = page, complaints
        self.looked_at = set()

    def goes(self, path, look=None):
        """Open a page; with `look`, let axe look at the first page of that kind."""
        self.page.goto(path)
        if look and look not in self.looked_at:
            self.looked_at.add(look)
            assert (look, self.complaints(self.page)) == (look, [])

    def presses(self, name, first=False):
        button = self.page.get_by_role("button", name=name, exact=True)
        (button.first if first else button).click()

    def says(self, words):
        expect(self.page.get_by_role("main")).to_contain_text(words)


@pytest.fixture
def seat(visit, sign_in, complaints):
    def sit(user):
        page = visit("/")
        sign_in(page, user)
        return Person(page, complaints)

    return sit


def scores_all(member, story, given, path):
    """Fill in one sheet: a score for each criterion, with a word why."""
    member.goes(path, look="sheet")
    for criterion, score in zip(story.criteria, given, strict=True):
        member.page.locator(f"[name=score_{criterion.pk}][value='{score}']").check()
        member.page.locator(f"[name=comment_{criterion.pk}]").fill("Shown with an example.")
    member.presses("Submit and go to the next one")
    member.says("submitted")


def test_from_the_sift_to_the_published_page(visit, seat):
    story = closed_role(applications=2, members=3, starts_on=timezone.localdate())
    for each in story.members:
        each.declared_at = None
        each.save()
    good, fair = story.applications
    role = f"/leadership/roles/{story.role.slug}"
    panel = f"{role}/panel/"
    members = [seat(user) for user in story.users]
    chair, coordinator, manager = members[0], seat(story.coordinator), seat(ManagerFactory())

    for member in members:
        member.goes("/")
        member.says(f"Name whom you know: {story.role.title}")
        member.goes(f"{panel}declaration/", look="declaration")
        member.page.get_by_label("I have named everybody").check()
        member.presses("Confirm")
    coordinator.goes("/leadership/coordination/", look="desk")
    coordinator.says("The sift can start")
    coordinator.goes(f"/leadership/coordination/{story.role.slug}/", look="desk of a role")
    coordinator.goes(f"{role}/step/start_sift/")
    coordinator.presses("Start the sift")

    sheets = [[(4, 3, 3), (2, 2, 2)], [(3, 3, 3), (2, 2, 2)], [(1, 4, 4), (2, 2, 1)]]
    for member, (of_good, of_fair) in zip(members, sheets, strict=True):
        member.goes(panel, look="sift")
        member.says("0 of 2 scored")
        scores_all(member, story, of_good, f"{panel}{good.reference}/")
        scores_all(member, story, of_fair, f"{panel}{fair.reference}/")

    chair.goes(f"{role}/progress/", look="progress")
    chair.goes(f"{panel}ranking/open/", look="step")
    chair.presses("Open moderation")
    chair.goes(f"{panel}{good.reference}/moderation/", look="moderation")
    chair.says("Discuss")
    # The weight-3 criterion is far apart; on another the scores 3, 3 and 4 are near enough.
    for _ in range(len(story.criteria)):
        left = chair.page.locator("details[open] form")
        if not left.count():
            break
        left.first.locator("[value='3'][type=radio]").check()
        left.first.get_by_role("button", name="Keep this score").click()
        chair.says("Agreed")
    chair.goes(f"{panel}ranking/line/", look="line")
    chair.page.get_by_label("Shortlist from this percentage").fill("60")
    chair.page.get_by_label("Why the line is drawn there").fill("There is time for one interview")
    chair.presses("Draw the line")
    chair.goes(f"{panel}ranking/", look="ranking")
    chair.goes(f"{panel}ranking/confirm/")
    chair.presses("Confirm the shortlist")

    writer = members[1]
    feedback(writer, story, f"{role}/outcomes/{fair.reference}/feedback/")
    coordinator.goes(f"{role}/step/release_shortlist/")
    coordinator.presses("Release the shortlist")

    coordinator.goes(f"{role}/interviews/times/", look="times")
    day = timezone.localdate() + timedelta(days=10)
    for part, value in [("day", day.day), ("month", day.month), ("year", day.year)]:
        coordinator.page.locator(f"[name=on_{part}]").fill(str(value))
    coordinator.page.get_by_label("First time").fill("10am")
    coordinator.page.get_by_label("Place or call link").fill("Room 4")
    coordinator.presses("Offer these times")
    applicant = seat(good.user)
    applicant.goes(f"/leadership/applications/{good.public_id}/")
    applicant.page.get_by_role("button", name="Choose a time").click()
    assert applicant.complaints(applicant.page) == []
    applicant.page.locator("[name=slot]").first.check()
    applicant.presses("Book this time")
    applicant.says("Booked")

    # The day of the interview has come.
    begun = timezone.now() - timedelta(hours=2)
    InterviewSlot.objects.exclude(application=None).update(
        starts_at=begun, ends_at=begun + timedelta(hours=1)
    )
    coordinator.goes(f"{role}/interviews/", look="interviews")
    coordinator.says(good.identity.name)
    coordinator.presses("Has been seen")
    for member in members:
        scores_all(member, story, (4, 3, 3), f"{role}/interviews/{good.reference}/scores/")
    chair.goes(f"{role}/outcomes/decision/", look="decision")
    chair.page.get_by_label("Make an offer").check()
    chair.page.get_by_label("Why the panel decides so").fill("The strongest on every criterion.")
    chair.presses("Keep the decision")
    chair.goes(f"{role}/outcomes/", look="outcomes")
    chair.presses("Sign the decision")
    manager.goes(f"{role}/outcomes/")
    manager.presses("Sign the decision")
    coordinator.goes(f"{role}/step/release_outcomes/")
    coordinator.presses("Release the outcomes")

    applicant.goes(f"/leadership/applications/{good.public_id}/offer/", look="offer")
    applicant.presses("Accept the offer")
    applicant.says("You are appointed")
    assert LeadershipRole.objects.get().state == "completed"
    stranger = visit(f"/leadership/transparency/roles/{story.role.slug}/", width=320, script=False)
    expect(stranger.get_by_role("heading", level=1)).to_contain_text(story.role.title)
    assert good.identity.name not in stranger.content()


def feedback(writer, story, path):
    writer.goes(path, look="feedback")
    while (drafted := writer.page.get_by_role("link", name="Complete")).count():
        drafted.first.click()
        writer.page.get_by_label("In your words").fill(POINT)
        writer.presses("Save")
        writer.says("Saved")
