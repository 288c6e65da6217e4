from datetime import date

import pytest
from django.urls import reverse

from ccpl_portal.audit.models import Event
from ccpl_portal.jobs.actions import run
from ccpl_portal.jobs.models import Job
from ccpl_portal.packs.faults import Wrong
from quality.models import Figure, Return
from quality.returns.actions import say_cannot_report, submit, withdraw
from quality.returns.checks import whole_number
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.quality import ObligationFactory, ReturnFactory

APRIL = date(2024, 4, 1)


@pytest.fixture
def owed(db):
    return ObligationFactory()


def cell(owed):
    return {"body": owed.body, "measure": owed.measure, "period": APRIL}


def send(client, owed, **said):
    said = {
        "body": owed.body.pk,
        "measure": owed.measure.pk,
        "period": "2024-04-01",
        "numerator": "80",
        "denominator": "100",
        "quality": "final",
        **said,
    }
    return client.post(reverse("admin:quality_return_add"), said)


def owed_jobs():
    waiting = Job.objects.waiting().filter(kind="quality.roll_up")
    return [(job.key, job.payload) for job in waiting]


def test_a_manager_adds_a_return_and_its_roll_up_is_owed_with_it(client, owed):
    Job.objects.all().delete()
    manager = ManagerFactory()
    client.force_login(manager)

    response = send(client, owed)

    entry = Return.objects.get()
    assert response.url == reverse("admin:quality_return_changelist")
    assert (entry.version, entry.state, entry.numerator, entry.submitted_by) == (
        1,
        "submitted",
        80,
        manager,
    )
    system = owed.body.system
    assert owed_jobs() == [(system.code, {"system": system.pk, "complete": False})]
    assert [e.verb for e in Event.objects.filter(object_type="quality.return")] == [
        "submitted return"
    ]


def test_the_job_brings_the_page_up_to_date(client, owed, django_capture_on_commit_callbacks):
    Job.objects.all().delete()
    submit(**cell(owed), numerator=80, denominator=100, by=UserFactory())

    job = Job.objects.get()
    run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.reason) == ("done", "")
    figure = Figure.objects.get(level="system")
    assert (figure.numerator, figure.run.job) == (80, job.pk)


def test_a_correction_is_the_next_version_and_the_first_stays(client, owed):
    client.force_login(ManagerFactory())
    send(client, owed)

    send(client, owed, numerator="85", reason="Late notes")

    assert list(
        Return.objects.order_by("version").values_list("version", "numerator", "reason")
    ) == [(1, 80, ""), (2, 85, "Late notes")]


def test_a_return_is_taken_back_with_a_version_without_figures(client, owed):
    client.force_login(ManagerFactory())
    send(client, owed)

    send(client, owed, numerator="", denominator="", withdraws="on", reason="Wrong month")

    newest = Return.objects.first()
    assert (newest.version, newest.state, newest.numerator) == (2, "withdrawn", None)


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        (
            {"numerator": "120"},
            "numerator",
            "The numerator (120) is above the denominator (100). In a proportion it can be at "
            "most as large",
        ),
        ({"numerator": "-1"}, "numerator", "The numerator is -1. It cannot be below 0"),
        (
            {"numerator": "5", "denominator": "0"},
            "numerator",
            "The numerator is 5, but the denominator is 0",
        ),
        (
            {"denominator": ""},
            "denominator",
            "Enter the denominator: a proportion needs one",
        ),
        ({"numerator": ""}, "numerator", "Enter the numerator"),
        (
            {"period": "2024-04-15"},
            "period",
            "Enter the first day of a month: 2024-04-01, not 2024-04-15",
        ),
        ({"period": "2999-04-01"}, "period", "April 2999 is not over yet"),
        ({"numerator": "10.5"}, "numerator", "Enter a whole number."),
    ],
)
def test_what_cannot_be_a_return_is_refused_at_its_field(client, owed, said, field, words):
    client.force_login(ManagerFactory())

    response = send(client, owed, **said)

    assert response.context["adminform"].form.errors[field] == [words]
    assert not Return.objects.exists()


def test_a_month_that_is_not_owed_is_refused(client, owed):
    client.force_login(ManagerFactory())
    owed.until_on = APRIL
    owed.save()

    response = send(client, owed)

    assert response.context["adminform"].form.errors["measure"] == [
        f"{owed.measure.code} is not expected from {owed.body.code} for April 2024"
    ]
    assert not Return.objects.exists()


def test_a_version_that_was_sent_cannot_be_edited_or_deleted(client, db):
    entry = ReturnFactory()
    client.force_login(ManagerFactory())

    page = client.get(reverse("admin:quality_return_change", args=[entry.pk]))
    edit = client.post(reverse("admin:quality_return_change", args=[entry.pk]), {"numerator": "1"})
    delete = client.post(reverse("admin:quality_return_delete", args=[entry.pk]), {"post": "yes"})

    assert page.status_code == 200
    assert (edit.status_code, delete.status_code) == (403, 403)
    assert Return.objects.get().numerator == 90


def test_saying_why_there_is_no_figure_is_an_answer_but_no_return(owed):
    say_cannot_report(**cell(owed), by=UserFactory(), reason="New patient record system")

    entry = Return.objects.get()
    assert (entry.state, entry.reason) == ("cannot", "New patient record system")
    assert not Return.objects.counting().exists()


def test_withdrawing_keeps_every_version(owed):
    person = UserFactory()
    submit(**cell(owed), numerator=80, denominator=100, by=person)
    withdraw(**cell(owed), by=person, reason="Wrong month")

    assert list(Return.objects.order_by("version").values_list("version", "state")) == [
        (1, "submitted"),
        (2, "withdrawn"),
    ]


def test_an_action_refuses_what_the_form_refuses(owed):
    with pytest.raises(Wrong, match="The numerator is -1"):
        submit(**cell(owed), numerator=-1, denominator=100, by=UserFactory())

    assert not Return.objects.exists()


def test_many_returns_of_one_system_owe_one_roll_up(owed):
    Job.objects.all().delete()
    for numerator in (80, 81, 82):
        submit(**cell(owed), numerator=numerator, denominator=100, by=UserFactory())

    assert len(owed_jobs()) == 1


@pytest.mark.parametrize(
    ("cell", "number"), [("12", 12), (" 7 ", 7), ("", None), ("-3", -3), ("10.0", 10)]
)
def test_a_cell_is_read_as_a_whole_number(cell, number):
    assert whole_number(cell, "numerator") == number


@pytest.mark.parametrize("cell", ["10.5", "1,000", "1e3", "=1", "١٢", "9" * 20, "NaN"])
def test_a_cell_that_is_no_whole_number_is_refused(cell):
    with pytest.raises(Wrong, match="Enter a whole number for the numerator"):
        whole_number(cell, "numerator")
