from celery import shared_task

from . import actions


@shared_task
def publish_due():
    actions.publish_due()
