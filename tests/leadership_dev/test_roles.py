"""A role from its draft to its public page, and what closes, extends or withdraws it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from docx import Document

from ccpl_portal.outbox.models import Letter
from leadership_dev.machine.actions import transition
from leadership_dev.machine.registry import Refused
from leadership_dev.models import Criterion, LeadershipRole, RoleAlert, RoleQuestion, Transition
from leadership_dev.roles import actions
from leadership_dev.roles.contact import STOP
from leadership_dev.roles.tasks import keep_time
from tests.factories.accounts import (
    CoordinatorFactory,
    ManagerFactory,
    UnverifiedFactory,
    UserFactory,
)
from tests.factories.leadership_dev import (
    ApplicationFactory,
    CriterionFactory,
    OpenRoleFactory,
    RoleFactory,
    SentApplicationFactory,
    seat_panel,
)

pytestmark = pytest.mark.django_db


def step(client, role, name, data=()):
    return client.post(reverse("roles:step", args=[role.slug, name]), dict(data))


def page(client, role, name="detail"):
    return client.get(reverse(f"roles:{name}", args=[role.slug])).content.decode()


def to_open():
    """A role that is complete and approved, due to open."""
    role = RoleFactory(state="approved", opens_at=timezone.now() - timedelta(minutes=1))
    seat_panel(role)
    return role


def test_a_coordinator_drafts_a_role_and_another_person_approves_it(client):
    coordinator, manager = CoordinatorFactory(), ManagerFactory()
    client.force_login(coordinator)
    client.post(reverse("roles:new"), {"title": "Lead for frailty", "weight": "light"})
    role = LeadershipRole.objects.get()
    opens = timezone.localdate() + timedelta(days=3)
    closes = opens + timedelta(days=21)
    section = lambda name, data: client.post(  # noqa: E731
        reverse("roles:section", args=[role.slug, name]), data
    )

    section("about", {"title": role.title, "weight": "light", "purpose": "Lead on frailty."})
    section(
        "terms",
        {
            "amount": "2",
            "unit": "pa",
            "term_months": "24",
            "pay": "Backfill",
            "accountability": "The medical director",
        },
    )
    section(
        "dates",
        {
            "opens_on_day": opens.day,
            "opens_on_month": opens.month,
            "opens_on_year": opens.year,
            "closes_on_day": closes.day,
            "closes_on_month": closes.month,
            "closes_on_year": closes.year,
            "closes_time": "midday",
        },
    )
    section("contact", {"contact_name": "Team", "contact_email": "team@example.org"})
    section("screen", {"word_limit": "250", "questions": "Are you registered?\n\nAre you well?"})
    client.post(
        reverse("roles:new_criterion", args=[role.slug]),
        {
            "name": "System thinking",
            "text": "Works across organisations",
            "kind": "essential",
            "weight": "3",
            **{f"anchor_{score}": f"Words {score}" for score in range(5)},
        },
    )
    seat_panel(role, 2)
    step(client, role, "submit_for_approval")
    own = step(client, role, "approve")
    client.force_login(manager)
    step(client, role, "approve")

    role.refresh_from_db()
    assert "Somebody other than the author must approve the role" in own.content.decode()
    assert (role.state, role.slug, role.author, role.coordinator) == (
        "approved",
        "lead-for-frailty",
        coordinator,
        coordinator,
    )
    assert timezone.localtime(role.closes_at).hour == 12
    assert [question.text for question in role.eligibility_questions.all()] == [
        "Are you registered?",
        "Are you well?",
    ]
    assert [row.name for row in Transition.objects.of(role)] == ["submit_for_approval", "approve"]


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ({"amount": None}, "Enter the time a week"),
        ({"term_months": None}, "Enter the term in months"),
        ({"contact_email": ""}, "Enter a contact with a name and an address"),
        ({"closes_at": None}, "Enter when the role opens and closes"),
        (
            {"closes_at": timezone.now() + timedelta(days=5)},
            "Close the role 14 days or more after it opens",
        ),
    ],
    ids=["time", "term", "contact", "dates", "two weeks"],
)
def test_a_role_with_something_missing_does_not_open_and_the_page_says_what(client, gap, words):
    role = RoleFactory(state="approved", coordinator=None, **gap)
    seat_panel(role)
    client.force_login(CoordinatorFactory())

    response = step(client, role, "open")

    role.refresh_from_db()
    assert role.state == "approved"
    assert "There is a problem" in response.content.decode()
    assert words in response.content.decode()


def test_a_role_without_an_essential_criterion_or_with_a_missing_anchor_does_not_open():
    role = to_open()
    Criterion.objects.update(kind="desirable")
    Criterion.objects.get().anchors.filter(score=3).delete()

    with pytest.raises(Refused) as refused:
        transition(role, "open")

    name = Criterion.objects.get().name
    assert refused.value.reasons == [
        "Add at least one essential criterion",
        f"Say what each score from 0 to 4 means for “{name}”",
    ]


def test_a_role_needs_a_panel_with_a_chair_and_two_professions():
    role = RoleFactory(state="approved")
    members = seat_panel(role, 2)
    members[0].profession = members[1].profession
    members[0].is_chair = False
    members[0].save()

    with pytest.raises(Refused) as refused:
        transition(role, "open")

    assert refused.value.reasons == [
        "Put at least 3 people on the panel",
        "Name the chair of the panel",
        "Put at least 2 professions on the panel",
    ]


def test_a_light_role_is_content_with_two_scorers():
    role = RoleFactory(state="approved", weight="light")
    seat_panel(role, 2)

    transition(role, "open")

    assert role.state == "open"


def test_the_timer_opens_and_closes_what_is_due_and_a_second_run_changes_nothing():
    due, waiting = to_open(), RoleFactory(state="approved")
    over = OpenRoleFactory(
        opens_at=timezone.now() - timedelta(days=20),
        closes_at=timezone.now() - timedelta(seconds=2),
    )
    draft = ApplicationFactory(role=over)

    keep_time()
    keep_time()

    for thing in [due, waiting, over, draft]:
        thing.refresh_from_db()
    states = [thing.state for thing in [due, waiting, over, draft]]
    assert states == ["open", "approved", "closed", "lapsed"]
    assert Transition.objects.count() == 3
    assert Letter.objects.get().subject == f"{over.title} has closed"


def test_closing_a_light_role_passes_everybody_since_it_has_no_long_list():
    light = OpenRoleFactory(weight="light", closes_at=timezone.now() - timedelta(seconds=2))
    full = OpenRoleFactory(closes_at=timezone.now() - timedelta(seconds=2))
    passed, waiting = SentApplicationFactory(role=light), SentApplicationFactory(role=full)

    keep_time()

    passed.refresh_from_db()
    waiting.refresh_from_db()
    assert (passed.state, waiting.state) == ("eligible", "submitted")


def test_an_extension_is_public_and_everybody_concerned_is_told(client):
    role = OpenRoleFactory()
    was, later = role.closes_at, timezone.now() + timedelta(days=40)
    draft, sent = ApplicationFactory(role=role), SentApplicationFactory(role=role)
    SentApplicationFactory(role=role, state="withdrawn")
    client.force_login(CoordinatorFactory())

    step(
        client,
        role,
        "extend",
        {
            "closes_on_day": later.day,
            "closes_on_month": later.month,
            "closes_on_year": later.year,
            "closes_time": "5pm",
            "reason": "Half term falls in the middle",
        },
    )

    role.refresh_from_db()
    client.logout()
    assert role.original_closes_at == was
    assert {letter.to_user for letter in Letter.objects.all()} == {draft.user, sent.user}
    text = page(client, role)
    assert "Extended from" in text
    assert "Half term falls in the middle" in text


def test_a_role_that_closed_cannot_be_extended():
    role = OpenRoleFactory(closes_at=timezone.now() - timedelta(seconds=2))

    with pytest.raises(Refused, match="Advertise it again"):
        actions.extend(
            role=role,
            closes_at=timezone.now() + timedelta(days=9),
            note="Late",
            by=CoordinatorFactory(),
        )


def test_advertising_again_links_a_new_draft_and_asks_applicants_to_carry_over(client):
    role = OpenRoleFactory(state="closed")
    SentApplicationFactory(role=role)
    coordinator = CoordinatorFactory()
    client.force_login(coordinator)

    step(client, role, "readvertise", {"reason": "Too few applied"})

    role.refresh_from_db()
    successor = role.replaced_by
    assert (role.state, role.public_note) == ("withdrawn", "Too few applied")
    assert (successor.state, successor.title, successor.closes_at) == ("draft", role.title, None)
    assert successor.criteria.get().anchors.count() == 5
    assert Letter.objects.get().subject == f"{role.title} is advertised again"


def test_withdrawing_says_why_in_public_and_to_each_applicant(client):
    role = OpenRoleFactory()
    application = SentApplicationFactory(role=role)
    client.force_login(ManagerFactory())

    step(client, role, "withdraw", {"reason": "The post is no longer needed"})

    client.logout()
    assert "The post is no longer needed" in page(client, role)
    assert "The post is no longer needed" in Letter.objects.get().text
    application.refresh_from_db()
    assert application.label == "Role withdrawn"


@pytest.mark.parametrize("name", ["approve", "start_sift", "release_outcomes", "reopen", "explode"])
def test_a_step_that_an_open_role_does_not_have_is_a_conflict_for_everybody(client, name):
    role = OpenRoleFactory()
    for user in [CoordinatorFactory(), ManagerFactory()]:
        client.force_login(user)

        response = step(client, role, name, {"reason": "Because"})

        role.refresh_from_db()
        assert (response.status_code, role.state) == (409, "open")


def test_only_those_who_steer_a_role_press_its_steps(client):
    role = OpenRoleFactory(coordinator=CoordinatorFactory())
    answers = []
    for user in [None, UserFactory(), CoordinatorFactory(), role.coordinator]:
        client.logout()
        if user:
            client.force_login(user)
        answers.append(client.get(reverse("roles:step", args=[role.slug, "extend"])).status_code)

    assert answers == [302, 403, 403, 200]


def test_a_draft_is_there_for_its_panel_and_its_coordinator_alone(client):
    role = RoleFactory(coordinator=CoordinatorFactory())
    member = seat_panel(role)[0].person.user
    answers = []
    for user in [None, UserFactory(), CoordinatorFactory(), member, role.coordinator]:
        client.logout()
        if user:
            client.force_login(user)
        answers.append(client.get(role.get_absolute_url()).status_code)

    assert answers == [404, 404, 404, 200, 200]


def test_the_public_page_tells_what_an_applicant_needs_to_know(client):
    role = OpenRoleFactory(talk="Ring the present lead", employer_told="Nothing before the offer")
    CriterionFactory(role=role, name="Courage", kind="desirable", weight=3)
    member = seat_panel(role)[0]

    text = page(client, role)

    for words in [
        "8 hours a week",
        "0.21",
        "24 months",
        "Courage",
        "Weight 3",
        "Evidence of 4",
        "Ring the present lead",
        "Nothing before the offer",
        "Letter about protected time for your employer",
        f"{member.profession.name}: 2",
        role.contact_email,
        "scored from 0 to 4",
        "Nobody can read your equality answers",
    ]:
        assert words in text
    assert member.person.name not in text


def test_criteria_do_not_change_once_they_can_be_read(client):
    role = OpenRoleFactory()
    client.force_login(ManagerFactory())

    response = client.post(
        reverse("roles:criterion", args=[role.slug, role.criteria.get().pk]), {"name": "Other"}
    )

    assert response.status_code == 409


def test_the_letter_for_the_employer_is_a_word_file_with_the_terms(client):
    role = OpenRoleFactory()

    response = client.get(reverse("roles:backfill", args=[role.slug]))

    words = "\n".join(part.text for part in Document(BytesIO(response.content)).paragraphs)
    assert role.title in words
    assert "2 programmed activities (PAs) a week (8 hours, 0.21 whole-time equivalent)" in words


def test_a_question_is_published_with_its_answer_and_without_its_asker(client):
    role, asker = OpenRoleFactory(), UserFactory(name="Zebedee Quill")
    client.force_login(asker)
    client.post(reverse("roles:ask", args=[role.slug]), {"text": "May two people share it?"})
    before = page(client, role)
    question = RoleQuestion.objects.get()
    client.force_login(CoordinatorFactory())

    client.post(
        reverse("roles:answer", args=[role.slug, question.pk]),
        {"text": "Can it be shared?", "answer": "Yes, by two."},
    )

    client.logout()
    after = page(client, role)
    assert "May two people share it?" not in before
    assert "Can it be shared?" in after
    assert "Yes, by two." in after
    assert "Quill" not in after
    assert Letter.objects.get().to_user == asker


def test_somebody_unverified_asks_nothing_and_is_told_why(client):
    role = OpenRoleFactory()
    client.force_login(UnverifiedFactory())

    response = client.post(reverse("roles:ask", args=[role.slug]), {"text": "May I?"}, follow=True)

    assert RoleQuestion.objects.count() == 0
    assert "has verified your account" in response.content.decode()


def test_alerts_come_by_letter_once_and_end_with_one_press(client):
    user = UserFactory()
    client.force_login(user)
    client.post(reverse("roles:alerts"), {"wanted": "yes"})
    client.post(reverse("roles:alerts"), {"wanted": "yes"})
    client.logout()

    keep_time()
    role = to_open()
    keep_time()
    letter = Letter.objects.get()
    stop = letter.headers["List-Unsubscribe"].strip("<>")
    shown = client.get(stop)
    still_there = RoleAlert.objects.count()
    client.post(stop)

    assert letter.subject == f"New leadership role: {role.title}"
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (shown.status_code, still_there, RoleAlert.objects.count()) == (200, 1, 0)


def test_a_link_to_stop_letters_that_somebody_made_up_does_nothing(client):
    alert = RoleAlert.objects.create(user=UserFactory())
    forged = signing.dumps(alert.user_id, salt="another purpose")

    answers = [
        client.post(reverse("roles:stop_alerts", args=[token])).status_code
        for token in [forged, "nonsense", signing.dumps(0, salt=STOP)]
    ]

    assert (answers, RoleAlert.objects.count()) == ([404, 404, 404], 1)


def test_the_feed_has_open_roles_only(client):
    shown, over, draft = OpenRoleFactory(), OpenRoleFactory(state="closed"), RoleFactory()

    text = client.get(reverse("roles:feed")).content.decode()

    assert shown.title in text
    assert over.title not in text
    assert draft.title not in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_and_the_page_ask_the_database_as_often_for_many_as_for_one(
    client, django_assert_max_num_queries, number
):
    for _ in range(number):
        role = OpenRoleFactory()
        for _ in range(number):
            CriterionFactory(role=role)
        seat_panel(role, number)
    client.get("/")

    with django_assert_max_num_queries(8):
        client.get(reverse("roles:list"))
    with django_assert_max_num_queries(12):
        client.get(role.get_absolute_url())


def test_the_list_is_offered_as_csv(client):
    role = OpenRoleFactory(title="=cmd()")

    lines = b"".join(client.get(reverse("roles:list") + "?format=csv")).decode().splitlines()

    assert lines[1].startswith("'=cmd()")
    assert role.get_absolute_url() in lines[1]
