from celery import shared_task

from . import actions


@shared_task(name="publishing.publish_due")
def publish_due():
    actions.publish_due()
