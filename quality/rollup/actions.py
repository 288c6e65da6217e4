from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from quality.bodies.models import System
from quality.returns.models import end_of

from . import sql
from .models import Change, RollupRun

AS_WAS, CURRENT = "as_was", "current"


@transaction.atomic
def roll_up(*, system, complete=False, job=None):
    """Bring a system's figures up to its returns; returns the run, or None with nothing to do.

    Readers see the old figures until the new ones are there, all at once. Running it again
    changes nothing; a second run waits for the first and then finds nothing left.
    """
    started = timezone.now()
    # Changes noted from here on by others are left for the next run.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('quality.roll_up', %s))", [system.pk]
        )
        pairs = take_changes(cursor, system)
        if pairs == [] and not complete:
            return None
        everything = complete or pairs is None
        cursor.execute(sql.HOLD, {"systems": [system.pk]})
        run = RollupRun.objects.create(
            system=system,
            is_complete=everything,
            started_at=started,
            finished_at=started,
            computed=0,
            written=0,
            removed=0,
            job=job,
        )
        if everything:
            counts = work_out_everything(cursor, [system], run)
        else:
            counts = work_out_changes(cursor, system, pairs, run)
        run.computed, run.written, run.removed = counts
    run.finished_at = timezone.now()
    run.save()
    return run


def work_out_everything(cursor, systems, run):
    given = parameters(systems) | {"run": run.pk}
    cursor.execute(sql.PREPARE, given)
    cursor.execute(sql.COUNT)
    computed = cursor.fetchone()[0]
    cursor.execute(sql.GONE_ALL, given)
    removed = cursor.rowcount
    cursor.execute(sql.CORRECTED, given)
    written = cursor.rowcount
    cursor.execute(sql.ADDED, given)
    written += cursor.rowcount
    cursor.execute(sql.TIDY)
    return computed, written, removed


def work_out_changes(cursor, system, pairs, run):
    cursor.execute("SET LOCAL jit = off")
    cursor.execute(sql.STORE_CHANGES, parameters([system]) | columns(pairs) | {"run": run.pk})
    return cursor.fetchone()


def columns(pairs):
    return {
        "measures": [measure for measure, _ in pairs],
        "periods": [period for _, period in pairs],
    }


def take_changes(cursor, system):
    """The (measure, month) pairs to work out anew, or None for all of them."""
    cursor.execute(sql.TAKE_CHANGES, {"systems": [system.pk]})
    pairs = set(cursor.fetchall())
    if any(measure is None or period is None for measure, period in pairs):
        return None
    if pairs:
        cursor.execute(sql.KNOWN_MONTHS, columns(pairs))
        if cursor.fetchone()[0] < len(pairs):
            cursor.execute(sql.MISSING_MONTHS, {"systems": [system.pk]})
            pairs.update(cursor.fetchall())
    return sorted(pairs)


def parameters(systems, *, as_at=None, basis=AS_WAS):
    return {
        "systems": [system.pk for system in systems],
        "until": end_of(as_at) if as_at else "infinity",
        "current": basis == CURRENT,
        "today": timezone.localdate(),
    }


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure that was asked for and is kept nowhere."""

    measure_id: int
    period: date
    level: str
    area_id: int | None
    numerator: int | None
    denominator: int | None
    expected: int
    received: int
    status: str
    missing: tuple[str, ...]


def ask(*, system, as_at=None, basis=AS_WAS):
    """Work out a system's figures as they stood at the end of a day, on either basis."""
    with connection.cursor() as cursor:
        cursor.execute(sql.ASK, parameters([system], as_at=as_at, basis=basis))
        return [Sum(*row[:-1], tuple(row[-1])) for row in cursor.fetchall()]


def note_change(*, system, measure=None, period=None):
    """Say that figures may be older than what they rest on; the next roll-up looks at them."""
    Change.objects.create(system=system, measure=measure, period=period)


def is_stale(system):
    """Say whether a newer return exists than the figures know of."""
    return Change.objects.filter(system=system).exists()


def systems_of_organisation(organisation_id):
    return System.objects.filter(bodies__organisation=organisation_id).distinct()
