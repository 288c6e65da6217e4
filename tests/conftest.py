import pytest

from ccpl_portal.jobs import actions
from ccpl_portal.jobs.models import Job
from ccpl_portal.ui import site


@pytest.fixture(autouse=True)
def _no_system_is_named():
    """Pages ask for the system's name once a minute; tests count queries without it."""
    site.remember("", seconds=3600)


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
