from django.db import transaction

from ccpl_portal.audit.actions import record


@transaction.atomic
def change_part(*, form, part, by):
    """Save one part of a group's page; the database keeps what stood there before."""
    group = form.save()
    record("changed group", group, by=by, part=part)
    return group


@transaction.atomic
def add_condition(*, form, by):
    condition = form.save()
    record("added quorum condition", condition, by=by, group=condition.group_id)


@transaction.atomic
def remove_condition(*, condition, by):
    record("removed quorum condition", condition, by=by, group=condition.group_id)
    condition.delete()
