from django.db import DatabaseError, transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.search.actions import refresh
from ccpl_portal.search.registry import FINDABLE
from ccpl_portal.web.caching import content_changed
from ccpl_portal.web.errors import Conflict
from networks.groups.models import Group, Stage

from .models import FormerAddress
from .registry import settler_of

ITSELF = "A group cannot be merged with itself"


def pointing_at(group):
    """Pairs of a field and its rows, for every row of any house that points to the group."""
    for relation in Group._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete:
            continue
        model, field = relation.related_model, relation.field
        # Versions stay with what they are versions of; the stages of a group are its own.
        if hasattr(model, "pgh_tracked_model") or model is Stage:
            continue
        yield field, model._base_manager.filter(**{field.name: group})


def what_would_move(group):
    """How many rows of what, in words, before anything is done."""
    counted = {}
    for field, rows in pointing_at(group):
        if not field.model._meta.auto_created and (count := rows.count()):
            name = field.model._meta.verbose_name_plural
            counted[name] = counted.get(name, 0) + count
    return sorted(counted.items())


@transaction.atomic
def merge(*, group, into, by):
    """Move everything of one group to another; the old address leads there from now on."""
    if group.pk == into.pk:
        raise Conflict(ITSELF)
    locked = Group.objects.select_for_update().filter(pk__in=[group.pk, into.pk]).order_by("pk")
    if len(locked) != 2:
        raise Conflict("One of the two groups is not there any more")
    leave_the_line(group, into)
    moved = {}
    for field, rows in pointing_at(group):
        keys = [move(row, field, into) for row in rows]
        moved.setdefault(field.model, []).extend(keys)
    slug = group.slug
    record("merged group", group, by=by, into=into.pk)
    Group.objects.get(pk=group.pk).delete()
    FormerAddress.objects.create(slug=slug, group=into)
    describe_anew(moved, into)
    return into


def leave_the_line(group, into):
    """The remaining group reports to whomever the other one did, when it reported to that one."""
    into.refresh_from_db()
    if into.reports_to_id == group.pk:
        into.reports_to_id = group.reports_to_id if group.reports_to_id != into.pk else None
        into.save()
    if group.reports_to_id == into.pk:
        Group.objects.filter(pk=group.pk).update(reports_to=None)


def move(row, field, into):
    model = type(row)
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(**{field.name: into})
    except DatabaseError as refusal:
        if model._meta.auto_created:
            # The remaining group has that place or tag already.
            row.delete()
        elif settle := settler_of(model):
            settle(row, into)
        else:
            raise Conflict(
                f"Both groups have {model._meta.verbose_name_plural} that cannot be put together:"
                f" “{row}”. Change one of the two first"
            ) from refusal
    return row.pk


def describe_anew(moved, into):
    for model, keys in moved.items():
        if model in FINDABLE:
            refresh(model, keys)
    refresh(Group, [into.pk])
    content_changed()
