"""What is promised of the figures with a real worker, and when it is killed."""

import re
from contextlib import contextmanager

import pytest
from django.db import connection

from ccpl_portal.jobs.models import Job
from quality.models import Figure, Return
from quality.returns.actions import owe_roll_up
from quality.returns.due import months_ago
from quality.rollup.actions import roll_up
from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.quality import (
    BodyFactory,
    MeasureFactory,
    MeasureSetFactory,
    ObligationFactory,
    ReturnFactory,
    ReturnsContactFactory,
    SystemFactory,
)

# ruff: noqa: F811 - a fixture is asked for by its name
from tests.portal.test_worker import (  # noqa: F401 - the worker that production starts
    broker,
    folder,
    kill,
    start_worker,
    sweep_as_if_time_had_passed,
    until,
)

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

UPLOAD = "/quality/returns/upload/"
LAST, BEFORE, FIRST = months_ago(1), months_ago(2), months_ago(3)


@pytest.fixture
def contact():
    home = SystemFactory(code="QWU", name="Arden", place=RootFactory())
    found = MeasureSetFactory(system=home, slug="safety", audience="public")
    measure = MeasureFactory(system=home, set=found, code="VTE", name="VTE", kind="proportion")
    body = BodyFactory(system=home, code="RKB", area=None)
    ObligationFactory(body=body, measure=measure, from_on=months_ago(6))
    return ReturnsContactFactory(body=body)


def system_figure(client):
    """The newest figure that a stranger reads on the system page."""
    page = client.get("/quality/", headers={"Cache-Control": "no-cache"}).content.decode()
    found = re.search(r"Newest figure </span><span><strong>([^<]*)</strong>", page)
    return found[1] if found else None


def test_three_bad_rows_are_corrected_and_the_system_figure_moves(client, contact, start_worker):
    start_worker()
    client.force_login(contact.user)
    rows = [
        f"RKB\tVTE\t{FIRST}\t120\t100",
        f"RKB\tVTE\t{BEFORE}\tninety\t100",
        f"RKB\tVTY\t{LAST}\t80\t100",
    ]
    sheet = "Organisation\tMeasure\tMonth\tNumerator\tDenominator\n" + "\n".join(rows)

    page = client.post(UPLOAD, {"pasted": sheet, "quality": "final"}, follow=True)
    assert len(page.context["report"].bad) == 3
    address = page.request["PATH_INFO"]
    mended = {"2-numerator": "90", "3-numerator": "90", "4-measure": "VTE"}
    page = client.post(address, {"deed": "check", **mended}, follow=True)
    assert page.context["report"].bad == []
    client.post(address, {"deed": "all"})

    until(lambda: system_figure(client) == "80%")
    correction = f"Organisation,Measure,Month,Numerator,Denominator\nRKB,VTE,{LAST},60,100\n"
    page = client.post(UPLOAD, {"pasted": correction, "quality": "final"}, follow=True)
    client.post(page.request["PATH_INFO"], {"deed": "all", "reason": "A ward was counted twice"})
    until(lambda: system_figure(client) == "60%")
    assert Return.objects.get(version=2).reason == "A ward was counted twice"


@contextmanager
def somebody_holds(figure):
    """Another connection holds the row of a figure, so that a roll-up stops in its middle."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT id FROM quality_figure WHERE id = %s FOR UPDATE", [figure.pk])
        yield
    finally:
        other.rollback()
        other.close()


def a_roll_up_waits():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock' AND query ILIKE '%%quality_figure%%'"
        )
        return cursor.fetchone()[0]


def figures():
    return list(
        Figure.objects.filter(level="system").order_by("period").values_list("numerator", flat=True)
    )


def test_kill_9_in_the_middle_of_a_complete_roll_up_leaves_readers_on_the_old_figures(
    client, contact, start_worker
):
    owed = contact.body.obligations.get()
    for period in (FIRST, BEFORE, LAST):
        ReturnFactory(obligation=owed, period=period, numerator=90, denominator=100)
    roll_up(system=contact.body.system, complete=True)
    for period in (FIRST, BEFORE, LAST):
        ReturnFactory(obligation=owed, period=period, numerator=40, denominator=100, version=2)
    owe_roll_up(contact.body.system, complete=True)

    with somebody_holds(Figure.objects.filter(level="system").latest("period")):
        worker = start_worker()
        until(a_roll_up_waits)
        kill(worker)
        assert (figures(), system_figure(client)) == ([90, 90, 90], "90%")
    assert (figures(), system_figure(client)) == ([90, 90, 90], "90%")

    start_worker()

    def done():
        sweep_as_if_time_had_passed()
        jobs = Job.objects.filter(kind="quality.roll_up")
        return not jobs.exclude(state=Job.State.DONE).exists()

    until(done)
    assert (figures(), system_figure(client)) == ([40, 40, 40], "40%")
