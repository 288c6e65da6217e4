"""Deletes what has been kept long enough. Running it twice deletes nothing more."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.models import Letter
from leadership_dev.applications.models import Application
from leadership_dev.machine.models import Transition
from leadership_dev.pool.models import PoolEntry

from .periods import UNSENT, kept_until


def due(today=None):
    """The applications whose day has come."""
    today = today or timezone.localdate()
    kept = Application.objects.filter(hold_reason="").select_related("role", "offer__appointment")
    for application in kept.iterator():
        until = kept_until(application)
        if until is not None and until <= today:
            yield application


def clear(*, dry_run=False, today=None):
    """Delete what is due, one application at a time; returns how many of each kind."""
    counts = Counter()
    for application in list(due(today)):
        if dry_run or forget(application):
            counts[kind_of(application)] += 1
    expired = PoolEntry.objects.expired()
    counts += Counter({"talent pool": expired.count() if dry_run else expired.delete()[0]})
    if not dry_run:
        record("cleared applications", None, **counts)
    return counts


def kind_of(application):
    if application.state in UNSENT:
        return "drafts"
    return "appointed" if application.state == "appointed" else "unsuccessful"


@transaction.atomic
def forget(application):
    """Delete one application with all that hangs on it; False when a hold came in between."""
    held = Application.objects.select_for_update(of=["self"]).filter(pk=application.pk).first()
    if held is None or held.hold_reason:
        return False
    assignments = list(held.assignments.values_list("pk", flat=True))
    Transition.objects.filter(machine="assignment", object_id__in=assignments).delete()
    Transition.objects.filter(machine="application", object_id=held.pk).delete()
    Letter.objects.about(held).delete()
    held.delete()
    return True


@transaction.atomic
def hold(*, application, reason, by):
    """Keep an application beyond its day, with a reason; without one, let it go again."""
    application.hold_reason = reason.strip()
    application.save(update_fields=["hold_reason"])
    record("held application" if reason.strip() else "released hold", application, by=by)
