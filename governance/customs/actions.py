from django.db import transaction

from ccpl_portal.audit.actions import record

from .models import StandingItem


@transaction.atomic
def make_own(*, group, by):
    """Give a group the house order as its own list, to change; nothing where it has one."""
    if StandingItem.objects.filter(group=group).exists():
        return
    for item in StandingItem.objects.filter(group=None):
        item.pk, item.group = None, group
        item.save(force_insert=True)
    record("made own standing items", group, by=by)


@transaction.atomic
def go_back(*, group, by):
    """Use the house order again."""
    StandingItem.objects.filter(group=group).delete()
    record("went back to house order", group, by=by)


@transaction.atomic
def save_standing(*, group, formset, by):
    for item in formset.save(commit=False):
        item.group = group
        item.save()
    for item in formset.deleted_objects:
        item.delete()
    record("changed standing items", group, by=by)
