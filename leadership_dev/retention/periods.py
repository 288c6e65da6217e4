"""How long each application is kept, from when, and until which day. The periods are settings."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from leadership_dev.machine.models import Transition
from leadership_dev.outcomes.offers import months_after

UNSENT = {"draft", "lapsed"}
# The role goes on without these people: their year runs from the day they were told.
UNSUCCESSFUL = {
    "ineligible", "withdrawn", "not_shortlisted", "not_appointed", "offer_declined",
    "offer_lapsed",
}  # fmt: skip


def kept_until(application, outcome_at=None):
    """The first day on which it is gone; None while its outcome is open or on legal hold."""
    if application.hold_reason:
        return None
    if application.state in UNSENT:
        return unsent_until(application)
    if application.state == "appointed":
        return appointed_until(application)
    closed = application.state in UNSUCCESSFUL or application.role.state == "withdrawn"
    if not closed or not (moment := outcome_at or told_at(application)):
        return None
    months = settings.UNSUCCESSFUL_APPLICATIONS_KEPT_MONTHS
    return months_after(timezone.localdate(moment), months) + timedelta(days=1)


def unsent_until(application):
    if application.role.closes_at is None or application.role.state == "open":
        return None
    closed = timezone.localdate(application.role.closes_at)
    return closed + settings.DRAFT_APPLICATIONS_KEPT + timedelta(days=1)


def appointed_until(application):
    offer = getattr(application, "offer", None)
    appointment = offer.appointment if offer else None
    if appointment is None or appointment.until_on is None:
        return None
    months = settings.APPOINTED_APPLICATIONS_KEPT_MONTHS
    return months_after(appointment.until_on, months) + timedelta(days=1)


def told_at(application):
    """When the outcome was told: the release, or the last step where nothing is released."""

    last = Transition.objects.of(application).order_by("-at").first()
    return max(filter(None, [application.released_at, last and last.at]), default=None)
