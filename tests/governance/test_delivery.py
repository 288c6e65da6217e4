import csv
import io
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.audit.models import Event
from governance.delivery.actions import record_outcome
from governance.delivery.models import Deliverable, by_the_end_of
from tests.factories.accounts import ManagerFactory
from tests.factories.governance import DeliverableFactory
from tests.factories.strategy import WorkstreamFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2023, 6, 30), "the end of quarter 1 of 2023/24"),
        (date(2023, 12, 31), "the end of quarter 3 of 2023/24"),
        (date(2024, 3, 31), "the end of 2023/24"),
        (date(2024, 3, 30), "the end of quarter 4 of 2023/24"),
        (date(1999, 4, 1), "the end of quarter 1 of 1999/00"),
    ],
)
def test_a_due_date_is_named_as_a_plan_names_it(day, words):
    assert by_the_end_of(day) == words


def test_promises_are_listed_by_their_date_as_not_recorded(client):
    late = DeliverableFactory(due_on=date(2024, 3, 31))
    early = DeliverableFactory(due_on=date(2023, 6, 30))

    response = client.get("/governance/delivery/")

    assert response.context["quarters"] == [
        ("the end of quarter 1 of 2023/24", early.due_on, [early]),
        ("the end of 2023/24", late.due_on, [late]),
    ]
    assert response.content.decode().count("Not recorded") == 2
    assert "0 of 2 outcomes recorded" in response.content.decode()


def test_an_outcome_needs_evidence():
    for wrong in [{"outcome": "delivered"}, {"recorded_on": date(2024, 1, 1)}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            DeliverableFactory(**wrong)

    assert Deliverable.objects.count() == 0


def test_a_manager_records_what_was_delivered(client):
    deliverable, manager = DeliverableFactory(title="Forum meets"), ManagerFactory()
    address = reverse("admin:governance_deliverable_change", args=[deliverable.pk])
    fields = {
        "title": deliverable.title,
        "slug": deliverable.slug,
        "plan": deliverable.plan,
        "due_on": "31/03/2024",
        "position": "0",
        "outcome": "delivered",
    }
    client.force_login(manager)

    refused = client.post(address, fields)
    client.post(address, {**fields, "evidence": "Minutes of 4 May 2023."})

    assert refused.context["adminform"].form.errors == {
        "evidence": ["Say what shows this outcome, in a sentence or two"]
    }
    deliverable.refresh_from_db()
    assert (deliverable.outcome, deliverable.recorded_on, deliverable.recorded_by) == (
        "delivered",
        timezone.localdate(),
        manager,
    )
    assert [event.verb for event in Event.objects.all()] == ["recorded an outcome"]
    client.logout()
    assert "Minutes of 4 May 2023." in client.get("/governance/delivery/").content.decode()


def test_an_outcome_is_taken_back():
    deliverable, manager = DeliverableFactory(), ManagerFactory()
    for outcome in ["delivered", "not_recorded"]:
        record_outcome(deliverable=deliverable, outcome=outcome, evidence="Seen.", by=manager)

    deliverable.refresh_from_db()
    assert (deliverable.is_recorded, deliverable.recorded_on, deliverable.recorded_by) == (
        False,
        None,
        None,
    )


def test_a_workstreams_page_names_what_was_promised(client):
    workstream = WorkstreamFactory()
    DeliverableFactory(title="Of the workstream", workstream=workstream)
    DeliverableFactory(title="Of another", workstream=WorkstreamFactory())

    page = client.get(workstream.get_absolute_url()).content.decode()

    assert "Of the workstream" in page
    assert "Of another" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_whatever_the_number_of_rows(
    client, django_assert_max_num_queries, rows
):
    for _ in range(rows):
        DeliverableFactory(workstream=WorkstreamFactory())

    with django_assert_max_num_queries(3):
        client.get("/governance/delivery/")


def test_the_list_is_there_as_csv(client):
    DeliverableFactory(title="Forum meets", workstream=WorkstreamFactory(name="Governance"))

    response = client.get("/governance/delivery/?format=csv")

    [row] = csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig")))
    assert row == {
        "Deliverable": "Forum meets",
        "Plan": "2023/24 plan",
        "Workstream": "Governance",
        "Due by": "2024-03-31",
        "Outcome": "Not recorded",
        "Evidence": "",
        "Recorded on": "",
    }
