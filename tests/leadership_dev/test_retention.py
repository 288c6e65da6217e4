"""What is kept of applications, until when, and what the nightly job leaves alone."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from ccpl_portal.audit.models import Event
from ccpl_portal.jobs.actions import enqueue
from ccpl_portal.people.models import Appointment
from leadership_dev.machine.actions import transition
from leadership_dev.models import Answer, Application, ApplicationIdentity, Transition
from leadership_dev.retention.actions import clear
from leadership_dev.retention.periods import kept_until, months_after
from leadership_dev.scoring.models import Score, Stage
from tests.factories.leadership_dev import (
    ApplicationFactory,
    OpenRoleFactory,
    SentApplicationFactory,
)
from tests.factories.people import PersonFactory, PostFactory
from tests.pages import words

from .test_recruitment_steps import completed, decided, write_feedback

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.now() - timedelta(days=days)


def closed(days, **fields):
    return OpenRoleFactory(
        state="completed", opens_at=ago(days + 30), closes_at=ago(days), **fields
    )


def unsuccessful(days):
    """Told so many days ago."""
    return SentApplicationFactory(
        role=closed(days + 30),
        state="not_shortlisted",
        told_state="not_shortlisted",
        released_at=ago(days),
    )


@pytest.mark.parametrize(("days", "left"), [(30, 1), (31, 0)])
def test_a_draft_goes_thirty_days_after_closing(days, left):
    ApplicationFactory(role=closed(days), state="lapsed")

    clear()

    assert Application.objects.count() == left


@pytest.mark.parametrize(("days", "left"), [(364, 1), (368, 0)])
def test_an_unsuccessful_application_goes_a_year_after_its_outcome(days, left):
    unsuccessful(days)

    clear()

    assert Application.objects.count() == left


def test_one_whose_outcome_is_open_stays_however_old():
    SentApplicationFactory(role=closed(900), state="scored", told_state="scored")

    assert clear() == {}
    assert kept_until(Application.objects.get()) is None


def test_whoever_was_appointed_is_kept_for_a_year_after_the_term():
    story = completed()
    from leadership_dev.outcomes import offers

    appointment = offers.accept(application=story.application, by=story.application.user)
    story.application.refresh_from_db()

    end = months_after(appointment.until_on, 12) + timedelta(days=1)
    assert kept_until(story.application) == end
    assert clear() == {}
    assert clear(today=end)["appointed"] == 1
    assert Appointment.objects.count() == 1


def test_a_legal_hold_stops_deletion_and_says_why():
    held = unsuccessful(900)
    held.hold_reason = "A claim is being heard"
    held.save()

    assert clear() == {}
    assert Application.objects.get() == held


def test_everything_that_hangs_on_an_application_goes_and_the_count_is_kept():
    story = decided("not_appointed")
    write_feedback(story, "not_appointed", Stage.INTERVIEW)
    transition(story.role, "release_outcomes", by=story.coordinator)
    Application.objects.update(released_at=ago(400))
    Transition.objects.update(at=ago(400))

    counts = clear()
    again = clear()

    assert (counts, again) == ({"unsuccessful": 2}, {})
    for model in [Application, ApplicationIdentity, Answer, Score]:
        assert not model.objects.exists()
    assert set(Transition.objects.values_list("machine", flat=True)) == {"role"}
    event = Event.objects.filter(verb="cleared applications").last()
    assert event.details == {"unsuccessful": 2}


def test_a_dry_run_only_says_what_is_due(capsys):
    unsuccessful(900)

    call_command("clear_applications", "--dry-run")

    assert capsys.readouterr().out.splitlines() == [
        "Would delete 0 drafts",
        "Would delete 1 unsuccessful",
        "Would delete 0 appointed",
        "Would delete 0 of the talent pool",
    ]
    assert Application.objects.count() == 1


def test_the_nightly_job_clears(do_jobs):
    unsuccessful(900)

    enqueue("leadership.clear_applications", key="2026-01-01", once=True)
    do_jobs()

    assert not Application.objects.exists()


def test_the_applicant_reads_the_day():
    application = unsuccessful(10)
    Transition.objects.all().delete()
    client = Client()
    client.force_login(application.user)

    page = words(client.get(application.get_absolute_url()))

    until = kept_until(application)
    assert f"This application is deleted on {until.day} {until:%B %Y}." in page


def test_months_end_with_the_month():
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_a_post_and_its_holders_are_nobodys_to_clear():
    Appointment.objects.create(post=PostFactory(), person=PersonFactory())
    unsuccessful(900)

    clear()

    assert Appointment.objects.count() == 1
