import os
import re
import shutil
from collections import Counter

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from django.test import TransactionTestCase

from ccpl_portal.celery import app
from ccpl_portal.jobs import actions
from ccpl_portal.jobs.models import Job
from ccpl_portal.ui import site
from ccpl_portal.web import versions
from governance.customs.house_order import lay_down
from quality.levels.beginning import begin_with_levels


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Pages kept from one test are not there in the next; no system is named.

    Pages ask for the system's name once a minute; tests count queries without it.
    """
    caches["memory"].clear()
    caches["pages"].clear()
    versions.forget()
    site.remember("", seconds=3600)


# What migrations wrote and no test changes.
KEPT = ("django_migrations", "django_content_type", "auth_permission")
TABLES = """
SELECT quote_ident(relname) FROM pg_class
WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace
    AND relname <> ALL (%s)
"""


def delete_what_was_committed(test_case):
    """Leave the database as migrations made it, after a test that really commits.

    Django truncates all two hundred tables and makes each right anew, which takes longer than
    most of these tests.
    """
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [list(KEPT)])
        found = [f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for (name,) in cursor]
        cursor.execute(" UNION ALL ".join(found))
        filled = [name for (name,) in cursor]
        # Without triggers: foreign keys look at nothing, and the audit trail does not refuse.
        cursor.execute("SET session_replication_role = replica")
        for name in filled:
            cursor.execute(f"DELETE FROM {name}")
        cursor.execute("SET session_replication_role = DEFAULT")
    begin_with_levels()
    lay_down()


TransactionTestCase._fixture_teardown = delete_what_was_committed


CHROMIUM = os.environ.get("PORTAL_CHROMIUM") or shutil.which("chromium")
NO_CHROMIUM = "No Chromium found: apt install chromium, or set PORTAL_CHROMIUM"


def pytest_configure():
    """Give each parallel process a Valkey number of its own, as it has a database of its own."""
    process = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if process and os.environ.get("REDIS_URL"):
        for name in ("REDIS_URL", "CACHE_URL"):
            number = rf"\g<1>{int(process) + 1}"
            os.environ[name] = re.sub(r"((?:virtual_host|db)=|/)\d+$", number, os.environ[name])
        settings.REDIS_URL = settings.CELERY_BROKER_URL = os.environ["REDIS_URL"]
        settings.CACHES["pages"]["LOCATION"] = settings.CACHE_URL = os.environ["CACHE_URL"]
        app.conf.broker_url = settings.CELERY_BROKER_URL


def pytest_collection_modifyitems(items):
    # Files with few tests have the long ones: begun first, none of them ends alone.
    tests_in = Counter(item.path for item in items)
    items.sort(key=lambda item: (tests_in[item.path], item.path))
    if not CHROMIUM:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def pytest_terminal_summary(terminalreporter):
    skipped = [
        report
        for report in terminalreporter.getreports("skipped")
        if NO_CHROMIUM in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} browser tests were skipped. {NO_CHROMIUM}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, playwright):
    # The browser's own loop runs in this thread, and the ORM is asked between its steps.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        # No sandbox: inside a container, or as root, Chromium cannot make one.
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }
    # While the loop runs, this thread has a database connection of its own.
    connections.close_all()


@pytest.fixture(scope="session")
def base_url():
    """None: journeys write whole addresses. The plugin's own fixture warns under pytest 9."""


@pytest.fixture
def do_jobs(db):
    """Does what is due, as a worker would, until nothing is left; returns the jobs."""

    def do():
        done = []
        while due := list(Job.objects.claimable().order_by("pk")):
            for job in due:
                actions.run(job_id=job.pk)
            done += due
        for job in done:
            job.refresh_from_db()
        return done

    return do
