from celery import shared_task

from . import offers


@shared_task(name="outcomes.keep_time")
def keep_time():
    offers.keep_time()
