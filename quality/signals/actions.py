from django.db import connection, transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict

from .looking import findings
from .models import Signal, Step

State = Signal.State
ALLOWED = {
    State.NEW: [State.ACKNOWLEDGED, State.LOOKING, State.CLOSED],
    State.ACKNOWLEDGED: [State.LOOKING, State.CLOSED],
    State.LOOKING: [State.CLOSED],
    State.CLOSED: [],
}


@transaction.atomic
def look(*, system):
    """Raise a signal for whatever is new, and say of the others that they are gone.

    What lasts is not raised again, closed or not; what went and comes back is.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('quality.signals', %s))", [system.pk]
        )
    found = {finding.subject: finding for finding in findings(system)}
    standing = Signal.objects.filter(system=system, is_standing=True)
    gone = [signal.pk for signal in standing if found.pop(signal.subject, None) is None]
    Signal.objects.filter(pk__in=gone).update(is_standing=False, gone_at=timezone.now())
    new = Signal.objects.bulk_create(as_signal(system, finding) for finding in found.values())
    if new or gone:
        record("looked for signals", system, raised=len(new), gone=len(gone))
    return new


def as_signal(system, finding):
    return Signal(
        system=system,
        kind=finding.kind,
        subject=finding.subject,
        measure=finding.measure,
        measure_set=finding.measure_set,
        body=finding.body,
        area=finding.area,
        period=finding.period,
        fact=finding.fact,
        is_example=finding.is_example,
    )


@transaction.atomic
def take_step(*, signal, to, by, words=""):
    """Take a signal on; a Conflict when it has been taken on by somebody else meanwhile."""
    before = [state for state, ways in ALLOWED.items() if to in ways]
    values = {"state": to} | ({"closed_because": words} if to == State.CLOSED else {})
    moved = Signal.objects.filter(pk=signal.pk, state__in=before).update(**values)
    if not moved:
        now = Signal.objects.get(pk=signal.pk).get_state_display().lower()
        raise Conflict(f"This signal is {now} by now. Look at it again.")
    Step.objects.create(signal=signal, to=to, by=by, words=words)
    record(f"signal {to}", signal, by=by)
