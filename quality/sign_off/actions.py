from django.db import transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import write_letter
from ccpl_portal.web.errors import Conflict
from quality.returns.actions import add_version, take_turns
from quality.returns.models import Return

from .models import SentBack

SIGNED_OFF = "Signed off"
LETTER = "quality/sign_off/letters/sent_back"


def unsigned(body, measures, period):
    """The figures of a month that an executive has still to make final."""
    entries = Return.objects.counting().filter(body=body, measure__in=measures, period=period)
    waiting = entries.filter(quality=Return.Quality.PROVISIONAL)
    return list(waiting.select_related("measure__set", "submitted_by").order_by("pk"))


@transaction.atomic
def sign_off(*, body, measures, period, read, by):
    """Make final exactly the versions that the executive has read; returns how many."""
    entries = as_read(body, measures, period, read)
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


def as_read(body, measures, period, read):
    """The figures that wait, in their turn; a Conflict when they are not those that were read."""
    take_turns([body])
    entries = unsigned(body, measures, period)
    if {entry.pk for entry in entries} != set(read) or not entries:
        raise Conflict("These figures have changed, or are signed off. Look at them again.")
    return entries


@transaction.atomic
def send_back(*, body, measure_set, measures, period, read, words, by):
    """Ask those who sent the figures to look at them again, and say what is wrong."""
    as_read(body, measures, period, read)
    sent = SentBack.objects.create(body=body, set=measure_set, period=period, words=words, by=by)
    for contact in body.contacts.filter(signs_off=False, user__is_active=True):
        write_letter(
            to=contact.user,
            template=LETTER,
            context={"sent": sent},
            key=f"return-sent-back:{sent.pk}:{contact.user_id}",
            about=body,
        )
    record("sent returns back", body, by=by, period=period)
    return sent
