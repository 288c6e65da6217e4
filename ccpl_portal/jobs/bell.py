"""Rings the worker. The rows hold the work, so a ring that is lost costs only time."""

import logging
import time
from dataclasses import dataclass
from functools import partial

from celery import current_app
from django.db import transaction

from .registry import HANDLERS

logger = logging.getLogger(__name__)

# After one failure the broker is left alone, so that a request with twenty jobs waits once.
QUIET_SECONDS = 15
GRACE_SECONDS = 30

_quiet_until = 0.0


def ring_on_commit(job):
    transaction.on_commit(partial(ring, job), robust=True)


def ring(job):
    """Tell a worker of the job; False when the broker did not take it."""
    return ring_task("jobs.run", job.pk, **limits_of(job.kind))


def ring_task_on_commit(name, **options):
    """Ring for a task that looks for its own work, once for all that one transaction asks."""
    rung = Doorbell(name, tuple(options.items()))
    if not any(function == rung for _, function, *_ in transaction.get_connection().run_on_commit):
        transaction.on_commit(rung, robust=True)


@dataclass(frozen=True)
class Doorbell:
    name: str
    options: tuple

    def __call__(self):
        ring_task(self.name, **dict(self.options))


def ring_task(name, *args, **options):
    """Tell a worker; never raises, and False when the broker did not take it."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return False
    try:
        current_app.send_task(name, args, retry=False, **options)
    except Exception as error:
        # Whatever is wrong with the broker, the sweep will find the row.
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("The broker could not be rung: %s", error)
        return False
    return True


def limits_of(kind):
    handler = HANDLERS.get(kind)
    if handler is None:
        return {}  # the worker will say in the row that nobody knows this kind
    return {
        "queue": handler.queue,
        "soft_time_limit": handler.time_limit,
        "time_limit": handler.time_limit + GRACE_SECONDS,
    }
