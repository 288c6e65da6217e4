import datetime
from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction
from structlog.contextvars import bound_contextvars

from ccpl_portal.audit.actions import purge_before, record
from ccpl_portal.audit.models import Event
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_an_event_says_who_did_what_to_which_object_from_where():
    manager, subject = UserFactory(), UserFactory()

    with bound_contextvars(ip="192.0.2.7", request_id="r-1"):
        record("verified account", subject, by=manager, domain_rule=False)

    assert list(
        Event.objects.values_list(
            "verb", "object_type", "object_id", "actor_id", "ip", "request_id", "details"
        )
    ) == [
        (
            "verified account",
            "ccpl_portal.user",
            str(subject.pk),
            manager.pk,
            "192.0.2.7",
            "r-1",
            {"domain_rule": False},
        )
    ]


def test_an_event_of_a_job_has_no_address_and_no_actor():
    record("published what was due")

    assert list(Event.objects.values_list("actor_id", "ip", "request_id")) == [(None, None, "")]


def test_an_event_of_a_change_that_is_rolled_back_is_not_kept():
    with suppress(ZeroDivisionError), transaction.atomic():
        record("did half of it")
        raise ZeroDivisionError

    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET verb = 'nothing happened'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "TRUNCATE audit_event_2030",
        "TRUNCATE audit_event_later",
    ],
)
def test_the_database_refuses_to_change_or_remove_events(statement):
    record("did it")

    with (
        pytest.raises(DatabaseError, match="audit events are never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Event.objects.count() == 1


def test_purging_drops_whole_years_that_are_past_and_no_more():
    record("did it")

    assert purge_before(datetime.date(2026, 6, 1)) == ["audit_event_2024", "audit_event_2025"]
    assert Event.objects.count() == 1


def test_events_about_an_object_and_by_a_person_are_found():
    one, other = UserFactory(), UserFactory()
    record("first", one, by=other)
    record("second", other, by=one)

    assert [event.verb for event in Event.objects.about(one)] == ["first"]
    assert [event.verb for event in Event.objects.by(one)] == ["second"]
