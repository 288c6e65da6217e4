"""An offer from the day it is made to its answer, and the reserve list behind it."""

import calendar
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.people.actions import entry_of
from ccpl_portal.people.models import Appointment, Post
from ccpl_portal.ui.dates import moment
from ccpl_portal.web.errors import Conflict
from governance.customs.working_days import working_days_after
from leadership_dev.applications.models import Application
from leadership_dev.letters import words
from leadership_dev.machine.actions import transition
from leadership_dev.scoring.models import Stage

from .models import Offer
from .telling import tell_outcome

LAST_MINUTE = time(23, 59)


def end_of(day):
    return timezone.make_aware(datetime.combine(day, LAST_MINUTE))


def make_offer(application):
    """Let the offer run from today; called when the applicant is told of it."""
    today = timezone.localdate()
    until = working_days_after(today, settings.OFFER_WORKING_DAYS)
    reminder = working_days_after(today, settings.OFFER_REMINDER_WORKING_DAYS)
    dates = {"expires_at": end_of(until), "remind_at": end_of(reminder) - timedelta(hours=15)}
    offer, _ = Offer.objects.update_or_create(
        application=application,
        defaults={**dates, "made_at": timezone.now(), "reminded_at": None, "answered_at": None},
    )
    application.offer = offer
    return offer


@transaction.atomic
def accept(*, application, by):
    """Appoint the applicant: the vacancy ends, and the post has a holder."""
    demand_in_time(application)
    transition(application, "accept", by=by)
    appointment = appoint(application, by=by)
    offer = application.offer
    offer.answered_at, offer.appointment = timezone.now(), appointment
    offer.save(update_fields=["answered_at", "appointment"])
    words.send("appointed", application, key="appointed")
    return appointment


def demand_in_time(application):
    if application.state == "offered" and application.offer.expires_at <= timezone.now():
        raise Conflict("The time to answer this offer has passed. Ask the recruitment contact")


def appoint(application, *, by):
    role = application.role
    if role.post is None:
        role.post = Post.objects.create(
            slug=role.slug,
            title=role.title,
            organisation=role.organisation,
            place=role.place,
            is_example=role.is_example,
        )
        role.save(update_fields=["post"])
    person = entry_of(application.user)
    starts = max(role.starts_on or timezone.localdate(), timezone.localdate())
    appointment = Appointment.objects.create(
        post=role.post,
        person=person,
        from_on=starts,
        until_on=months_after(starts, role.term_months),
    )
    record("appointed", appointment, by=by, role=role.pk, person=person.pk)
    return appointment


def months_after(day, months):
    if not months:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


@transaction.atomic
def decline(*, application, reason, by):
    transition(application, "decline", by=by, reason=reason)
    Offer.objects.filter(application=application).update(answered_at=timezone.now())


@transaction.atomic
def extend(*, application, until, reason, by):
    """The chair gives more time to answer."""
    if until <= timezone.localdate():
        raise Conflict("Choose a day after today")
    transition(application, "extend_offer", by=by, reason=reason)
    Offer.objects.filter(application=application).update(expires_at=end_of(until))


@transaction.atomic
def promote(*, application, by):
    """Take somebody from the reserve list; they are told at once, with the next step."""
    stage = Stage.SIFT if application.state == "reserve_sift" else Stage.INTERVIEW
    transition(application, "promote", by=by)
    if stage == Stage.INTERVIEW:
        make_offer(application)
    tell_outcome(application, stage, "promoted")


def keep_time():
    """Remind of offers, end those whose time is over, and reserve lists that are too old."""
    now = timezone.now()
    waiting = Offer.objects.filter(application__state="offered").select_related("application__role")
    for offer in waiting.filter(remind_at__lte=now, expires_at__gt=now, reminded_at=None):
        remind(offer)
    for offer in waiting.filter(expires_at__lte=now):
        lapse(offer)
    oldest = now - timedelta(days=settings.RESERVE_LIST_DAYS)
    reserves = Application.objects.filter(
        state__in=["reserve_sift", "reserve_interview"], released_at__lt=oldest
    )
    for application in reserves.select_related("role", "user"):
        with transaction.atomic():
            transition(application, "expire")
            words.send("reserve_ended", application, key="reserve ended")


@transaction.atomic
def remind(offer):
    if Offer.objects.filter(pk=offer.pk, reminded_at=None).update(reminded_at=timezone.now()):
        until = moment(offer.expires_at)
        words.send("offer_reminder", offer.application, key=f"offer reminder {until}", until=until)


@transaction.atomic
def lapse(offer):
    transition(offer.application, "expire")
    until = moment(offer.expires_at)
    words.send("offer_lapsed", offer.application, key=f"offer lapsed {until}", until=until)
