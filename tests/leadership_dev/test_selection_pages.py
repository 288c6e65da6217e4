"""Interviews, outcomes and the coordinator's desk, through their pages."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from ccpl_portal.outbox.models import Letter
from leadership_dev.models import Application, InterviewSlot, LetterTemplate, Offer
from leadership_dev.outcomes.models import FeedbackPoint, TwoKeys
from leadership_dev.scoring.models import Stage
from tests.factories.accounts import ManagerFactory, SuperuserFactory, UserFactory
from tests.pages import words

from .story import FEEDBACK, closed_role, sifting
from .test_recruitment_steps import completed, decided, interviewed, interviewing, slot

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def of_role(story, path):
    return f"/leadership/roles/{story.role.slug}/{path}"


def own(application, path):
    return f"/leadership/applications/{application.public_id}/{path}"


def invited(story):
    return story.role.applications.get(state="shortlisted")


def test_the_coordinator_offers_times_in_a_row():
    story = interviewing()
    day = timezone.localdate() + timedelta(days=20)
    data = {"on_day": day.day, "on_month": day.month, "on_year": day.year, "first": "9:30am",
            "minutes": 45, "gap": 15, "count": 3, "place": "Room 4"}  # fmt: skip
    path = of_role(story, "interviews/times/")

    signed_in(story.coordinator).post(path, data)
    again = signed_in(story.coordinator).post(path, data)
    wrong = signed_in(story.coordinator).post(path, data | {"count": 500, "place": ""})
    refused = signed_in(story.chair).post(path, data)

    starts = [
        timezone.localtime(s.starts_at).strftime("%H:%M") for s in InterviewSlot.objects.all()
    ]
    assert starts == ["09:30", "10:30", "11:30"]
    assert again.status_code == 302
    assert wrong.context["form"].errors == {
        "count": ["Enter 20 or fewer"],
        "place": ["Enter the place or the call link"],
    }
    assert refused.status_code == 403


def test_a_candidate_books_gets_a_letter_and_a_calendar_entry():
    story = interviewing()
    application, time = invited(story), slot(story)
    candidate = signed_in(application.user)

    page = words(candidate.get(own(application, "")))
    candidate.post(own(application, "interview/"), {"slot": time.pk})
    entry = candidate.get(own(application, "interview/interview.ics"))

    assert "Choose a time" in page
    assert time.when in words(candidate.get(own(application, "")))
    assert b"BEGIN:VEVENT" in entry.content
    assert entry["Content-Disposition"] == f'attachment; filename="{application.reference}.ics"'
    letter = Letter.objects.get(subject=f"Your interview for {story.role.title}")
    assert time.when in letter.text
    stranger = signed_in(UserFactory())
    assert stranger.get(own(application, "interview/")).status_code == 404
    other = signed_in(story.applications[1].user)
    assert other.get(own(story.applications[1], "interview/")).status_code == 404


def test_a_time_too_soon_or_taken_is_refused_in_words():
    story = interviewing()
    application = invited(story)
    soon = slot(story, days=3)
    other = Application.objects.get(pk=story.applications[1].pk)
    taken = slot(story, application=other, booked_at=timezone.now())

    candidate = signed_in(application.user)
    answers = [
        candidate.post(own(application, "interview/"), {"slot": each.pk}) for each in (soon, taken)
    ]
    nothing = candidate.post(own(application, "interview/"), {"slot": "abc"})

    assert [answer.status_code for answer in answers] == [409, 409]
    assert "Somebody has just booked this time" in words(answers[1])
    assert nothing.context["form"].errors == {
        "slot": ["Somebody has just booked this time. Choose another one"]
    }


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_gets_the_time():
    story = interviewing()
    Application.objects.filter(role=story.role).update(
        state="shortlisted", told_state="shortlisted"
    )
    time, answers = slot(story), []
    gate = threading.Barrier(2)

    def press(application):
        client = signed_in(application.user)
        gate.wait()
        answer = client.post(own(application, "interview/"), {"slot": time.pk})
        answers.append(answer.status_code)
        connection.close()

    threads = [threading.Thread(target=press, args=[one]) for one in story.applications]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [302, 409]
    time.refresh_from_db()
    assert time.application in story.applications
    assert Application.objects.filter(state="interview_booked").count() == 1


def test_questions_are_shown_on_their_day_and_an_arrangement_without_its_reason():
    story = interviewing()
    application = invited(story)
    application.adjustment.needs = "I have low vision"
    application.adjustment.agreed = "Papers in large print"
    application.adjustment.save()
    tomorrow = timezone.localdate() + timedelta(days=1)
    data = {"min_notice_days": 5, "about": "", "questions": "What would you change first?",
            "questions_on_day": tomorrow.day, "questions_on_month": tomorrow.month,
            "questions_on_year": tomorrow.year}  # fmt: skip
    signed_in(story.coordinator).post(of_role(story, "interviews/plan/"), data)

    before = words(signed_in(application.user).get(own(application, "")))
    story.role.interview_plan.questions_at = timezone.now()
    story.role.interview_plan.save()
    after = words(signed_in(application.user).get(own(application, "")))
    seen = words(signed_in(story.chair).get(of_role(story, "interviews/")))

    assert "What would you change first?" not in before
    assert "What would you change first?" in after
    assert "Papers in large print" in seen
    assert "low vision" not in seen


def test_names_are_told_to_the_panel_at_the_interviews_and_not_before():
    story = sifting()
    name = story.applications[0].identity.name
    before = signed_in(story.chair).get(of_role(story, "interviews/"))
    later = interviewing()

    shown = signed_in(later.chair).get(of_role(later, "interviews/"))

    assert name not in before.content.decode()
    assert later.applications[0].identity.name in words(shown)
    assert later.applications[1].identity.name not in words(shown)


def test_the_second_scoring_is_a_sheet_of_its_own():
    story = interviewing()
    application = invited(story)
    path = of_role(story, f"interviews/{application.reference}/scores/")
    member = signed_in(story.users[1])
    data = {"press": "submit"}
    for criterion in story.criteria:
        data |= {f"score_{criterion.pk}": 3, f"comment_{criterion.pk}": ""}

    early = member.get(path)
    signed_in(story.coordinator).post(
        of_role(story, "interviews/"), {"deed": "seen", "reference": application.reference}
    )
    done = member.post(path, data)

    assert early.status_code == 404
    assert done.url == of_role(story, "interviews/")
    sheets = story.members[1].assignments.get(application=application).sheets
    assert sorted(sheets.values_list("stage", flat=True)) == ["interview", "sift"]


def test_feedback_is_refused_while_it_says_nothing_and_previewed_as_a_letter():
    story = decided("not_appointed")
    application = story.role.applications.get(state="not_appointed")
    path = of_role(story, f"outcomes/{application.reference}/feedback/")
    member, criterion = signed_in(story.users[1]), story.criteria[0]
    point = {"kind": "strength", "criterion": criterion.pk}

    refused = [
        member.post(path, point | {"text": text}).context["form"].errors
        for text in ["", "N/A", "Well done, you are good."]
    ]
    member.post(path, point | {"text": FEEDBACK})
    page = words(member.get(path))

    assert refused == [
        {"text": ["Enter what you want to tell the person"]},
        {"text": ["Say what you saw in the application. “N/A” and the like help nobody"]},
        {"text": ["Write at least 40 characters: 16 more"]},
    ]
    assert f"Thank you for meeting the panel for {story.role.title}" in page
    assert f"{criterion.name}: {FEEDBACK}" in page
    assert signed_in(story.coordinator).get(path).status_code == 200
    assert signed_in(UserFactory()).get(path).status_code == 404


def test_an_applicant_reads_feedback_only_when_it_was_released():
    story = decided("not_appointed")
    application = story.role.applications.get(state="not_appointed")
    reader = signed_in(application.user)
    for kind in FeedbackPoint.Kind:
        story.role.applications.get(pk=application.pk).feedback.filter(
            kind=kind, stage=Stage.INTERVIEW
        ).update(text=FEEDBACK, is_draft=False)

    held = words(reader.get(own(application, "")))
    data = reader.get(own(application, "my-data.json")).json()
    signed_in(story.coordinator).post(of_role(story, "step/release_outcomes/"))
    told = words(reader.get(own(application, "")))
    after = reader.get(own(application, "my-data.json")).json()

    assert "Being considered" in held
    assert FEEDBACK not in held
    assert data["feedback"] == []
    assert "Not successful this time" in told
    assert FEEDBACK in told
    assert len(after["scores and comments about you"]) == 18
    assert "Member Panel" not in str(after)


def test_releasing_twice_sends_nothing_more():
    story = completed()
    sent = Letter.objects.count()

    answer = signed_in(story.coordinator).post(of_role(story, "step/release_outcomes/"))

    assert (answer.status_code, Letter.objects.count()) == (409, sent)
    story.role.refresh_from_db()
    assert story.role.completed_at is not None


def test_the_decision_is_the_chairs_and_signed_by_two():
    story = interviewed()
    application = story.role.applications.get(state="interviewed")
    page, path = of_role(story, "outcomes/"), of_role(story, "outcomes/decision/")
    data = {f"outcome_{application.pk}": "offered", "rationale": "The panel agreed."}

    refused = signed_in(story.users[1]).post(path, data)
    empty = signed_in(story.chair).post(path, {})
    signed_in(story.chair).post(path, data)
    stranger = signed_in(SuperuserFactory()).post(page, {"deed": "sign"})
    signed_in(story.chair).post(page, {"deed": "sign"})
    signed_in(ManagerFactory()).post(page, {"deed": "sign"})

    assert (refused.status_code, stranger.status_code) == (403, 403)
    assert empty.context["form"].errors == {
        f"outcome_{application.pk}": [f"Choose an outcome for {application.reference}"],
        "rationale": ["Enter why the panel decides so"],
    }
    application.refresh_from_db()
    assert (application.state, application.told_state) == ("offered", "interviewed")


@pytest.mark.parametrize(
    ("answer", "state"), [("accept", "appointed"), ("decline", "offer_declined")]
)
def test_an_offer_is_answered_once(answer, state):
    story = completed()
    reader = signed_in(story.application.user)
    path = own(story.application, "offer/")

    page = words(reader.get(path))
    nothing = reader.post(path, {"answer": "perhaps"})
    first = reader.post(path, {"answer": answer})
    second = reader.post(path, {"answer": answer})

    assert "Please answer by" in page
    assert (nothing.status_code, first.status_code, second.status_code) == (409, 302, 409)
    story.application.refresh_from_db()
    assert story.application.state == state
    assert signed_in(story.users[1]).get(path).status_code == 404


def test_the_desk_says_what_each_role_waits_for_and_who_is_late(
    django_assert_max_num_queries,
):
    story = closed_role()
    story.members[2].declared_at = None
    story.members[2].save()
    coordinator = signed_in(story.coordinator)

    page = words(coordinator.get("/leadership/coordination/"))
    with django_assert_max_num_queries(16):
        coordinator.get("/leadership/coordination/")
    sifting()
    interviewing()
    with django_assert_max_num_queries(16):
        coordinator.get("/leadership/coordination/")

    assert "Member Panel2: A declaration of whom they know" in page
    assert signed_in(UserFactory()).get("/leadership/coordination/").status_code == 403


def test_a_role_that_does_not_move_is_late():
    story = sifting()
    from leadership_dev.models import Transition

    Transition.objects.filter(machine="role").update(at=timezone.now() - timedelta(days=40))

    page = words(signed_in(story.coordinator).get("/leadership/coordination/"))

    assert "Late was due" in page
    assert "Member Panel1: 0 of 2 scored" in page


def test_the_timeline_says_who_did_what_and_why():
    story = interviewing()

    page = words(signed_in(story.coordinator).get(f"/leadership/coordination/{story.role.slug}/"))

    assert f"Shortlist released. {story.coordinator.name}." in page
    assert f"Decided at the sift, {story.applications[1].reference}" in page
    assert "Below the line" in page


def test_letters_hold_only_what_can_be_filled_in():
    story = closed_role()
    coordinator = signed_in(story.coordinator)
    path = "/leadership/coordination/letters/offered/"
    good = {"subject": "An offer: {role}", "text": "Dear {name}, answer by {until}: {link}"}

    refused = coordinator.post(path, good | {"text": "{feedback} {user.password}", "press": "save"})
    shown = words(coordinator.post(path, good | {"press": "show"}))
    kept = LetterTemplate.objects.count()
    coordinator.post(path, good | {"press": "save"})

    assert refused.context["form"].errors == {
        "text": ["This letter cannot fill in {feedback}, {user.password}. Take it out"]
    }
    assert "Dear Sam Example, answer by 5 May 2026" in shown
    assert kept == 0
    assert LetterTemplate.objects.get().text == good["text"]
    assert coordinator.get("/leadership/coordination/letters/nothing/").status_code == 404


def test_a_manager_turns_the_second_key():
    story = decided("not_appointed")
    application = story.role.applications.get(state="not_appointed")
    bring_back = of_role(story, f"outcomes/{application.reference}/bring-back/")
    desk = f"/leadership/coordination/{story.role.slug}/"

    refused = signed_in(story.users[1]).post(bring_back, {"reason": "Mixed up"})
    signed_in(story.chair).post(bring_back, {"reason": "Mixed up"})
    keys = TwoKeys.objects.get()
    by_coordinator = signed_in(story.coordinator).post(desk, {"deed": "confirm", "pk": keys.pk})
    wrong = signed_in(ManagerFactory()).post(desk, {"deed": "confirm", "pk": "x"})
    signed_in(ManagerFactory()).post(desk, {"deed": "confirm", "pk": keys.pk})

    assert (refused.status_code, by_coordinator.status_code, wrong.status_code) == (403, 403, 404)
    application.refresh_from_db()
    assert application.state == "interviewed"


def test_the_chair_gives_more_time_to_answer():
    story = completed()
    until = timezone.localdate() + timedelta(days=30)
    path = of_role(story, f"outcomes/{story.application.reference}/more-time/")
    data = {"until_day": until.day, "until_month": until.month, "until_year": until.year,
            "reason": "On leave"}  # fmt: skip

    signed_in(story.chair).post(path, data)

    assert timezone.localdate(Offer.objects.get().expires_at) == until


@pytest.mark.parametrize("step", ["start_sift", "open_moderation", "release_shortlist", "reopen"])
def test_a_step_that_the_machine_does_not_have_is_refused_whoever_asks(step):
    story = interviewing()

    for user in [story.coordinator, ManagerFactory(), SuperuserFactory()]:
        answer = signed_in(user).post(of_role(story, f"step/{step}/"), {"reason": "Because"})
        assert answer.status_code == 409
    story.role.refresh_from_db()
    assert story.role.state == "interviewing"


def test_a_manager_on_the_panel_is_kept_from_the_names():
    story = closed_role()
    manager = ManagerFactory()
    story.members[1].person.user = manager
    story.members[1].person.save()
    application = story.applications[0]

    answers = [
        signed_in(manager).get(path).status_code
        for path in [
            f"/leadership/applications/{application.public_id}/coordinate/",
            f"/leadership/coordination/{story.role.slug}/",
        ]
    ]

    assert answers == [403, 403]
