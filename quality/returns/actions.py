from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.jobs.actions import enqueue
from ccpl_portal.web.errors import Conflict

from .checks import Ledger, check_draft, check_figures, refuse_patients
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
    """Add a version that counts from now on; raises Wrong when it cannot be one.

    Where an executive signs a set off, figures are provisional until that is done.
    """
    check_figures(measure.kind, numerator, denominator)
    if measure.set.needs_sign_off:
        quality = Return.Quality.PROVISIONAL
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
def keep_draft(*, body, measure, period, numerator, denominator, cannot, by, note=""):
    """Keep what was typed so far for those who send the body's returns; it counts for nothing."""
    if not cannot:
        check_draft(measure.kind, numerator, denominator)
    return add_version(
        body=body,
        measure=measure,
        period=period,
        by=by,
        state=Return.State.DRAFT,
        numerator=numerator,
        denominator=denominator,
        note=note,
        reason=cannot,
    )


@transaction.atomic
def take_back(*, entry, by, reason):
    """Withdraw the version that counts; a Conflict when it counts no longer."""
    take_turns([entry.body])
    if not Return.objects.counting().filter(pk=entry.pk).exists():
        raise Conflict("This version counts no longer. Look at the versions again.")
    cell = {"body": entry.body, "measure": entry.measure, "period": entry.period}
    return withdraw(**cell, by=by, reason=reason)


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


@transaction.atomic
def submit_many(*, entries, by, reason):
    """Add versions that were checked row by row, in few statements however many there are."""
    bodies = {entry["body"] for entry in entries}
    take_turns(bodies)
    newest = newest_versions(bodies, {entry["measure"] for entry in entries})
    now = timezone.now()
    made = Return.objects.bulk_create(
        as_return(entry, newest, now, by, reason) for entry in entries
    )
    record("submitted returns", by=by, first=made[0].pk, returns=len(made))
    for system in {body.system for body in bodies}:
        owe_roll_up(system)
    return made


def newest_versions(bodies, measures):
    entries = Return.objects.filter(body__in=bodies, measure__in=measures)
    found = entries.values_list("body", "measure", "period").annotate(newest=Max("version"))
    return {(body, measure, period): version for body, measure, period, version in found}


def as_return(entry, newest, now, by, reason):
    body, measure, period = entry["body"], entry["measure"], entry["period"]
    before = newest.get((body.pk, measure.pk, period), 0)
    said = {"body": body, "measure": measure, "period": period, "version": before + 1}
    said |= {"note": entry["note"], "submitted_at": now, "submitted_by": by}
    if entry["cannot"]:
        return Return(**said, state=Return.State.CANNOT, reason=entry["cannot"])
    figures = {name: entry[name] for name in ("numerator", "denominator", "quality")}
    return Return(**said, **figures, reason=reason if before else "")


def add_version(*, body, measure, period, by, state, **values):
    Ledger([body]).check(body, measure, period)
    for column in ("note", "reason"):
        refuse_patients(values.get(column, ""), column)
    take_turns([body])
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


def take_turns(bodies):
    """Two people who correct the same figure at once make two versions, one after the other."""
    with connection.cursor() as cursor:
        for key in sorted(body.pk for body in bodies):
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended('quality.return', %s))", [key]
            )


def owe_roll_up(system, *, complete=False):
    key = f"{system.code} complete" if complete else system.code
    enqueue("quality.roll_up", key=key, system=system.pk, complete=complete)
