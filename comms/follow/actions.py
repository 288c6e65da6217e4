from django.db import transaction

from ccpl_portal.audit.actions import record

from .models import Follow


@transaction.atomic
def follow(*, group, by):
    """Hear of this group from now on; asked twice, it is once."""
    following, is_new = Follow.objects.get_or_create(user=by, group=group)
    if is_new:
        record("followed group", group, by=by)
    return following


@transaction.atomic
def stop(*, following, by=None):
    """Hear no more of it. Whoever presses the link of a letter has not signed in."""
    record("stopped following group", following.group, by=by)
    following.delete()
