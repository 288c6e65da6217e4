from datetime import timedelta

from django.db import IntegrityError, transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict
from networks.members.models import Membership

WHAT_THEY_ARE = ["role", "votes", "organisation", "profession", "place"]
ALREADY = "This person already has that role in that time. Open the group to see it"


@transaction.atomic
def add_member(*, membership, by):
    keep(membership)
    record(
        "added member", membership, by=by, group=membership.group_id, person=membership.person_id
    )


@transaction.atomic
def change_member(*, membership, values, from_on, by):
    """Let somebody be another thing from a day on; what they were before stays on record."""
    held = Membership.objects.select_for_update(of=["self"]).get(pk=membership.pk)
    if held.from_on and held.from_on >= from_on:
        # It never held as it was, so it is corrected and not followed.
        changed = held
    else:
        changed = Membership(
            group_id=held.group_id,
            person_id=held.person_id,
            from_on=from_on,
            until_on=held.until_on,
        )
        held.until_on = from_on
        keep(held)
    for name in WHAT_THEY_ARE:
        setattr(changed, name, values[name])
    keep(changed)
    record("changed member", changed, by=by, group=changed.group_id, person=changed.person_id)
    return changed


@transaction.atomic
def end_membership(*, membership, last_day, by):
    """Let a role end with a day; one that would have held on no day is taken out."""
    membership = Membership.objects.select_for_update(of=["self"]).get(pk=membership.pk)
    record("ended membership", membership, by=by, group=membership.group_id)
    if membership.by_rule:
        membership.by_rule.stay_out.add(membership.person_id)
    stop(membership, last_day + timedelta(days=1))


def stop(membership, day):
    if membership.from_on and membership.from_on >= day:
        membership.delete()
    else:
        membership.until_on = day
        keep(membership)


def keep(membership):
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError as refusal:
        raise Conflict(ALREADY) from refusal
