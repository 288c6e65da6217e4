import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ccpl_portal.launcher import engines
from ccpl_portal.launcher.engines import Postgres, command_of
from ccpl_portal.launcher.state import ROOT, State

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.launcher)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    """The environment of somebody who has just cloned the project."""
    for name in list(os.environ):
        if name.startswith(("PORTAL_", "CCPL_", "PG", "PYTEST_", "COVERAGE")) or name in {
            *["DATABASE_URL", "REDIS_URL", "CACHE_URL", "SECRET_KEY", "SITE_URL", "EMAIL_URL"],
            *["DJANGO_SETTINGS_MODULE", "ALLOWED_HOSTS"],
        }:
            monkeypatch.delenv(name)


@pytest.fixture
def folder(monkeypatch):
    """A folder that other users can walk through, unlike pytest's own, with a short name."""
    folder = Path(tempfile.mkdtemp(prefix="ccpl-"))
    folder.chmod(0o711)
    monkeypatch.setattr(engines, "ROOTS_HOME", folder / "roots-home")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def state(folder):
    return State(folder / "var")


@pytest.fixture(scope="session")
def cluster():
    """A new cluster, made once and copied."""
    folder = Path(tempfile.mkdtemp(prefix="ccpl-"))
    folder.chmod(0o711)
    postgres = Postgres(folder, folder / "postgres.log", durable=False)
    postgres.start()
    postgres.stop()
    yield postgres.data
    postgres.remove()
    shutil.rmtree(folder)


@pytest.fixture
def make_postgres(folder, cluster):
    """Makes the keeper of a cluster; whatever runs is stopped afterwards."""
    made = []

    def make(place=folder, *, new=False, durable=False):
        postgres = Postgres(place, folder / "postgres.log", durable=durable)
        if not new and not postgres.data.exists():
            subprocess.run(["cp", "-R", "-p", str(cluster), str(postgres.data)], check=True)
        made.append(postgres)
        return postgres

    yield make
    for postgres in made:
        postgres.stop()
        postgres.remove()


@pytest.fixture
def launch(folder):
    """Starts ./portal's Python side in a process of its own; none outlives the test."""
    started = []

    def launch(*arguments, **environment):
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "ccpl_portal.launcher", *arguments],
                cwd=ROOT,
                env={**os.environ, **environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        return started[-1]

    yield launch
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(40)
        process.stdout.close()


@pytest.fixture
def zombie():
    """The number of a process that has ended and that nobody has waited for."""
    process = subprocess.Popen(["true"])
    while command_of(process.pid) is not None:
        pass
    yield process.pid
    process.wait()
