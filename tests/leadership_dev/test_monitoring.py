"""Equality answers: kept without a person, staged in a batch, counted once and destroyed."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.audit.models import Event
from ccpl_portal.packs.actions import load_pack
from ccpl_portal.web.errors import Conflict
from leadership_dev.models import (
    Application,
    MonitoringAggregate,
    MonitoringResponse,
    MonitoringYear,
    Option,
    Question,
    QuestionSet,
    Transition,
)
from leadership_dev.monitoring import actions
from leadership_dev.monitoring.keys import key_of
from leadership_dev.monitoring.tasks import batch
from leadership_dev.monitoring.years import year_of
from tests.factories.accounts import CoordinatorFactory, ManagerFactory, SuperuserFactory
from tests.factories.leadership_dev import (
    ApplicationFactory,
    OpenRoleFactory,
    SentApplicationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """Ethnic group with its second step, a condition with its own, and sex."""
    questions = QuestionSet.objects.create(code="SET.1", title="Questions", is_current=True)
    for place, (code, after, options) in enumerate(
        [
            ("SEX", "", {"F": "", "M": "", "PNTS": ""}),
            ("ETH", "", {"W": "", "A": "", "PNTS": ""}),
            ("ETH2", "ETH", {"W4": "W", "A4": "A"}),
            ("DIS1", "", {"Y": "", "N": "", "PNTS": ""}),
            ("DIS2", "DIS1", {"LOT": "Y", "LITTLE": "Y", "NOT": "Y"}),
        ]
    ):
        question = Question.objects.create(
            set=questions, code=code, text=f"{code}?", position=place, asked_after=after
        )
        for number, (option, shown_after) in enumerate(options.items()):
            Option.objects.create(
                question=question,
                code=option,
                text=f"{code} {option}",
                position=number,
                asked_after=shown_after,
            )
    return questions


def address(application):
    return reverse("monitoring:questions", args=[application.public_id])


def last_year():
    return timezone.now() - timedelta(days=400)


def closed_role(**facts):
    return OpenRoleFactory(
        state="completed",
        opens_at=last_year() - timedelta(days=20),
        closes_at=last_year(),
        **facts,
    )


def test_an_applicant_answers_in_two_steps_and_nothing_says_who_it_was(client, asked):
    application = SentApplicationFactory()
    client.force_login(application.user)
    events = Event.objects.count()

    client.post(address(application), {"step": "wanted", "wanted": "yes"})
    second = client.post(
        address(application), {"step": "first", "SEX": "", "ETH": "A", "DIS1": "PNTS"}
    )
    done = client.post(
        address(application), {"step": "second", "ETH": "A", "DIS1": "PNTS", "ETH2": "A4"}
    )

    row = MonitoringResponse.objects.get()
    text = second.content.decode()
    assert ("ETH2 A4" in text, "ETH2 W4" in text, "DIS2?" in text) == (True, False, False)
    assert done.url == application.get_absolute_url()
    assert row.answers == {"ETH": "A", "DIS1": "PNTS", "ETH2": "A4"}
    assert (row.stage, row.year) == ("applied", year_of(application.role.closes_at))
    assert row.created_on == timezone.localdate()
    assert Event.objects.count() == events


def test_the_row_points_to_nobody(asked):
    fields = {field.name for field in MonitoringResponse._meta.get_fields()}
    relations = [field for field in MonitoringResponse._meta.get_fields() if field.is_relation]

    assert relations == []
    assert fields == {"id", "key", "year", "set_code", "stage", "answers", "created_on"}


def test_the_key_needs_a_secret_that_the_database_does_not_hold(settings):
    application = SentApplicationFactory()
    before = key_of(application)

    settings.MONITORING_SECRET = "another"

    assert key_of(application) != before
    assert str(application.public_id).replace("-", "") not in before
    assert application.reference not in before


def test_skipping_keeps_nothing(client, asked):
    application = SentApplicationFactory()
    client.force_login(application.user)

    response = client.post(address(application), {"step": "wanted", "wanted": "no"}, follow=True)

    assert "You have skipped the equality questions" in response.content.decode()
    assert MonitoringResponse.objects.count() == 0


def test_an_answer_is_never_shown_again_not_even_to_its_giver(client, asked):
    application = SentApplicationFactory()
    client.force_login(application.user)
    client.post(address(application), {"step": "first", "SEX": "F"})

    shown = client.post(address(application), {"step": "wanted", "wanted": "yes"})

    assert MonitoringResponse.objects.get().answers == {"SEX": "F"}
    assert "checked" not in shown.content.decode()


def test_answering_again_replaces_what_was_answered(client, asked):
    application = SentApplicationFactory()
    client.force_login(application.user)
    for sex in ["F", "M"]:
        client.post(address(application), {"step": "first", "SEX": sex})

    assert MonitoringResponse.objects.get().answers == {"SEX": "M"}


def test_an_answer_that_is_not_offered_is_refused(client, asked):
    application = SentApplicationFactory()
    client.force_login(application.user)

    client.post(address(application), {"step": "first", "SEX": "XX"})
    client.post(address(application), {"step": "second", "ETH": "A", "ETH2": "W4"})

    assert MonitoringResponse.objects.count() == 0


def test_questions_come_after_sending_and_for_the_applicant_alone(client, asked):
    draft, sent = ApplicationFactory(), SentApplicationFactory()
    client.force_login(draft.user)
    early = client.get(address(draft)).status_code
    others = set()
    for user in [draft.user, CoordinatorFactory(), ManagerFactory(), SuperuserFactory()]:
        client.force_login(user)
        others.add(client.get(address(sent)).status_code)

    assert (early, others) == (302, {404})


def test_a_retired_question_is_not_asked(client, asked):
    Question.objects.filter(code="SEX").update(is_asked=False)
    application = SentApplicationFactory()
    client.force_login(application.user)

    text = client.post(address(application), {"step": "wanted", "wanted": "yes"}).content.decode()

    assert "ETH?" in text
    assert "SEX?" not in text


def test_no_page_of_the_application_or_the_admin_shows_an_answer(client, asked):
    application = SentApplicationFactory(role__state="closed")
    MonitoringResponse.objects.create(
        key=key_of(application), year="2026/27", set_code="SET.1", answers={"SEX": "CANARY"}
    )
    client.force_login(SuperuserFactory())

    pages = [
        client.get(reverse("applications:coordinate", args=[application.public_id])),
        client.get(reverse("applications:of_role", args=[application.role.slug])),
        client.get("/admin/"),
        client.get("/admin/leadership_dev/monitoringresponse/"),
    ]

    registered = {model._meta.model_name for model in admin.site._registry}
    assert not registered & {
        "monitoringresponse",
        "monitoringaggregate",
        "application",
        "applicationidentity",
        "answer",
        "adjustmentrequest",
    }
    for shown in pages:
        assert "CANARY" not in shown.content.decode()
        assert "SEX?" not in shown.content.decode()


def test_no_history_is_kept_of_applications_identities_or_answers():
    tracked = {
        model.pgh_tracked_model._meta.model_name
        for model in apps.get_app_config("leadership_dev").get_models()
        if hasattr(model, "pgh_tracked_model")
    }

    assert tracked <= {"leadershiprole", "criterion", "anchor"} | (
        tracked & {"programme", "programmelevel"}
    )


def staged():
    """Twenty-four who applied, twelve shortlisted and four of those appointed, all told."""
    role = closed_role()
    for number in range(24):
        state = "appointed" if number < 4 else "not_appointed" if number < 12 else "not_shortlisted"
        application = SentApplicationFactory(role=role, state=state)
        if number < 12:
            Transition.objects.create(
                machine="application",
                object_id=application.pk,
                name="decide",
                from_state="scored",
                to_state="shortlisted",
            )
        answers = {"ETH": "W" if number % 2 else "A", "DIS1": "Y", "DIS2": "LOT"}
        actions.answer(application=application, answers=answers)
    return role


def test_the_batch_notes_how_far_each_came_and_leaves_no_order_to_read(asked):
    role = staged()
    before = order_on_disk()

    actions.stage_year(year=year_of(role.closes_at))

    counts = {
        stage: MonitoringResponse.objects.filter(stage=stage).count()
        for stage in ["applied", "shortlisted", "appointed"]
    }
    after = order_on_disk()
    assert counts == {"applied": 12, "shortlisted": 8, "appointed": 4}
    assert sorted(before) == sorted(after)
    assert before != after


def order_on_disk():
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM leadership_dev_monitoringresponse ORDER BY ctid")
        return [key for (key,) in cursor.fetchall()]


def test_a_decision_that_is_held_back_is_not_staged(asked):
    role = closed_role()
    role.state = "decided"
    role.save()
    application = SentApplicationFactory(role=role, state="appointed")
    actions.answer(application=application, answers={"ETH": "A"})

    actions.stage_year(year=year_of(role.closes_at))

    assert MonitoringResponse.objects.get().stage == "applied"


def test_a_year_is_counted_once_and_its_answers_destroyed(asked):
    role = staged()

    batch()
    batch()

    year = MonitoringYear.objects.get()
    lines = {
        (line.question_code, line.option_code): (line.applied, line.shortlisted, line.appointed)
        for line in MonitoringAggregate.objects.all()
    }
    assert MonitoringResponse.objects.count() == 0
    assert (year.year, year.applications, year.responses) == (year_of(role.closes_at), 24, 24)
    assert lines["ETH", "W"] == lines["ETH", "A"] == (12, 6, 2)
    assert lines["ETH", "PNTS"] == (0, 0, 0)
    assert lines["DISD", "Y"] == (24, 12, 4)
    with pytest.raises(Conflict):
        actions.answer(application=Application.objects.first(), answers={"ETH": "A"})


def test_a_year_with_a_recruitment_still_under_way_waits_but_not_for_ever(asked, settings):
    role = staged()
    unfinished = OpenRoleFactory(
        state="interviewing",
        opens_at=last_year() - timedelta(days=20),
        closes_at=last_year(),
    )
    settings.MONITORING_KEPT_AFTER_YEAR = timedelta(days=10_000)
    batch()
    waiting = MonitoringYear.objects.count()
    settings.MONITORING_KEPT_AFTER_YEAR = timedelta(0)
    batch()

    assert waiting == 0
    assert MonitoringYear.objects.get().year == year_of(unfinished.closes_at)
    assert year_of(role.closes_at) == year_of(unfinished.closes_at)


def test_this_year_is_not_counted(asked):
    application = SentApplicationFactory()
    actions.answer(application=application, answers={"ETH": "A"})

    batch()

    assert MonitoringResponse.objects.count() == 1


def test_the_england_pack_brings_the_questions_in_the_harmonised_order():
    load_pack("gloucestershire", examples=False)

    questions = list(actions.questions_asked())
    ethnic = next(question for question in questions if question.code == "ETH2")
    groups = [option for option in ethnic.options.all() if not option.text.startswith("Prefer")]
    codes = {option.text: option.nhs_code for option in groups}
    assert [question.code for question in questions] == [
        "AGE", "SEX", "GEN", "ETH", "ETH2", "DIS1", "DIS2", "REL", "ORI", "PROF", "SECT",
    ]  # fmt: skip
    assert len(groups) == 19
    assert (codes["Chinese"], codes["Arab"], codes["Roma"]) == ("R", "S", "C")
    for question in questions:
        last = list(question.options.all())[-1]
        assert (last.text == "Prefer not to say") == question.is_protected


def test_models_and_migrations_agree():
    call_command("makemigrations", "leadership_dev", check=True, dry_run=True, verbosity=0)
