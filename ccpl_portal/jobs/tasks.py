from datetime import time

from celery import shared_task
from django.utils import timezone

from . import actions
from .registry import handles


@shared_task(name="jobs.run")
def run_job(job_id):
    actions.run(job_id=job_id)


@shared_task(name="jobs.sweep")
def sweep():
    actions.sweep()


@shared_task(name="jobs.start")
def start(kind):
    """Ask for a job from the timetable; two beats ask for one."""
    actions.enqueue(kind, key="timetable")


@shared_task(name="jobs.start_daily")
def start_daily(kind, not_before):
    """Ask for a day's job, from a local time on; called often, so a missed hour is caught up."""
    now = timezone.localtime()
    if now.time() >= time.fromisoformat(not_before):
        actions.enqueue(kind, key=now.date().isoformat(), once=True)


@handles("jobs.tidy")
def tidy():
    actions.tidy()
