from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict
from leadership_dev.applications.models import Application
from leadership_dev.letters import words
from leadership_dev.machine.actions import transition

from .ics import calendar_of
from .models import InterviewPlan, InterviewSlot

OFFERED_IN = {"moderating", "shortlisted", "interviewing"}


def plan_of(role):
    return InterviewPlan.objects.filter(role=role).first() or InterviewPlan(role=role)


@transaction.atomic
def add_slots(*, role, on, first, minutes, gap, count, place, by):
    """A row of times on one day; a time that is there already is left as it is."""
    if role.state not in OFFERED_IN:
        raise Conflict("Interview times are offered from moderation until the decision")
    start = timezone.make_aware(datetime.combine(on, first))
    slots = []
    for number in range(count):
        starts_at = start + number * timedelta(minutes=minutes + gap)
        slots.append(
            InterviewSlot(
                role=role,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=minutes),
                place=place,
            )
        )
    InterviewSlot.objects.bulk_create(slots, ignore_conflicts=True)
    record("added interview times", role, by=by, count=count)


@transaction.atomic
def remove_slot(*, slot, by):
    removed, _ = InterviewSlot.objects.free().filter(pk=slot.pk).delete()
    if not removed:
        raise Conflict("Somebody has booked this time, so it stays")
    record("removed interview time", slot.role, by=by)


@transaction.atomic
def book(*, application, slot, by):
    """Give the applicant this time. Of two who press at once, one gets it and one is told."""
    application = Application.objects.select_for_update(of=["self"]).get(pk=application.pk)
    wanted, own = lock_slots(application, slot)
    if own == wanted:
        return wanted
    name = "rebook" if own else "book"
    if application.MACHINE.step(name, application.state) is None:
        raise Conflict("You cannot book a time now")
    if wanted.application_id is not None:
        raise Conflict("Somebody has just booked this time. Choose another one")
    if not InterviewSlot.objects.bookable(application.role).filter(pk=wanted.pk).exists():
        raise Conflict("This time is too soon to be booked. Choose a later one")
    if own:
        own.application = own.booked_at = None
        own.save(update_fields=["application", "booked_at"])
    wanted.application, wanted.booked_at = application, timezone.now()
    wanted.save(update_fields=["application", "booked_at"])
    transition(application, name, by=by)
    confirm(application, wanted)
    return wanted


def lock_slots(application, slot):
    """(the slot wanted, the slot held), locked in one order so that nobody waits in a circle."""
    both = InterviewSlot.objects.select_for_update(of=["self"]).filter(
        Q(pk=slot.pk) | Q(application=application), role=application.role_id
    )
    found = {each.pk: each for each in both.order_by("pk")}
    if slot.pk not in found:
        raise Conflict("This time was taken off the list. Choose another one")
    own = next((one for one in found.values() if one.application_id == application.pk), None)
    return found[slot.pk], own


def confirm(application, slot):
    words.send(
        "slot_booked",
        application,
        key=f"slot {slot.pk} booked {slot.booked_at.isoformat()}",
        calendar=calendar_of(slot).decode(),
        when=slot.when,
        place=slot.place,
    )


@transaction.atomic
def mark_seen(*, application, by):
    """The interview, or the conversation, has taken place."""
    slot = InterviewSlot.objects.filter(application=application).first()
    if slot is not None and slot.starts_at > timezone.now():
        raise Conflict("This interview has not begun yet")
    transition(application, "interview", by=by)
