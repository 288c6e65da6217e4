import socket
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from celery import Celery, current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.core.cache import caches
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ccpl_portal.audit.models import Event
from ccpl_portal.jobs import actions, bell, progress, tasks
from ccpl_portal.jobs.models import Job
from ccpl_portal.jobs.registry import HANDLERS, handles
from tests.factories.accounts import (
    CoordinatorFactory,
    ManagerFactory,
    UnverifiedFactory,
    UserFactory,
)
from tests.factories.portal import JobFactory

pytestmark = pytest.mark.django_db

State = Job.State


@pytest.fixture
def heard():
    """What the handlers of the test were told, in order."""
    return []


@pytest.fixture(autouse=True)
def kinds(heard):
    """Kinds of job that only tests know."""
    before = dict(HANDLERS)

    @handles("test.note", queue="rollup", time_limit=7)
    def note(**payload):
        heard.append(payload)

    @handles("test.poison", tries=3)
    def poison():
        JobFactory(kind="test.effect")
        raise ValueError("The number is odd")

    @handles("test.slow", time_limit=9)
    def slow():
        raise SoftTimeLimitExceeded

    yield
    HANDLERS.clear()
    HANDLERS.update(before)


@pytest.fixture
def rings(monkeypatch):
    """The ids that the broker was told, instead of a broker."""
    told = []
    monkeypatch.setattr(bell, "_quiet_until", 0.0)
    monkeypatch.setattr(
        current_app, "send_task", lambda name, args, **options: told.append((*args, options))
    )
    return told


def facts(job):
    job.refresh_from_db()
    return job.state, job.attempts, job.reason


def make_due(job):
    Job.objects.filter(pk=job.pk).update(run_after=None)


def test_a_job_is_done_once_with_what_it_was_asked(heard):
    job = actions.enqueue("test.note", number=5)

    actions.run(job_id=job.pk)
    actions.run(job_id=job.pk)

    assert heard == [{"number": 5}]
    assert facts(job) == (State.DONE, 1, "")
    assert job.took >= timedelta(0)


def test_a_job_falls_with_the_change_that_asked_for_it(rings):
    with transaction.atomic():
        actions.enqueue("test.note")
        assert Job.objects.exists()
        transaction.set_rollback(True)

    assert not Job.objects.exists()
    assert rings == []


def test_the_worker_is_rung_on_commit_on_the_queue_and_with_the_limits_of_the_kind(
    rings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = actions.enqueue("test.note")
        assert rings == []

    limits = {"queue": "rollup", "soft_time_limit": 7, "time_limit": 37, "retry": False}
    assert rings == [(job.pk, limits)]


def test_nobody_can_ask_for_a_kind_that_nobody_handles():
    with pytest.raises(LookupError, match=r"Nothing here knows how to do “test.unknown”"):
        actions.enqueue("test.unknown")

    assert not Job.objects.exists()


def test_a_job_left_over_from_a_kind_that_is_gone_fails_with_words():
    job = JobFactory(kind="test.gone")

    actions.run(job_id=job.pk)

    assert facts(job) == (State.FAILED, 0, "Nothing here knows how to do “test.gone”")


def test_a_kind_whose_limit_the_broker_would_not_wait_for_is_refused():
    with pytest.raises(ValueError, match=r"test.endless: the time limit is 1 to 600 seconds"):
        handles("test.endless", time_limit=601)


def test_two_rooms_cannot_handle_one_kind():
    def somebody_elses():
        pass

    somebody_elses.__module__ = "elsewhere.tasks"

    with pytest.raises(ValueError, match=r"already handled by tests.portal.test_jobs"):
        handles("test.note")(somebody_elses)


def test_a_waiting_job_of_the_same_key_is_taken_over(heard):
    first = actions.enqueue("test.note", key="RKB", month=1)
    second = actions.enqueue("test.note", key="RKB", month=2)
    other = actions.enqueue("test.note", key="RJC", month=3)

    for job in Job.objects.all():
        actions.run(job_id=job.pk)

    assert first == second
    assert [job.pk for job in Job.objects.order_by("pk")] == [first.pk, other.pk]
    assert heard == [{"month": 2}, {"month": 3}]


def test_work_that_is_already_running_is_asked_for_again():
    running = JobFactory(kind="test.note", key="RKB", state=State.RUNNING)

    asked = actions.enqueue("test.note", key="RKB")

    assert asked != running
    assert Job.objects.latest_of("test.note", "RKB") == asked


def test_the_database_keeps_one_waiting_job_per_key():
    JobFactory(key="RKB")

    with pytest.raises(IntegrityError, match="job_one_waiting_per_key"), transaction.atomic():
        JobFactory(key="RKB")

    JobFactory(key="RKB", state=State.DONE)
    JobFactory(), JobFactory()
    assert Job.objects.count() == 4


def test_something_asked_for_at_once_does_not_wait_for_a_later_date():
    later = timezone.now() + timedelta(days=1)
    job = actions.enqueue("test.note", key="RKB", run_after=later)
    actions.enqueue("test.note", key="RKB")

    job.refresh_from_db()
    assert job.run_after is None


def test_an_effect_with_a_key_of_its_own_is_never_done_twice(heard, rings):
    job = actions.enqueue("test.note", key="2026-05", once=True, n=1)
    actions.run(job_id=job.pk)

    again = actions.enqueue("test.note", key="2026-05", once=True, n=2)
    actions.run(job_id=again.pk)

    assert again == job
    assert heard == [{"n": 1}]


def test_the_database_refuses_an_effect_of_the_same_key_twice():
    JobFactory(key="2026-05", once=True, state=State.DONE)

    with pytest.raises(IntegrityError, match="job_once_per_key"), transaction.atomic():
        JobFactory(key="2026-05", once=True)
    with pytest.raises(IntegrityError, match="job_once_needs_a_key"), transaction.atomic():
        JobFactory(key="", once=True)

    assert Job.objects.count() == 1


def test_a_job_is_not_done_before_its_time(heard, rings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = actions.enqueue("test.note", run_after=timezone.now() + timedelta(minutes=5))
    actions.run(job_id=job.pk)
    actions.sweep()
    assert (rings, heard, facts(job)) == ([], [], (State.WAITING, 0, ""))

    Job.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    assert actions.sweep() == [job.pk]
    actions.run(job_id=job.pk)
    assert facts(job) == (State.DONE, 1, "")


def test_a_failed_attempt_leaves_no_effect_and_waits_longer_each_time():
    job = actions.enqueue("test.poison")
    waits = []

    for _ in range(4):
        actions.run(job_id=job.pk)
        job.refresh_from_db()
        if job.state == State.WAITING:
            waits.append((job.run_after - timezone.now()).total_seconds())
        make_due(job)

    assert facts(job) == (State.FAILED, 3, "ValueError: The number is odd")
    assert not Job.objects.filter(kind="test.effect").exists()
    first, second = waits
    assert 20 < first < 40
    assert 85 < second < 155


def test_the_wait_between_tries_ends_at_a_quarter_of_an_hour():
    longest = max(actions.wait_after(attempt) for attempt in range(1, 30))

    assert timedelta(minutes=11) < longest <= timedelta(minutes=18, seconds=45)


def test_a_poisoned_job_hinders_no_other(heard):
    poison = actions.enqueue("test.poison")
    job = actions.enqueue("test.note")

    for pk in [poison.pk, job.pk]:
        actions.run(job_id=pk)

    assert (facts(poison)[0], facts(job)[0]) == (State.WAITING, State.DONE)


def test_a_job_that_takes_too_long_says_so():
    job = actions.enqueue("test.slow")

    actions.run(job_id=job.pk)

    assert facts(job) == (State.WAITING, 1, "It took longer than 9 seconds")


def test_postgresql_stops_a_statement_at_the_job_s_time_limit():
    @handles("test.query", time_limit=1)
    def query():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30)")

    job = actions.enqueue("test.query")

    actions.run(job_id=job.pk)

    state, attempts, reason = facts(job)
    assert (state, attempts) == (State.WAITING, 1)
    assert reason.startswith("OperationalError: canceling statement due to statement timeout")


def test_a_job_that_loses_its_worker_five_times_is_given_up():
    job = actions.enqueue("test.note")

    for attempt in range(1, 6):
        assert actions.claim(job.pk) == attempt
        # The worker dies here.
        assert actions.claim(job.pk) is None
        Job.objects.update(started_at=Now() - timedelta(seconds=6))

    assert actions.claim(job.pk) is None
    assert facts(job) == (
        State.FAILED,
        5,
        "The worker was lost while doing this, at attempt 5",
    )


def test_an_attempt_that_was_overtaken_does_nothing(heard):
    job = actions.enqueue("test.note")
    actions.claim(job.pk)
    Job.objects.update(started_at=Now() - timedelta(seconds=6))
    assert actions.claim(job.pk) == 2

    actions.perform(job.pk, 1)
    assert heard == []

    actions.perform(job.pk, 2)
    assert heard == [{}]


def test_a_failed_attempt_gives_way_to_a_later_job_of_the_same_key():
    @handles("test.overtaken")
    def overtaken():
        raise ValueError("Stale")

    job = actions.enqueue("test.overtaken", key="RKB")
    actions.claim(job.pk)
    later = actions.enqueue("test.overtaken", key="RKB")

    actions.perform(job.pk, 1)

    assert facts(job)[0] == State.REPLACED
    assert facts(later)[0] == State.WAITING


def test_the_sweep_rings_for_what_was_not_taken_and_for_what_lost_its_worker(rings):
    long_ago = timezone.now() - timedelta(minutes=1)
    waiting = JobFactory(kind="test.note")
    rung_long_ago = JobFactory(rung_at=long_ago)
    orphaned = JobFactory(state=State.RUNNING, started_at=long_ago)
    unknown = JobFactory(kind="test.gone")
    JobFactory(rung_at=timezone.now())
    JobFactory(run_after=timezone.now() + timedelta(minutes=1))
    JobFactory(state=State.RUNNING, started_at=timezone.now())
    JobFactory(state=State.DONE)
    JobFactory(state=State.FAILED)

    actions.sweep()
    actions.sweep()

    assert sorted(pk for pk, _ in rings) == [waiting.pk, rung_long_ago.pk, orphaned.pk, unknown.pk]


def test_the_sweep_costs_the_same_for_one_job_and_for_three(rings):
    JobFactory()
    with CaptureQueriesContext(connection) as one:
        actions.sweep()
    JobFactory.create_batch(3)
    with CaptureQueriesContext(connection) as three:
        actions.sweep()

    assert len(one) == len(three)
    assert len(rings) == 4


def test_a_failed_job_is_given_its_tries_back(heard, rings, django_capture_on_commit_callbacks):
    job = JobFactory(kind="test.note", state=State.FAILED, attempts=5)

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.run_again(job=job)
    actions.run(job_id=job.pk)

    assert [pk for pk, _ in rings] == [job.pk]
    assert facts(job) == (State.DONE, 1, "")


def test_a_job_that_has_not_failed_or_was_asked_for_anew_is_not_run_again():
    done = JobFactory(state=State.DONE)
    failed = JobFactory(state=State.FAILED, key="RKB")
    JobFactory(key="RKB")

    assert [actions.run_again(job=job) for job in [done, failed]] == [False, False]
    assert facts(failed)[0] == State.FAILED


def test_finished_work_is_forgotten_after_thirty_days_save_what_must_not_be_repeated():
    long_ago = timezone.now() - timedelta(days=31)
    JobFactory(state=State.DONE, finished_at=long_ago)
    JobFactory(state=State.REPLACED, finished_at=long_ago)
    kept = [
        JobFactory(state=State.DONE, finished_at=timezone.now()),
        JobFactory(state=State.FAILED, finished_at=long_ago),
        JobFactory(state=State.DONE, finished_at=long_ago, once=True, key="2026"),
        JobFactory(),
    ]

    actions.tidy()

    assert list(Job.objects.order_by("pk")) == kept


def test_two_beats_start_one_job():
    tasks.start("test.note")
    tasks.start("test.note")

    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("asked_at", "keys"),
    [
        # Ten minutes to one local winter time, then ten past.
        ([datetime(2026, 1, 5, 0, 50, tzinfo=UTC)], []),
        ([datetime(2026, 1, 5, 1, 10, tzinfo=UTC)], ["2026-01-05"]),
        # The night the clocks go forward has no half past one.
        (
            [datetime(2027, 3, 28, 0, 50, tzinfo=UTC), datetime(2027, 3, 28, 1, 5, tzinfo=UTC)],
            ["2027-03-28"],
        ),
        # The night they go back has it twice.
        (
            [datetime(2027, 10, 31, 0, 10, tzinfo=UTC), datetime(2027, 10, 31, 1, 10, tzinfo=UTC)],
            ["2027-10-31"],
        ),
        # After two days' sleep the last day's job is done once.
        ([datetime(2026, 1, 7, 9, 0, tzinfo=UTC)] * 2, ["2026-01-07"]),
    ],
)
def test_a_daily_job_is_asked_for_once_each_local_day(asked_at, keys):
    for moment in asked_at:
        with time_machine.travel(moment, tick=False):
            tasks.start_daily("test.note", "01:00")

    assert [job.key for job in Job.objects.order_by("pk")] == keys


def test_every_entry_of_the_timetable_names_work_that_exists(settings):
    entries = settings.CELERY_BEAT_SCHEDULE.values()

    assert {entry["task"] for entry in entries} <= set(current_app.tasks)
    started = [e for e in entries if e["task"] in {"jobs.start", "jobs.start_daily"}]
    assert {entry["args"][0] for entry in started} <= set(HANDLERS)


def test_a_long_job_says_how_far_it_has_come():
    @handles("test.long")
    def long(job_id):
        progress.say(job_id, 3, 4, "Reading row 3 of 4")

    job = actions.enqueue("test.long")
    caches["pages"].delete(progress.key_of(job.pk))
    assert progress.heard(job.pk) is None
    actions.run(job_id=job.pk)

    assert progress.heard(job.pk) == {"done": 3, "of": 4, "words": "Reading row 3 of 4"}


def test_progress_is_silent_when_the_cache_is_away(settings):
    settings.CACHES = {
        **settings.CACHES,
        "pages": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        },
    }

    progress.say(1, 3, 4)

    assert progress.heard(1) is None


LIST = "/admin/ccpl_portal/job/"


def test_managers_see_what_failed_and_why_and_run_it_again(client, rings):
    failed = JobFactory(kind="test.note", state=State.FAILED, attempts=5, reason="Odd")
    done = JobFactory(state=State.DONE)
    manager = ManagerFactory()
    client.force_login(manager)

    page = client.get(LIST, {"state": "failed"})
    response = client.post(
        LIST, {"action": "run_again", "_selected_action": [failed.pk, done.pk]}, follow=True
    )

    assert [job.reason for job in page.context["cl"].result_list] == ["Odd"]
    assert [str(message) for message in response.context["messages"]] == [
        "1 job will run again. 1 was left alone: it has not failed, or it was asked for anew"
    ]
    assert (facts(failed)[0], facts(done)[0]) == (State.WAITING, State.DONE)
    assert list(Event.objects.about(failed).values_list("verb", "actor_id")) == [
        ("ran job again", manager.pk)
    ]
    assert not Event.objects.about(done).exists()


def test_nobody_else_sees_the_jobs_and_nobody_changes_one_by_hand(client):
    job = JobFactory(reason="Odd")
    for person in [UserFactory(), UnverifiedFactory(), CoordinatorFactory()]:
        client.force_login(person)
        assert client.get(LIST).status_code == 404
    client.force_login(ManagerFactory())

    answers = {
        "read": client.get(f"{LIST}{job.pk}/change/").status_code,
        "change": client.post(f"{LIST}{job.pk}/change/", {"state": "done"}).status_code,
        "add": client.get(f"{LIST}add/").status_code,
        "delete": client.post(f"{LIST}{job.pk}/delete/", {"post": "yes"}).status_code,
    }

    assert answers == {"read": 200, "change": 403, "add": 403, "delete": 403}
    assert facts(job) == (State.WAITING, 0, "Odd")


def in_thread(function, *args, **kwargs):
    def run():
        try:
            function(*args, **kwargs)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_twenty_deliveries_at_once_have_one_effect(rings):
    @handles("test.effect")
    def effect():
        time.sleep(0.05)
        JobFactory(kind="effect")

    job = actions.enqueue("test.effect")

    for thread in [in_thread(actions.run, job_id=job.pk) for _ in range(20)]:
        thread.join()

    assert Job.objects.filter(kind="effect").count() == 1
    assert facts(job) == (State.DONE, 1, "")


@pytest.mark.django_db(transaction=True)
def test_ten_changes_at_once_share_one_waiting_job(rings):
    threads = [in_thread(actions.enqueue, "test.note", f"{n % 2}") for n in range(10)]
    for thread in threads:
        thread.join()

    assert sorted(Job.objects.values_list("key", flat=True)) == ["0", "1"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_waits_for_the_change_that_took_a_waiting_job_over(rings, heard):
    job = actions.enqueue("test.note", key="RKB", month=1)

    with transaction.atomic():
        actions.enqueue("test.note", key="RKB", month=2)
        in_thread(actions.run, job_id=job.pk).join()
        assert heard == []
    actions.run(job_id=job.pk)

    assert heard == [{"month": 2}]


@pytest.fixture
def broker_at(monkeypatch):
    """Makes the bell ring at another broker, with the settings of the real one."""

    def point(port):
        app = Celery("elsewhere", set_as_current=False)
        app.config_from_object("django.conf:settings", namespace="CELERY")
        app.conf.broker_url = f"redis://127.0.0.1:{port}/0"
        monkeypatch.setattr(bell, "current_app", app)
        monkeypatch.setattr(bell, "_quiet_until", 0.0)

    return point


@pytest.mark.parametrize("is_down", [True, False], ids=["down", "never answers"])
def test_a_broker_that_is_away_costs_a_request_little_and_the_work_nothing(
    is_down, broker_at, django_capture_on_commit_callbacks
):
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        broker_at(server.getsockname()[1])
        if is_down:
            server.close()
        began = time.monotonic()
        with django_capture_on_commit_callbacks(execute=True):
            for _ in range(20):
                actions.enqueue("test.note")
        took = time.monotonic() - began

    assert took < 1.5
    assert Job.objects.waiting().count() == 20
