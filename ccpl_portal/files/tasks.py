from celery import shared_task

from . import store


@shared_task(name="files.tidy")
def tidy():
    store.remove_orphans()
