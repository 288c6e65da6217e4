from django.db import connection, transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.jobs.actions import enqueue

from .checks import Ledger, check_figures
from .models import Return


@transaction.atomic
def submit(
    *,
    body,
    measure,
    period,
    numerator,
    denominator,
    by,
    quality=Return.Quality.FINAL,
    note="",
    reason="",
):
    """Add a version that counts from now on; raises Wrong when it cannot be one."""
    check_figures(measure.kind, numerator, denominator)
    return add_version(
        body=body,
        measure=measure,
        period=period,
        by=by,
        state=Return.State.SUBMITTED,
        numerator=numerator,
        denominator=denominator,
        quality=quality,
        note=note,
        reason=reason,
    )


@transaction.atomic
def withdraw(*, body, measure, period, by, reason):
    """Take a return back: the month counts as missing until the next version."""
    state = Return.State.WITHDRAWN
    return add_version(body=body, measure=measure, period=period, by=by, state=state, reason=reason)


@transaction.atomic
def say_cannot_report(*, body, measure, period, by, reason):
    """Answer that there is no figure and why: still missing, but not a silence."""
    state = Return.State.CANNOT
    return add_version(body=body, measure=measure, period=period, by=by, state=state, reason=reason)


def add_version(*, body, measure, period, by, state, **values):
    Ledger([body]).check(body, measure, period)
    key = f"{body.pk}:{measure.pk}:{period}"
    with connection.cursor() as cursor:
        # Two people who correct the same figure at once make two versions, one after the other.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('quality.return:' || %s, 0))", [key]
        )
    newest = Return.objects.versions_of(body=body, measure=measure, period=period).first()
    entry = Return.objects.create(
        body=body,
        measure=measure,
        period=period,
        version=newest.version + 1 if newest else 1,
        state=state,
        submitted_at=timezone.now(),
        submitted_by=by,
        **values,
    )
    record(f"{state} return", entry, by=by, version=entry.version)
    if state != Return.State.DRAFT:
        owe_roll_up(body.system)
    return entry


def owe_roll_up(system, *, complete=False):
    key = f"{system.code} complete" if complete else system.code
    enqueue("quality.roll_up", key=key, system=system.pk, complete=complete)
