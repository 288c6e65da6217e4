import re

from django.db import connection
from django.utils import timezone

# The row's lock makes two who decide at once wait for each other, and a number is given once:
# what is taken off the draft minutes leaves a gap, so that no letter names another decision.
NEXT = """
INSERT INTO governance_series (prefix, last) VALUES (%s, 1)
ON CONFLICT (prefix) DO UPDATE SET last = governance_series.last + 1
RETURNING last
"""


def next_reference(group, day=None, letter=""):
    """Give the next reference of a group's month: CEG-2026-11-03, CEG-2026-11-A03."""
    day = day or timezone.localdate()
    prefix = f"{initials(group)}-{day:%Y-%m}"
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [f"{prefix}-{letter}"])
        (number,) = cursor.fetchone()
    return f"{prefix}-{letter}{number:02}"


def initials(group):
    """CEG for a group whose short name is CEG; else the first letters of its name."""
    if group.short_name:
        words = group.short_name.split()
        name = words[0] if len(words) == 1 else "".join(word[0] for word in words)
    else:
        name = "".join(word[0] for word in re.findall(r"[A-Za-z0-9]+", group.name))
    return re.sub(r"[^A-Z0-9]", "", name.upper())[:12] or f"G{group.pk}"
