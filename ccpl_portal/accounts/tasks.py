from celery import shared_task

from . import actions


@shared_task(name="accounts.forget_sessions")
def forget_sessions():
    actions.forget_sessions()


@shared_task(name="accounts.forget_sign_ins")
def forget_sign_ins():
    actions.forget_sign_ins()
