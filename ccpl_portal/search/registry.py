"""What can be found. A house registers its records from AppConfig.ready():

    findable(Group, kind="Group", describe=describe_group)

`describe(obj)` returns a Finding, or None for what nobody finds. The record is fetched afresh
after each save and described in the same transaction, so that a search never knows more or less
than the page. Where a description also rests on rows of another model, name them:

    findable(Group, ..., also={Membership: lambda membership: [membership.group]})

A bulk update sends no signal: call `search.actions.refresh(Model, keys)` after one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save


@dataclass(frozen=True, kw_only=True)
class Finding:
    title: str
    url: str
    audiences: Iterable[str]
    summary: str = ""
    body: str = ""
    keywords: str = ""
    dated: date | None = None
    is_example: bool = False


@dataclass(frozen=True)
class Findable:
    model: type[Model]
    kind: str
    describe: Callable[[Model], Finding | None]
    also: dict = field(default_factory=dict)
    fetch: Callable[[QuerySet], QuerySet] | None = None

    def records(self):
        records = self.model._base_manager.all()
        return self.fetch(records) if self.fetch else records


FINDABLE: dict[type[Model], Findable] = {}
# Called with a model and the keys of records to describe anew, or of those that are gone.
_listeners = []


def findable(model, *, kind, describe, also=None, fetch=None):
    """Make records of a model findable; `fetch` may add select_related and its like."""
    FINDABLE[model] = Findable(model, kind, describe, also or {}, fetch)
    post_save.connect(_saved, sender=model, dispatch_uid=f"search {model._meta.label}")
    post_delete.connect(_deleted, sender=model, dispatch_uid=f"search {model._meta.label}")
    for many in model._meta.local_many_to_many:
        through = many.remote_field.through
        m2m_changed.connect(_linked, sender=through, dispatch_uid=f"search {through._meta.label}")
    for other in also or {}:
        for signal in [post_save, post_delete]:
            signal.connect(_rested_on, sender=other, dispatch_uid=f"search on {other._meta.label}")


def listen(function):
    _listeners.append(function)
    return function


def _tell(model, keys, gone=False):
    for listener in _listeners:
        listener(model, keys, gone)


def _saved(sender, instance, **kwargs):
    _tell(sender, [instance.pk])


def _deleted(sender, instance, **kwargs):
    _tell(sender, [instance.pk], gone=True)


def _linked(sender, instance, action, reverse, model, pk_set, **kwargs):
    if not action.startswith("post_"):
        return
    if not reverse:
        _tell(type(instance), [instance.pk])
    elif pk_set:
        _tell(model, sorted(pk_set))


def _rested_on(sender, instance, **kwargs):
    for entry in FINDABLE.values():
        if sender in entry.also:
            keys = [obj.pk for obj in entry.also[sender](instance) if obj is not None]
            _tell(entry.model, keys)
