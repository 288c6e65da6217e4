from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from .models import Entry
from .registry import FINDABLE, listen

# What one record may give to the search box: far more than a page, far less than PostgreSQL bears.
LONGEST_BODY = 100_000
FIELDS = [
    "kind",
    "url",
    "title",
    "keywords",
    "summary",
    "body",
    "dated",
    "is_example",
    "audiences",
]
CHUNK = 300

_put_off = ContextVar("put_off", default=None)


@contextmanager
def together():
    """Describe what is saved in the block once, at its end: for many records of a transaction."""
    put_off = {}
    token = _put_off.set(put_off)
    try:
        yield
    finally:
        _put_off.reset(token)
    for model, keys in put_off.items():
        keys = sorted(keys)
        for start in range(0, len(keys), CHUNK):
            refresh(model, keys[start : start + CHUNK])


@listen
def heard(model, keys, gone):
    if gone:
        forget(model, keys)
    elif (put_off := _put_off.get()) is not None:
        put_off.setdefault(model, set()).update(keys)
    else:
        refresh(model, keys)


def refresh(model, keys):
    """Describe these records anew, in the caller's transaction."""
    records = FINDABLE[model].records().filter(pk__in=keys)
    keep(model, list(records), keys)


def keep(model, records, keys):
    entries = [entry for record in records if (entry := entry_of(FINDABLE[model], record))]
    found = {entry.object_id for entry in entries}
    if missing := [key for key in keys if key not in found]:
        forget(model, missing)
    Entry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["object_type", "object_id"],
        update_fields=FIELDS,
    )


def forget(model, keys):
    Entry.objects.filter(object_type=model._meta.label_lower, object_id__in=keys).delete()


def entry_of(findable, record):
    finding = findable.describe(record)
    if finding is None or not (audiences := sorted(set(finding.audiences))):
        return None
    return Entry(
        object_type=record._meta.label_lower,
        object_id=record.pk,
        kind=findable.kind,
        url=finding.url,
        title=readable(finding.title)[:300],
        keywords=readable(finding.keywords),
        summary=readable(finding.summary),
        body=readable(finding.body)[:LONGEST_BODY],
        dated=finding.dated,
        is_example=finding.is_example,
        audiences=audiences,
    )


def readable(text):
    """Without control characters: two of them mark the hits in an extract."""
    return " ".join("".join(c if c.isprintable() else " " for c in text or "").split())


def reindex():
    """Describe every record anew and forget what is gone; returns how many are found."""
    labels = [model._meta.label_lower for model in FINDABLE]
    Entry.objects.exclude(object_type__in=labels).delete()
    for model in FINDABLE:
        describe_again(model)
    return Entry.objects.count()


def describe_again(model):
    """Describe every record of one model anew: who may read it can change by date alone."""
    keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    label = model._meta.label_lower
    Entry.objects.filter(object_type=label).exclude(object_id__in=keys).delete()
    for start in range(0, len(keys), CHUNK):
        with transaction.atomic():
            chunk = keys[start : start + CHUNK]
            # Nobody changes a record between our reading and our writing about it.
            list(model._base_manager.filter(pk__in=chunk).select_for_update(no_key=True))
            keep(model, list(FINDABLE[model].records().filter(pk__in=chunk)), chunk)
