"""Which function does which kind of job: rooms register theirs in tasks.py."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

# The broker hands a message out again after 15 minutes, so no job may take that long.
LONGEST = 600


@dataclass(frozen=True)
class Handler:
    do: Callable
    queue: str
    time_limit: int
    tries: int
    wants_job_id: bool


HANDLERS: dict[str, Handler] = {}


def handles(kind, *, queue="default", time_limit=300, tries=5):
    """Register a function(**payload) for a kind of job.

    It runs in one transaction with the job's "done", so a retry starts from a clean page.
    One that takes `job_id` is given it, to say how far it has come.
    """
    if not 0 < time_limit <= LONGEST:
        raise ValueError(f"{kind}: the time limit is 1 to {LONGEST} seconds")

    def register(function):
        if kind in HANDLERS and HANDLERS[kind].do.__module__ != function.__module__:
            raise ValueError(f"{kind} is already handled by {HANDLERS[kind].do.__module__}")
        wants_job_id = "job_id" in inspect.signature(function).parameters
        HANDLERS[kind] = Handler(function, queue, time_limit, tries, wants_job_id)
        return function

    return register


def handler_of(kind):
    try:
        return HANDLERS[kind]
    except KeyError:
        raise LookupError(f"Nothing here knows how to do “{kind}”") from None
