"""A real worker, broker and database: what is promised when one of them dies."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings as portal_settings
from django.db import connection, transaction
from django.db.models.functions import Now

from ccpl_portal.jobs import actions, bell, models
from ccpl_portal.jobs.models import Job
from ccpl_portal.launcher.engines import Valkey
from ccpl_portal.launcher.processes import WORKER
from ccpl_portal.outbox.models import Letter
from leadership_dev.applications import actions as applying
from leadership_dev.models import Application
from tests.factories.leadership_dev import ApplicationFactory, complete
from tests.factories.portal import LetterFactory

from . import worker_kinds  # noqa: F401 - the kinds that the tests ask for

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

State = Job.State
PATIENCE = 180


def until(function):
    """Wait until something is so; say what it was instead when it never is."""
    deadline = time.monotonic() + PATIENCE
    while not (found := function()):
        if time.monotonic() > deadline:
            states = list(Job.objects.values_list("kind", "state", "attempts", "reason"))
            pytest.fail(f"It did not come about in {PATIENCE} seconds: {states}")
        time.sleep(0.1)
    return found


@pytest.fixture
def folder():
    # Short, for the sake of the socket's address.
    folder = Path(tempfile.mkdtemp(prefix="ccpl-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def broker(folder, monkeypatch):
    valkey = Valkey(folder, folder / "valkey.log")
    valkey.start()
    valkey.url = f"redis+socket://{valkey.socket}?virtual_host=0"
    app = Celery("tests", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    app.conf.broker_url = valkey.url
    monkeypatch.setattr(bell, "current_app", app)
    monkeypatch.setattr(bell, "_quiet_until", 0.0)
    yield valkey
    app.close()
    valkey.stop()


@pytest.fixture
def start_worker(broker, folder):
    """Starts what production starts, with the tests' kinds added."""
    workers = []
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    environment = {
        **os.environ,
        "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
        "REDIS_URL": broker.url,
        "LOG_LEVEL": "INFO",
        "EMAIL_URL": f"filemail:///{folder / 'mail'}",
    }

    def start():
        with open(folder / "worker.log", "ab") as log:
            worker = subprocess.Popen(
                [*WORKER.command, "--include", "tests.portal.worker_kinds"],
                cwd=portal_settings.BASE_DIR,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        kill(worker)
    # Shown beside a test that failed.
    print((folder / "worker.log").read_text())


def kill(worker):
    """kill -9 of the worker with all its children."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def facts(job):
    job.refresh_from_db()
    return job.state, job.attempts, job.reason


def effects():
    return Job.objects.filter(kind="worker.effect").count()


def sweep_as_if_time_had_passed():
    """The sweep, which otherwise leaves alone what was rung or begun a moment ago."""
    with transaction.atomic():
        # What a worker holds at this moment is left alone: waiting for it could block both.
        free = list(Job.objects.select_for_update(skip_locked=True).values_list("pk", flat=True))
        Job.objects.filter(pk__in=free).update(rung_at=None)
        Job.objects.running().filter(pk__in=free).update(started_at=Now() - timedelta(minutes=1))
    actions.sweep()


def test_a_job_and_a_letter_are_done_at_the_ring(start_worker, folder):
    start_worker()
    job = actions.enqueue("worker.note")
    letter = LetterFactory()
    assert bell.ring_task("outbox.post", queue="mail")

    until(lambda: facts(job) == (State.DONE, 1, ""))
    until(lambda: Letter.objects.filter(pk=letter.pk, state=Letter.State.SENT).exists())

    assert effects() == 1
    assert [path.suffix for path in (folder / "mail").iterdir()] == [".eml"]
    said = [line for line in (folder / "worker.log").read_text().splitlines() if "is done" in line]
    [line] = map(json.loads, said)
    assert (line["job_id"], line["attempt"], line["level"]) == (job.pk, 1, "info")


def test_a_job_whose_worker_was_killed_is_done_again_with_one_effect(start_worker, tmp_path):
    job = actions.enqueue("worker.linger", mark=str(tmp_path / "begun"))
    worker = start_worker()
    until((tmp_path / "begun").exists)
    assert facts(job) == (State.RUNNING, 1, "")

    kill(worker)
    assert effects() == 0
    start_worker()

    def done():
        sweep_as_if_time_had_passed()
        return facts(job)[0] == State.DONE

    until(done)
    assert facts(job) == (State.DONE, 2, "")
    assert effects() == 1


def test_the_sweep_leaves_a_job_alone_while_its_worker_lives(start_worker, tmp_path, monkeypatch):
    monkeypatch.setattr(models, "ORPHANED_AFTER", timedelta(0))
    job = actions.enqueue("worker.linger", mark=str(tmp_path / "begun"))
    start_worker()
    until((tmp_path / "begun").exists)

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '5s'")
        assert actions.sweep() == []
        actions.run(job_id=job.pk)
        cursor.execute("RESET statement_timeout")

    assert facts(job) == (State.RUNNING, 1, "")


def wipe(broker):
    """Take from the broker everything that waits there; something has to."""
    app = Celery("wiper", broker=broker.url, set_as_current=False)
    with app.connection_for_write() as link:
        client = link.default_channel.client
        assert client.dbsize() > 0
        client.flushall()
        assert client.dbsize() == 0
    app.close()


def test_a_wiped_broker_loses_nothing(start_worker, broker):
    jobs = [actions.enqueue("worker.note") for _ in range(50)]
    wipe(broker)

    start_worker()
    sweep_as_if_time_had_passed()

    until(lambda: Job.objects.filter(kind="worker.note", state=State.DONE).count() == len(jobs))
    assert effects() == len(jobs)


def test_a_broker_wiped_in_the_last_minute_of_a_role_loses_no_application(start_worker, broker):
    drafts = [complete(ApplicationFactory()) for _ in range(3)]
    for draft in drafts:
        applying.submit(application=draft, token=draft.token, by=draft.user)
    job = actions.enqueue("monitoring.batch")
    receipts = Letter.objects.filter(to_user__in=[draft.user for draft in drafts])
    assert receipts.waiting().count() == len(drafts)
    wipe(broker)

    start_worker()
    sweep_as_if_time_had_passed()
    # What beat rings each half minute.
    assert bell.ring_task("outbox.post", queue="mail")

    until(lambda: receipts.filter(state=Letter.State.SENT).count() == len(drafts))
    until(lambda: facts(job)[0] == State.DONE)
    assert receipts.count() == Application.objects.filter(state="submitted").count() == len(drafts)


def test_a_job_that_kills_its_worker_is_given_up_and_one_too_slow_is_stopped(start_worker):
    start_worker()
    poison = actions.enqueue("worker.poison")
    slow = actions.enqueue("worker.slow")
    job = actions.enqueue("worker.note")

    def settled():
        sweep_as_if_time_had_passed() if facts(poison)[0] == State.RUNNING else None
        return facts(poison)[0] == State.FAILED and facts(slow)[2] and facts(job)[0] == State.DONE

    until(settled)
    assert facts(poison) == (
        State.FAILED,
        2,
        "The worker was lost while doing this, at attempt 2",
    )
    assert facts(slow) == (State.WAITING, 1, "It took longer than 1 second")
    assert effects() == 1


def test_a_broker_that_stops_answering_and_comes_back_heals_by_itself(
    start_worker, broker, monkeypatch
):
    # Each connection that the restart broke costs one quiet time before it is replaced.
    monkeypatch.setattr(bell, "QUIET_SECONDS", 1)
    start_worker()
    job = actions.enqueue("worker.note")
    until(lambda: facts(job)[0] == State.DONE)

    broker.child.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    waiting = [actions.enqueue("worker.note") for _ in range(5)]
    took = time.monotonic() - began
    broker.child.send_signal(signal.SIGCONT)
    assert took < 1.5

    broker.stop()
    broker.start()

    def all_done():
        if all(facts(job)[0] == State.DONE for job in waiting):
            return True
        # Only what waits is rung again: a job that has begun is left to its worker.
        Job.objects.waiting().update(rung_at=None)
        actions.sweep()
        time.sleep(0.5)
        return False

    until(all_done)
    assert effects() == 6
