from celery import shared_task

from ccpl_portal.jobs.bell import ring_task
from ccpl_portal.jobs.registry import handles

from . import actions, posting


@shared_task(name="outbox.post", soft_time_limit=270, time_limit=300)
def post():
    if posting.post_due():
        ring_task("outbox.post", queue="mail")


@handles("outbox.tidy")
def tidy():
    actions.tidy()
