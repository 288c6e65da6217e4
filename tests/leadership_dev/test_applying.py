"""Applying: save at any point, come back, send until the closing second, once."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.audit.models import Event
from ccpl_portal.jobs.models import Job
from ccpl_portal.outbox.models import Letter
from ccpl_portal.web.errors import Conflict
from leadership_dev.applications import actions
from leadership_dev.applications.tasks import remind, still_draft
from leadership_dev.machine.registry import Refused
from leadership_dev.models import Application, ApplicationIdentity, EligibilityQuestion, Transition
from leadership_dev.roles.models import LeadershipRole
from leadership_dev.roles.tasks import keep_time
from tests.factories.accounts import (
    CoordinatorFactory,
    ManagerFactory,
    SuperuserFactory,
    UnverifiedFactory,
    UserFactory,
)
from tests.factories.leadership_dev import (
    AnswerFactory,
    ApplicationFactory,
    OpenRoleFactory,
    RoleFactory,
    SentApplicationFactory,
    complete,
)

pytestmark = pytest.mark.django_db


def at(name, application, *more):
    return reverse(f"applications:{name}", args=[application.public_id, *more])


def page(client, name, application, *more):
    return client.get(at(name, application, *more)).content.decode()


def ready(**facts):
    return complete(ApplicationFactory(**facts))


def send(client, application, token=None):
    return client.post(at("check", application), {"token": token or application.token})


def close_at(role, moment):
    LeadershipRole.objects.filter(pk=role.pk).update(closes_at=moment)


def test_somebody_applies_from_the_screen_to_the_receipt(client):
    role, user = OpenRoleFactory(), UserFactory(name="Zebedee Quill")
    question = EligibilityQuestion.objects.create(role=role, text="Are you registered?")
    client.force_login(user)

    begun = client.post(
        reverse("applications:apply", args=[role.slug]), {f"question_{question.pk}": "yes"}
    )
    application = Application.objects.get()
    client.post(
        at("about", application),
        {
            "name": "Zebedee Quill",
            "email": user.email,
            "job_title": "Midwife",
            "employer": "Quillshire Hospital",
            "profession": "Midwife",
        },
    )
    client.post(
        at("people", application),
        {
            "line_manager": "Morwenna Overbury",
            "referee_one": "Peregrine Vane",
            "referee_one_email": "vane@example.org",
            "referee_two": "Clementine Ashdown",
            "referee_two_email": "ashdown@example.org",
        },
    )
    criterion = role.criteria.get()
    client.post(
        at("answer", application, criterion.pk),
        {"text": "At quillshire hospital I, Zebedee, asked Morwenna."},
    )
    client.post(at("needs", application), {"needs": "Large print", "guarantee": "yes"})
    client.post(at("declaration", application), {"declared_true": "on"})
    response = send(client, application)

    application.refresh_from_db()
    assert begun.url == application.get_absolute_url()
    assert response.url == at("sent", application)
    assert (application.state, application.wants_guarantee) == ("submitted", True)
    assert application.answers.get().redacted == "At [removed] I, [removed], asked [removed]."
    receipt = Letter.objects.get()
    assert (receipt.to_user, application.reference in receipt.text) == (user, True)
    assert application.reference in page(client, "sent", application)


def test_whoever_says_no_begins_nothing_and_nothing_is_kept(client):
    role = OpenRoleFactory()
    question = EligibilityQuestion.objects.create(role=role, text="Are you registered?")
    client.force_login(UserFactory())

    response = client.post(
        reverse("applications:apply", args=[role.slug]), {f"question_{question.pk}": "no"}
    )

    assert "You may not be eligible for this role" in response.content.decode()
    assert Application.objects.count() == 0


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (UnverifiedFactory, "as soon as your account is verified"),
        (CoordinatorFactory, "You steer this recruitment"),
        (ManagerFactory, "You steer this recruitment"),
        (lambda: UserFactory(kind="resident"), "for professionals and colleagues"),
    ],
    ids=["unverified", "coordinator", "manager", "resident"],
)
def test_some_cannot_apply_and_are_told_why(client, make, words):
    role = OpenRoleFactory()
    client.force_login(make())

    response = client.post(reverse("applications:apply", args=[role.slug]), follow=True)

    assert words in response.content.decode()
    assert Application.objects.count() == 0


def test_a_stranger_is_asked_to_sign_in_alike_for_a_real_role_and_none(client):
    role = OpenRoleFactory()

    answers = [
        client.get(reverse("applications:apply", args=[slug])).status_code
        for slug in [role.slug, "no-such-role"]
    ]

    assert answers == [302, 302]


def test_a_part_is_saved_as_it_stands_and_there_again_on_another_device(client):
    application = ApplicationFactory()
    client.force_login(application.user)

    response = client.post(
        at("people", application), {"line_manager": "Morwenna", "referee_one_email": "not yet"}
    )
    again = client.post(at("people", application), {"line_manager": "Morwenna"})
    other = Client()
    other.force_login(application.user)

    application.refresh_from_db()
    text = page(other, "people", application)
    assert (response.status_code, again.status_code) == (302, 302)
    assert 'value="Morwenna"' in text
    assert "Saved at" in page(other, "detail", application)
    assert Application.objects.count() == 1


def test_what_is_no_address_is_kept_in_a_draft_and_asked_for_before_sending(client):
    application = ready()
    client.force_login(application.user)
    client.post(
        at("people", application),
        {
            "line_manager": "M",
            "referee_one": "P",
            "referee_one_email": "vane at example",
            "referee_two": "C",
            "referee_two_email": "c@example.org",
        },
    )

    response = send(client, application)

    application.refresh_from_db()
    assert application.state == "draft"
    assert "Complete “Line manager and referees” before you send" in response.content.decode()


def test_the_button_to_send_appears_only_when_every_part_is_complete(client):
    application = ready()
    client.force_login(application.user)
    whole = page(client, "detail", application)
    application.answers.update(text="word " * 301)

    assert "Check your answers and send" in whole
    assert "Check your answers and send" not in page(client, "detail", application)
    assert "Send application" not in page(client, "check", application)


def test_pressing_start_twice_makes_one_draft(client):
    role, user = OpenRoleFactory(), UserFactory()
    client.force_login(user)

    places = {client.post(reverse("applications:apply", args=[role.slug])).url for _ in range(3)}

    assert places == {Application.objects.get().get_absolute_url()}


@pytest.fixture
def stop_the_clock(db):
    """Stops the clock of the database at a moment, for this test's transaction."""

    def stop(moment):
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE FUNCTION public.statement_timestamp() RETURNS timestamptz LANGUAGE sql"
                " AS $$ SELECT %s::timestamptz $$",
                [moment],
            )
            # Its own functions are looked for first, unless their schema is named last.
            cursor.execute("SET LOCAL search_path = public, pg_catalog")

    return stop


@pytest.mark.parametrize(
    ("seconds", "status", "state"),
    [(-1, 302, "submitted"), (0, 302, "submitted"), (0.999, 302, "submitted"), (1, 409, "draft")],
    ids=["a second before", "at the closing second", "at its end", "a second after"],
)
def test_the_closing_second_by_the_clock_of_the_database(
    client, stop_the_clock, seconds, status, state
):
    application = ready()
    client.force_login(application.user)
    closing = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    close_at(application.role, closing)
    stop_the_clock(closing + timedelta(seconds=seconds))

    response = send(client, application)

    application.refresh_from_db()
    assert (response.status_code, application.state) == (status, state)


def test_too_late_is_said_plainly_and_nothing_written_is_lost(client):
    application = ready()
    client.force_login(application.user)
    close_at(application.role, timezone.now() - timedelta(minutes=1))

    late = send(client, application)
    saving = client.post(at("about", application), {"name": "Other"})

    assert late.status_code == saving.status_code == 409
    assert "have closed, so this was not sent" in late.content.decode()
    assert application.answers.get().text == "I brought four teams together."


def test_a_web_servers_clock_that_is_wrong_decides_nothing(client, monkeypatch):
    application = ready()
    client.force_login(application.user)
    close_at(application.role, timezone.now() - timedelta(minutes=1))
    wrong = timezone.now() - timedelta(days=2)

    monkeypatch.setattr("leadership_dev.applications.actions.timezone.now", lambda: wrong)
    with pytest.raises(Conflict):
        actions.submit(application=application, token=application.token, by=application.user)


def test_pressing_send_again_shows_the_stored_receipt_and_sends_nothing_twice(client):
    application = ready()
    client.force_login(application.user)
    first = send(client, application)
    close_at(application.role, timezone.now() - timedelta(days=1))

    again = send(client, application)

    assert first.url == again.url == at("sent", application)
    assert Letter.objects.count() == 1
    assert Transition.objects.filter(name="submit").count() == 1


def test_killed_between_commit_and_answer_pressing_again_shows_the_stored_reference(
    client, monkeypatch
):
    application = ready()
    client.force_login(application.user)

    def die(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("leadership_dev.applications.views.redirect", die)
        with pytest.raises(SystemExit):
            send(client, application)
    again = send(client, application)

    assert again.url == at("sent", application)
    assert application.reference in client.get(again.url).content.decode()
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("token", ["", "nonsense", "e3337f9f-40a8-466e-a3e8-0faf41e091dd"])
def test_sending_what_was_sent_with_another_token_is_a_conflict(client, token):
    application = SentApplicationFactory()
    client.force_login(application.user)

    response = client.post(at("check", application), {"token": token})

    assert (response.status_code, Transition.objects.count()) == (409, 0)


def test_nobody_else_opens_an_application_by_its_address(client):
    application = ready()
    answers = set()
    for user in [UserFactory(), CoordinatorFactory(), ManagerFactory(), SuperuserFactory()]:
        client.force_login(user)
        for name in ["detail", "about", "check", "read", "download", "withdraw", "coordinate"]:
            answers.add(client.get(at(name, application)).status_code)

    assert answers == {404}


def test_withdrawing_tells_the_applicant_and_leaves_the_way_back_open(client):
    application = SentApplicationFactory()
    client.force_login(application.user)

    client.post(at("withdraw", application), {"reason": "Another post"})
    again = client.post(at("withdraw", application), {})
    client.post(reverse("applications:apply", args=[application.role.slug]))

    application.refresh_from_db()
    assert (application.state, again.status_code) == ("withdrawn", 409)
    assert Transition.objects.of(application).get().reason == "Another post"
    assert Letter.objects.get().subject == f"Your application {application.reference} is withdrawn"
    assert Application.objects.drafts().filter(user=application.user).count() == 1


def test_a_draft_is_deleted_whole_and_a_sent_one_is_not(client):
    draft, sent = ready(), SentApplicationFactory()
    answers = []
    for application in [draft, sent]:
        client.force_login(application.user)
        answers.append(client.post(at("delete", application)).status_code)

    assert answers == [302, 409]
    assert list(Application.objects.all()) == [sent]
    assert ApplicationIdentity.objects.count() == 1


def test_earlier_answers_come_along_where_the_criteria_read_alike(client):
    old = ready(role__state="closed")
    name = old.role.criteria.get().name
    role = OpenRoleFactory(criteria__name=name)
    client.force_login(old.user)

    client.post(reverse("applications:apply", args=[role.slug]), {"reuse": old.public_id})

    new = role.applications.get()
    assert new.answers.get().text == "I brought four teams together."
    assert (new.identity.employer, new.declared_true) == ("Quillshire Hospital", False)


def test_nobody_carries_over_the_answers_of_somebody_else(client):
    old, role = ready(), OpenRoleFactory()
    user = UserFactory()
    ApplicationFactory(user=user)
    client.force_login(user)

    response = client.post(
        reverse("applications:apply", args=[role.slug]), {"reuse": old.public_id}
    )

    assert "Choose one of your own applications" in response.content.decode()
    assert role.applications.count() == 0


def test_an_answer_that_tells_who_wrote_it_is_warned_of(client):
    application = ApplicationFactory()
    answer = AnswerFactory(application=application, criterion=application.role.criteria.get())
    client.force_login(application.user)
    quiet = page(client, "answer", application, answer.criterion.pk)
    answer.text = "At QUILLSHIRE hospital everybody knows Zebedee."
    answer.save()

    loud = page(client, "answer", application, answer.criterion.pk)

    assert "Your answer may tell who you are" not in quiet
    assert "“QUILLSHIRE hospital”" in loud
    assert "“Zebedee”" in loud


def test_adjustments_are_for_the_coordinator_alone(client):
    application = SentApplicationFactory(role__state="closed")
    application.adjustment.needs = "Large print, please"
    application.adjustment.save()
    shown = []
    for user in [CoordinatorFactory(), ManagerFactory(), SuperuserFactory()]:
        client.force_login(user)
        shown.append("Large print, please" in page(client, "coordinate", application))
    client.force_login(CoordinatorFactory())
    client.post(at("coordinate", application), {"deed": "arrange", "agreed": "Large print"})

    application.adjustment.refresh_from_db()
    assert shown == [True, False, False]
    assert application.adjustment.agreed == "Large print"


def test_the_coordinator_checks_eligibility_after_closing_with_criterion_and_reason(client):
    application = SentApplicationFactory(role__state="closed")
    criterion = application.role.criteria.get()
    client.force_login(CoordinatorFactory())
    bare = client.post(at("coordinate", application), {"deed": "check", "outcome": "ineligible"})

    client.post(
        at("coordinate", application),
        {
            "deed": "check",
            "outcome": "ineligible",
            "criterion": criterion.pk,
            "reason": "Not registered",
        },
    )

    application.refresh_from_db()
    assert "Choose the criterion that is not met" in bare.content.decode()
    assert (application.state, application.ineligible_criterion) == ("ineligible", criterion)
    assert "Not registered" in Letter.objects.get().text


def test_a_superuser_reads_after_closing_leaves_a_trace_and_changes_nothing(client):
    application = SentApplicationFactory(role__state="closed")
    superuser = SuperuserFactory()
    client.force_login(superuser)

    seen = client.get(at("coordinate", application)).status_code
    pressed = client.post(at("coordinate", application), {"deed": "check", "outcome": "eligible"})

    application.refresh_from_db()
    read = Event.objects.get(verb="read application")
    assert (seen, pressed.status_code, application.state) == (200, 403, "submitted")
    assert (read.actor_id, read.object_id) == (superuser.pk, str(application.pk))


def test_an_applicant_asks_once_for_a_review(client):
    application = SentApplicationFactory(role__state="closed")
    actions.check(
        application=application,
        eligible=False,
        criterion=application.role.criteria.get(),
        reason="Not registered",
        by=CoordinatorFactory(),
    )
    client.force_login(application.user)
    offered = page(client, "detail", application)

    client.post(at("review", application), {"reason": "I am: number 7"})
    application.refresh_from_db()
    state = application.state
    actions.check(
        application=application,
        eligible=False,
        criterion=application.role.criteria.get(),
        reason="Still not",
        by=CoordinatorFactory(),
    )
    with pytest.raises(Refused):
        actions.ask_for_review(application=application, reason="Again", by=application.user)

    assert "Ask for a review" in offered
    assert state == "submitted"


def test_the_coordinator_takes_out_of_the_panels_copy_what_a_program_cannot_see(client):
    application = SentApplicationFactory(role__state="closed")
    answer = AnswerFactory(application=application, criterion=application.role.criteria.get())
    client.force_login(CoordinatorFactory())

    client.post(
        at("coordinate", application),
        {"deed": "redact", f"answer_{answer.pk}": "I won [removed]."},
    )

    answer.refresh_from_db()
    assert (answer.redacted, answer.text) == ("I won [removed].", "I brought four teams together.")


def test_before_closing_the_coordinator_sees_references_and_no_more(client):
    application = SentApplicationFactory()
    client.force_login(CoordinatorFactory())

    text = client.get(
        reverse("applications:of_role", args=[application.role.slug])
    ).content.decode()

    assert application.reference in text
    assert application.identity.name not in text
    assert client.get(at("coordinate", application)).status_code == 404


def test_the_applicants_own_data_come_as_a_file_without_monitoring(client):
    application = ready()
    client.force_login(application.user)

    response = client.get(at("download", application))

    told = response.json()
    assert response["Content-Disposition"].endswith(f'"{application.reference}.json"')
    assert told["you"]["employer"] == "Quillshire Hospital"
    assert told["answers"][0]["text"] == "I brought four teams together."
    assert "kept without your name" in told["equality questions"]


def test_a_decision_that_is_held_back_is_in_no_file_and_on_no_page(client):
    application = SentApplicationFactory(state="not_shortlisted", told_state="scored")
    Transition.objects.create(
        machine="application",
        object_id=application.pk,
        name="decide",
        from_state="scored",
        to_state="not_shortlisted",
        reason="Held",
    )
    client.force_login(application.user)

    texts = [page(client, name, application) for name in ["detail", "download", "read"]]
    texts.append(client.get(reverse("applications:list")).content.decode())

    assert "Being considered" in texts[0]
    for text in texts:
        assert "Not successful" not in text
        assert "not_shortlisted" not in text
        assert "Held" not in text


def test_a_reminder_comes_once_before_closing_and_again_after_an_extension():
    soon = ApplicationFactory(role__closes_at=timezone.now() + timedelta(hours=20))
    ApplicationFactory(role__closes_at=timezone.now() + timedelta(days=9))
    SentApplicationFactory(role=soon.role)

    remind()
    remind()
    letter = Letter.objects.get()
    close_at(soon.role, timezone.now() + timedelta(hours=40))
    remind()

    assert letter.to_user == soon.user
    assert Letter.objects.count() == 2
    assert still_draft(letter)


def test_work_survives_when_the_broker_forgets_everything(settings):
    """The timer, the receipt and the letters stand in the database, not in the broker."""
    application = ready()
    actions.submit(application=application, token=application.token, by=application.user)
    close_at(application.role, timezone.now() - timedelta(seconds=2))

    keep_time()

    application.role.refresh_from_db()
    assert application.role.state == "closed"
    assert Letter.objects.waiting().count() == 1
    assert Job.objects.failed().count() == 0


@pytest.mark.parametrize("name", ["about", "people", "needs", "declaration", "check", "detail"])
def test_pages_of_a_draft_ask_the_database_as_often_for_one_criterion_as_for_many(
    client, django_assert_max_num_queries, name
):
    application = ready(role=OpenRoleFactory())
    for _ in range(4):
        AnswerFactory(
            application=application,
            criterion__role=application.role,
        )
    client.force_login(application.user)
    client.get("/")

    with django_assert_max_num_queries(12):
        client.get(at(name, application))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'; DROP TABLE x; --", "\u202eabc", "x" * 60_000]
)
def test_hostile_words_are_kept_as_words(client, text):
    application = ApplicationFactory()
    criterion = application.role.criteria.get()
    client.force_login(application.user)

    client.post(at("answer", application, criterion.pk), {"text": text})

    assert application.answers.get().text == text
    assert "<script>alert" not in page(client, "read", application)


def test_a_role_that_is_not_open_takes_no_applications(client):
    client.force_login(UserFactory())
    statuses = [
        client.post(reverse("applications:apply", args=[role.slug])).status_code
        for role in [RoleFactory(), OpenRoleFactory(state="closed")]
    ]

    assert statuses == [404, 409]


def together(number, deed):
    """Do it in so many threads at once, each with a connection of its own."""
    gate, results = threading.Barrier(number), []

    def one(place):
        try:
            gate.wait(timeout=30)
            results.append(deed(place))
        except Exception as error:
            results.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_in_one_second_with_one_token_store_one_application_with_one_receipt():
    application = ready()
    clients = []
    for _ in range(20):
        client = Client()
        client.force_login(application.user)
        clients.append(client)

    answers = together(20, lambda place: send(clients[place], application).url)

    application.refresh_from_db()
    assert set(answers) == {at("sent", application)}
    assert len(answers) == 20
    assert application.state == "submitted"
    assert Letter.objects.count() == 1
    assert Transition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_who_send_in_the_last_minute_are_all_received_once():
    role = OpenRoleFactory(closes_at=timezone.now() + timedelta(seconds=50))
    applications = [ready(role=role) for _ in range(50)]

    together(
        50,
        lambda place: actions.submit(
            application=Application.objects.get(pk=applications[place].pk),
            token=applications[place].token,
            by=applications[place].user,
        ),
    )

    sent = role.applications.sent()
    assert sent.count() == 50
    assert {application.state for application in sent} == {"submitted"}
    assert Letter.objects.count() == 50
    assert len({letter.to_user_id for letter in Letter.objects.all()}) == 50


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_is_sent_while_the_timer_closes_either_arrives_or_lapses():
    applications = [ready(role=OpenRoleFactory()) for _ in range(3)]
    for application in applications:
        close_at(application.role, timezone.now() + timedelta(milliseconds=300))

    def press(place):
        if place == 3:
            keep_time()
            return None
        one = Application.objects.get(pk=applications[place].pk)
        return actions.submit(application=one, token=one.token, by=one.user)

    together(4, press)
    for application in applications:
        close_at(application.role, timezone.now() - timedelta(seconds=5))
    keep_time()

    for application in applications:
        application.refresh_from_db()
        receipts = Letter.objects.filter(key=f"application {application.pk} received").count()
        assert (application.state, receipts) in {("submitted", 1), ("lapsed", 0)}
