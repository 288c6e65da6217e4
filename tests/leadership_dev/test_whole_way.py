"""Both weights of the process from the draft to the published page, each press through its page."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from ccpl_portal.people.models import Appointment
from leadership_dev.models import Application, LeadershipRole, Transition
from leadership_dev.roles.tasks import keep_time
from tests.factories.accounts import CoordinatorFactory, ManagerFactory, UserFactory
from tests.factories.people import PersonWithAccountFactory, PostFactory, ProfessionFactory
from tests.pages import words

from .story import FEEDBACK

pytestmark = pytest.mark.django_db

GOOD, FAIR = "3", "1"


class Reader:
    """Somebody with a browser; what they press has to succeed."""

    def __init__(self, user=None):
        self.user, self.client = user, Client()
        if user:
            self.client.force_login(user)

    def presses(self, path, **data):
        answer = self.client.post(path, data)
        form = (answer.context or {}).get("form")
        assert answer.status_code == 302, (path, answer.status_code, form and form.errors)
        return answer

    def reads(self, path):
        return words(self.client.get(path))


def day(name, date):
    return {f"{name}_{part}": getattr(date, part) for part in ["day", "month", "year"]}


def drafted(weight, members):
    """The coordinator drafts the role for a vacant post and fills in every part and the panel."""
    coordinator, post = Reader(CoordinatorFactory()), PostFactory(title="Lead for sleep")
    coordinator.presses("/leadership/roles/new/", title="Lead for sleep", weight=weight)
    role = LeadershipRole.objects.get()
    base = f"/leadership/roles/{role.slug}"
    opens = timezone.localdate() + timedelta(days=1)
    parts = {
        "about": {"title": role.title, "weight": weight, "purpose": "To lead.", "post": post.pk},
        "terms": {
            "amount": "2",
            "unit": "pa",
            "term_months": "24",
            "pay": "Backfill",
            "accountability": "The medical director",
        },
        "dates": {**day("opens_on", opens), **day("closes_on", opens + timedelta(days=20))},
        "contact": {"contact_name": "Team", "contact_email": "team@example.org"},
        "screen": {"word_limit": "250", "questions": ""},
    }
    for name, data in parts.items():
        coordinator.presses(f"{base}/prepare/{name}/", **data)
    coordinator.presses(
        f"{base}/prepare/criteria/new/",
        name="Courage",
        text="Spoke up",
        kind="essential",
        weight="2",
        **{f"anchor_{score}": f"Words of {score}" for score in range(5)},
    )
    panel = [
        PersonWithAccountFactory(profession=ProfessionFactory(), audience="public")
        for _ in range(members)
    ]
    for number, person in enumerate(panel):
        chairs = {"is_chair": "on"} if number == 0 else {}
        coordinator.presses(f"{base}/panel/members/", person=person.pk, **chairs)
    return SimpleNamespace(
        role=role, base=base, post=post, coordinator=coordinator,
        panel=[Reader(person.user) for person in panel],
    )  # fmt: skip


def opened(story):
    manager = story.manager = Reader(ManagerFactory())
    story.coordinator.presses(f"{story.base}/step/submit_for_approval/")
    manager.presses(f"{story.base}/step/approve/")
    LeadershipRole.objects.update(opens_at=timezone.now() - timedelta(minutes=1))
    keep_time()


def applied(story, text):
    """Somebody applies; their application, as it was received."""
    reader = Reader(UserFactory())
    reader.presses(f"{story.base}/apply/")
    found = Application.objects.get(user=reader.user)
    own = f"/leadership/applications/{found.public_id}"
    reader.presses(
        f"{own}/about/",
        name=reader.user.name,
        email="me@example.org",
        job_title="Nurse",
        employer="Quillshire Hospital",
        profession="Adult nurse",
    )
    reader.presses(
        f"{own}/people/",
        line_manager="Morwenna Overbury",
        referee_one="Peregrine Vane",
        referee_one_email="p@example.org",
        referee_two="Clementine Ashdown",
        referee_two_email="c@example.org",
    )
    reader.presses(f"{own}/answers/{story.role.criteria.get().pk}/", text=text)
    reader.presses(f"{own}/needs/", guarantee="no")
    reader.presses(f"{own}/declaration/", declared_true="on")
    reader.presses(f"{own}/check/", token=str(found.token))
    found.refresh_from_db()
    assert found.state == "submitted"
    return SimpleNamespace(reader=reader, own=own, application=found, reference=found.reference)


def closed(story):
    past = timezone.now() - timedelta(seconds=5)
    LeadershipRole.objects.update(closes_at=past)
    keep_time()
    for one in Application.objects.filter(state="submitted"):
        # The long list of the full process; the light one has none.
        assert not story.role.is_light
        path = f"/leadership/applications/{one.public_id}/coordinate/"
        story.coordinator.presses(path, deed="check", outcome="eligible", reason="Registered")
    for member in story.panel:
        member.presses(f"{story.base}/panel/declaration/", done="on")


def scores(story, path, score):
    criterion = story.role.criteria.get().pk
    given = {f"score_{criterion}": score, f"comment_{criterion}": "Shown by an example."}
    for member in story.panel:
        member.presses(path, press="submit", **given)


def writes_feedback(story, one):
    for kind in ["strength", "development"]:
        story.panel[0].presses(
            f"{story.base}/outcomes/{one.reference}/feedback/",
            kind=kind,
            criterion=story.role.criteria.get().pk,
            text=FEEDBACK,
        )


def selected(story, strong, weak):
    chair, base = story.panel[0], story.base
    story.coordinator.presses(f"{base}/step/start_sift/")
    scores(story, f"{base}/panel/{strong.reference}/", GOOD)
    scores(story, f"{base}/panel/{weak.reference}/", FAIR)
    chair.presses(f"{base}/panel/ranking/open/")
    chair.presses(f"{base}/panel/ranking/line/", percentage="60", reason="Time for one")
    chair.presses(f"{base}/panel/ranking/confirm/")
    writes_feedback(story, weak)
    story.coordinator.presses(f"{base}/step/release_shortlist/")


def decided(story, strong):
    chair, base = story.panel[0], story.base
    on = timezone.localdate() + timedelta(days=10)
    times = {"first": "10am", "minutes": 45, "gap": 15, "count": 2, "place": "Room 4"}
    story.coordinator.presses(f"{base}/interviews/times/", **day("on", on), **times)
    slot = story.role.slots.first()
    strong.reader.presses(f"{strong.own}/interview/", slot=slot.pk)
    begun = timezone.now() - timedelta(hours=2)
    type(slot).objects.filter(pk=slot.pk).update(
        starts_at=begun, ends_at=begun + timedelta(hours=1)
    )
    story.coordinator.presses(f"{base}/interviews/", deed="seen", reference=strong.reference)
    before = chair.reads(f"{base}/outcomes/decision/")
    scores(story, f"{base}/interviews/{strong.reference}/scores/", GOOD)
    after = chair.reads(f"{base}/outcomes/decision/")
    assert ("75.0" in before, before.count("75.0"), after.count("75.0")) == (True, 1, 2)
    outcome = {f"outcome_{strong.application.pk}": "offered", "rationale": "The strongest."}
    chair.presses(f"{base}/outcomes/decision/", **outcome)
    chair.presses(f"{base}/outcomes/", deed="sign")


@pytest.mark.parametrize(("weight", "members"), [("full", 3), ("light", 2)])
def test_a_role_goes_from_its_draft_to_its_published_page(weight, members):
    stranger, story = Reader(), drafted(weight, members)
    base, public = story.base, f"/leadership/transparency/roles/{story.role.slug}/"
    hidden = stranger.client.get(f"{base}/").status_code
    opened(story)
    posts = {"vacant": stranger.reads("/leadership/posts/")}
    strong, weak = applied(story, "I led."), applied(story, "I came along.")
    closed(story)
    story.role.refresh_from_db()
    selected(story, strong, weak)
    decided(story, strong)
    if weight == "full":
        story.role.refresh_from_db()
        assert story.role.state == "interviewing"
        story.manager.presses(f"{base}/outcomes/", deed="sign")
    untold = stranger.client.get(public).status_code
    story.coordinator.presses(f"{base}/step/release_outcomes/")
    strong.reader.presses(f"{strong.own}/offer/", answer="accept")

    appointment = Appointment.objects.get(post=story.post)
    posts["held"] = strong.reader.reads("/leadership/posts/?")
    account = stranger.reads(public)
    story.role.refresh_from_db()
    assert (hidden, untold, story.role.state) == (404, 404, "completed")
    assert appointment.person.user == strong.reader.user
    assert "Lead for sleep Vacant" in posts["vacant"]
    assert "Apply for this role" in posts["vacant"]
    assert "Lead for sleep Vacant" not in posts["held"]
    assert "Apply for this role" not in posts["held"]
    assert appointment.person.name in posts["held"]
    assert FEEDBACK in weak.reader.reads(f"{weak.own}/")
    assert "Not successful this time" in weak.reader.reads(f"{weak.own}/")
    for one in [strong, weak]:
        assert one.reader.user.name not in account
        assert one.reference not in account
    assert "Essential criteria 1" in account
    steps = list(Transition.objects.of(story.role).values_list("name", flat=True))
    assert steps == [
        "submit_for_approval", "approve", "open", "close", "start_sift", "open_moderation",
        "confirm_shortlist", "release_shortlist", "record_decision", "release_outcomes",
    ]  # fmt: skip
