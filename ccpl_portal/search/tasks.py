from django.apps import apps

from ccpl_portal.jobs.actions import enqueue
from ccpl_portal.jobs.registry import handles

from . import actions
from .registry import FINDABLE


@handles("search.reindex")
def reindex():
    """One job for each model, so that no one job holds the rows of all."""
    for model in FINDABLE:
        enqueue("search.describe_again", key=model._meta.label_lower, model=model._meta.label_lower)


@handles("search.describe_again")
def describe_again(model):
    actions.describe_again(apps.get_model(model))
