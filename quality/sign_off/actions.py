from django.db import transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict
from quality.returns.actions import add_version, take_turns
from quality.returns.models import Return

SIGNED_OFF = "Signed off"


def unsigned(body, measures, period):
    """The figures of a month that an executive has still to make final."""
    entries = Return.objects.counting().filter(body=body, measure__in=measures, period=period)
    waiting = entries.filter(quality=Return.Quality.PROVISIONAL)
    return list(waiting.select_related("measure__set", "submitted_by").order_by("pk"))


@transaction.atomic
def sign_off(*, body, measures, period, read, by):
    """Make final exactly the versions that the executive has read; returns how many."""
    take_turns([body])
    entries = unsigned(body, measures, period)
    if {entry.pk for entry in entries} != set(read) or not entries:
        raise Conflict("These figures have changed, or are signed off. Look at them again.")
    for entry in entries:
        add_version(
            body=body,
            measure=entry.measure,
            period=period,
            by=by,
            state=Return.State.SUBMITTED,
            numerator=entry.numerator,
            denominator=entry.denominator,
            quality=Return.Quality.FINAL,
            note=entry.note,
            reason=SIGNED_OFF,
        )
    record("signed off returns", body, by=by, period=period, returns=len(entries))
    return len(entries)
