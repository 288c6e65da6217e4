import structlog
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.web.caching import content_changed
from ccpl_portal.web.errors import Conflict

from .history import restorable
from .models import Publishable, State

logger = structlog.get_logger(__name__)


def move(thing, *, to, out_of, by, **times):
    """Change the state in one guarded step; whoever comes second is told."""
    current = type(thing)._base_manager.select_for_update().get(pk=thing.pk)
    if current.state not in out_of:
        raise Conflict(f"“{thing}” is {current.get_state_display().lower()} already.")
    changes = {"state": to, "publish_at": None, **times, "updated_by": by}
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save(update_fields=[*changes, "updated_at"])
    content_changed()


@transaction.atomic
def publish(*, thing, by, at=None):
    move(
        thing,
        to=State.PUBLISHED,
        out_of={State.DRAFT, State.SCHEDULED},
        by=by,
        published_at=at or timezone.now(),
    )
    record("published", thing, by=by)


@transaction.atomic
def schedule(*, thing, at, by):
    move(thing, to=State.SCHEDULED, out_of={State.DRAFT, State.SCHEDULED}, by=by, publish_at=at)
    record("scheduled", thing, by=by)


@transaction.atomic
def withdraw(*, thing, by):
    """Take something back to draft: out of readers' sight, and open to changes again."""
    move(thing, to=State.DRAFT, out_of=set(State) - {State.DRAFT}, by=by)
    record("withdrew", thing, by=by)


@transaction.atomic
def archive(*, thing, by):
    move(thing, to=State.ARCHIVED, out_of=set(State) - {State.ARCHIVED}, by=by)
    record("archived", thing, by=by)


def publish_due():
    """Publish everything whose time has come; run twice, it does nothing more."""
    for model in apps.get_models():
        if issubclass(model, Publishable):
            for pk in model.objects.due().values_list("pk", flat=True):
                try:
                    publish_if_due(model=model, pk=pk)
                except Exception:
                    # One that cannot be published must not hold up the others each minute.
                    logger.exception("not_published", model=model._meta.label, pk=pk)


@transaction.atomic
def publish_if_due(*, model, pk):
    thing = model.objects.due().select_for_update(skip_locked=True).filter(pk=pk).first()
    if thing is not None:
        publish(thing=thing, by=None, at=thing.publish_at)


@transaction.atomic
def restore(*, thing, version, by):
    """Bring the words of an earlier version back; state, address and dates stay as they are."""
    for name in restorable(thing):
        setattr(thing, name, getattr(version, name))
    thing.updated_by = by
    thing.full_clean()
    thing.save()
    content_changed()
    record("restored version", thing, by=by, version=version.pk)
