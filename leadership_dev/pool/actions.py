from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import write_letter
from ccpl_portal.web.errors import Conflict
from leadership_dev.machine.registry import effect
from leadership_dev.outcomes.offers import months_after
from leadership_dev.roles.models import RoleAlert
from leadership_dev.scoring.judging import judge_one
from leadership_dev.scoring.models import Stage

from .models import PoolEntry

# What somebody has been told who was good enough and was not appointed.
TOLD = {"not_appointed", "reserve_interview"}


def may_join(application):
    """Was interviewed, met every essential criterion there, and knows that it was not to be."""
    if application.told_state not in TOLD or application.released_at is None:
        return False
    judged = judge_one(application, Stage.INTERVIEW)
    return bool(judged.sheets) and judged.meets_essential


@transaction.atomic
def join(*, application, by):
    """Keep the applicant's wish to hear of roles like this one. Pressing twice changes nothing."""
    if not may_join(application):
        raise Conflict("The talent pool is for those who met every essential criterion")
    today = timezone.localdate()
    PoolEntry.objects.expired().filter(user=by, role=application.role).delete()
    entry, is_new = PoolEntry.objects.get_or_create(
        user=by,
        role=application.role,
        defaults={"expires_on": months_after(today, settings.TALENT_POOL_KEPT_MONTHS)},
    )
    if is_new:
        record("joined talent pool", entry, by=by, role=application.role_id)
    return entry


@transaction.atomic
def leave(*, user, role=None):
    """Out of the pool, at once and without a trace of when one was in it."""
    entries = PoolEntry.objects.filter(user=user)
    if role is not None:
        entries = entries.filter(role=role)
    count, _ = entries.delete()
    if count:
        record("left talent pool", None, by=user)


def subjects_of(role):
    found = {("post", role.post_id), ("group", role.group_id), ("workstream", role.workstream_id)}
    tags = {("tag", tag.pk) for tag in role.tags.all()}
    return {subject for subject in found | tags if subject[1]}


def is_like(subjects, earlier):
    """Shares a post, group, workstream or tag; one that had none of those is like every other."""
    before = subjects_of(earlier)
    return not before or bool(before & subjects)


@effect("role", "open")
def tell_the_pool(role, **facts):
    """One letter each to those who may be told; who hears of every role has a letter already."""
    entries = PoolEntry.objects.current().filter(user__is_active=True).exclude(role=role)
    entries = entries.exclude(user__in=RoleAlert.objects.values("user"))
    entries = entries.select_related("user", "role").prefetch_related("role__tags")
    subjects = subjects_of(role)
    for entry in entries:
        if is_like(subjects, entry.role):
            write_letter(
                to=entry.user,
                template="leadership_dev/pool/letters/opened",
                context={"role": role, "entry": entry},
                key=f"role {role.pk} pool {entry.user_id}",
                about=role,
                headers=entry.headers,
                check="leadership.in_talent_pool",
            )
