import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccpl_portal.settings")

app = Celery("ccpl_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_as_the_web_does(**kwargs):
    """Leave Django's LOGGING in place; Celery asks nobody else once somebody listens here."""
