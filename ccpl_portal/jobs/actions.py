import logging
import random
from contextlib import suppress
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from structlog.contextvars import bound_contextvars

from .bell import ring, ring_on_commit
from .models import Job
from .registry import handler_of

logger = logging.getLogger(__name__)

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
SWEEP_AT_MOST = 500


@transaction.atomic
def enqueue(kind, key=None, once=False, run_after=None, **payload):
    """Owe a piece of work, kept or dropped with the caller's transaction.

    A waiting job of the same key is taken over instead of adding a second. With `once` the
    same key is never done twice, whatever became of the first.
    """
    handler_of(kind)
    values = {"payload": payload, "run_after": run_after}
    if once:
        job, is_new = Job.objects.get_or_create(kind=kind, key=key, once=True, defaults=values)
    elif key:
        job, is_new = coalesced(kind, key, values), True
    else:
        job, is_new = Job.objects.create(kind=kind, **values), True
    if is_new and (run_after is None or run_after <= timezone.now()):
        ring_on_commit(job)
    return job


def coalesced(kind, key, values):
    while True:
        # Locking and changing the waiting row keeps a worker off it until this transaction is
        # over; one that was only looked at could be done before our change can be seen.
        waiting = Job.objects.waiting().select_for_update().filter(kind=kind, key=key, once=False)
        if job := waiting.first():
            job.payload = values["payload"]
            job.run_after = earlier(job.run_after, values["run_after"])
            job.save(update_fields=["payload", "run_after"])
            return job
        with suppress(IntegrityError), transaction.atomic():
            return Job.objects.create(kind=kind, key=key, **values)


def earlier(one, other):
    return min(one, other) if one and other else None


def run(*, job_id):
    """Do a job, if it is due and nobody else is doing it."""
    attempt = claim(job_id)
    if attempt is None:
        return
    # Each line that the work logs says for which job.
    with bound_contextvars(job_id=job_id, attempt=attempt):
        perform(job_id, attempt)


@transaction.atomic
def claim(job_id):
    """Count the attempt before it begins, so that a job that kills its worker is counted too."""
    job = Job.objects.claimable().select_for_update(skip_locked=True).filter(pk=job_id).first()
    if job is None:
        return None
    try:
        tries = handler_of(job.kind).tries
    except LookupError as error:
        give_up(job, str(error))
        return None
    if job.attempts >= tries:
        give_up(job, f"The worker was lost while doing this, at attempt {job.attempts}")
        return None
    job.state = Job.State.RUNNING
    job.attempts += 1
    job.started_at = Now()
    job.finished_at = None
    job.save(update_fields=["state", "attempts", "started_at", "finished_at"])
    return job.attempts


@transaction.atomic
def perform(job_id, attempt):
    """Do the work under the row's lock: its effect and "done" are one commit.

    A killed worker's connection falls, the lock with it, and the sweep finds the row.
    """
    # A second delivery may hold the row for the blink in which it learns that it came too late,
    # so this waits for the lock; only this attempt can find the row.
    running = Job.objects.filter(pk=job_id, state=Job.State.RUNNING, attempts=attempt)
    job = running.select_for_update().first()
    if job is None:
        return
    handler = handler_of(job.kind)
    payload = {**job.payload, "job_id": job.pk} if handler.wants_job_id else job.payload
    # Python is not heard while PostgreSQL computes, so the time limit is told to both.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = %s", [handler.time_limit * 1000])
    try:
        with transaction.atomic():
            handler.do(**payload)
    except Exception as error:
        logger.exception("Job %s (%s) failed at attempt %s", job.pk, job.kind, attempt)
        put_off(job, error, handler)
    else:
        job.state = Job.State.DONE
        job.reason = ""
        job.finished_at = Now()
        job.save(update_fields=["state", "reason", "finished_at"])
        logger.info("Job %s (%s) is done", job.pk, job.kind)


def put_off(job, error, handler):
    reason = in_words(error, handler)
    if job.attempts >= handler.tries:
        give_up(job, reason)
        return
    job.state = Job.State.WAITING
    job.reason = reason
    job.run_after = timezone.now() + wait_after(job.attempts)
    job.finished_at = Now()
    job.rung_at = None
    fields = ["state", "reason", "run_after", "finished_at", "rung_at"]
    try:
        with transaction.atomic():
            job.save(update_fields=fields)
    except IntegrityError:
        # The same work was asked for again meanwhile, and that row will do it.
        job.state = Job.State.REPLACED
        job.save(update_fields=fields)


def give_up(job, reason):
    job.state = Job.State.FAILED
    job.reason = reason
    job.finished_at = Now()
    job.save(update_fields=["state", "reason", "finished_at"])


def in_words(error, handler):
    name = type(error).__name__
    if name == "SoftTimeLimitExceeded":
        seconds = "second" if handler.time_limit == 1 else "seconds"
        return f"It took longer than {handler.time_limit} {seconds}"
    return f"{name}: {error}"[:1000]


def wait_after(attempts):
    wait = min(FIRST_WAIT * 4 ** min(attempts - 1, 9), LONGEST_WAIT)
    return wait * random.uniform(0.75, 1.25)  # noqa: S311, it only spreads retries


def sweep():
    """Ring again for whatever is due and was not taken, or was left behind by a worker."""
    with transaction.atomic():
        found = list(
            Job.objects.claimable()
            .not_rung_lately()
            .select_for_update(skip_locked=True)
            .order_by("run_after", "pk")[:SWEEP_AT_MOST]
        )
        Job.objects.filter(pk__in=[job.pk for job in found]).update(rung_at=Now())
    return [job.pk for job in found if ring(job)]


@transaction.atomic
def run_again(*, job):
    """Give a failed job its tries back; False when it has not failed or a newer one waits."""
    failed = Job.objects.failed().filter(pk=job.pk)
    try:
        with transaction.atomic():
            moved = failed.update(state=Job.State.WAITING, attempts=0, run_after=None, rung_at=None)
    except IntegrityError:
        return False
    if moved:
        ring_on_commit(job)
    return bool(moved)


def tidy():
    """Forget work done long ago; rows that keep something from being done twice stay."""
    old = timezone.now() - timedelta(days=30)
    finished = [Job.State.DONE, Job.State.REPLACED]
    Job.objects.filter(once=False, state__in=finished, finished_at__lt=old).delete()
