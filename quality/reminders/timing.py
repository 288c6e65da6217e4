from datetime import timedelta

from django.utils import timezone

BEFORE, AFTER = "before", "after"
DAYS_BEFORE = 3
# A portal that is new, or was away, writes nobody of months long gone.
DAYS_AFTER = 14


def when(due_on):
    """Which reminder of something due on a day is in place today; empty for neither."""
    today = timezone.localdate()
    if due_on - timedelta(days=DAYS_BEFORE) <= today <= due_on:
        return BEFORE
    if due_on < today <= due_on + timedelta(days=DAYS_AFTER):
        return AFTER
    return ""
