"""What an applicant sees of the talent pool: beside the outcome, in their data, on their page."""

from django.conf import settings

from ccpl_portal.accounts import mine
from ccpl_portal.ui.dates import day
from leadership_dev.applications.data import gives
from leadership_dev.applications.parts import part

from . import actions
from .models import PoolEntry


@part(order=40)
def pool(application):
    if not actions.may_join(application):
        return None
    entry = PoolEntry.objects.of(application.user).filter(role=application.role).first()
    return "leadership_dev/pool/_join.html", {
        "application": application,
        "entry": entry,
        "months": settings.TALENT_POOL_KEPT_MONTHS,
    }


@gives("talent pool")
def pool_data(application):
    entries = PoolEntry.objects.of(application.user).filter(role=application.role)
    return [{"joined": entry.joined_on, "until": entry.expires_on} for entry in entries]


mine.shows(
    "Talent pool",
    lambda user: [
        (f"{entry.role.title}: until {day(entry.expires_on)}", "/leadership/talent-pool/")
        for entry in PoolEntry.objects.of(user)
    ],
)
