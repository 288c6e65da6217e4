"""Kinds of job that the tests' own worker knows: each leaves an effect that can be counted."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from ccpl_portal.jobs.actions import enqueue
from ccpl_portal.jobs.registry import handles


@handles("worker.effect")
def effect():
    """Never done: a row of this kind is the trace of another job."""


def leave_a_trace():
    enqueue("worker.effect", run_after=timezone.now() + timedelta(days=1))


@handles("worker.note", queue="rollup")
def note():
    leave_a_trace()


@handles("worker.linger")
def linger(mark):
    leave_a_trace()
    if not Path(mark).exists():
        Path(mark).touch()
        time.sleep(300)


@handles("worker.poison", tries=2)
def poison():
    leave_a_trace()
    os.kill(os.getpid(), signal.SIGKILL)


@handles("worker.slow", time_limit=1)
def slow():
    leave_a_trace()
    time.sleep(300)
