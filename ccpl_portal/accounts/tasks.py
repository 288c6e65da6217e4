from celery import shared_task

from . import actions


@shared_task(name="accounts.forget_sessions")
def forget_sessions():
    actions.forget_sessions()
