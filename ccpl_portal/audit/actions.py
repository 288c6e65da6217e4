import json

from django.db import connection
from structlog.contextvars import get_contextvars

INSERT = """
INSERT INTO audit_event (verb, object_type, object_id, actor_id, ip, request_id, details)
VALUES (%s, %s, %s, %s, %s, %s, %s::jsonb)
"""


def record(verb, obj=None, *, by=None, **details):
    """Add an audit event in the caller's transaction.

    `details` holds ids, counts and states; never content. Address and request id are those
    of the request being answered, and blank when a job or a command does the deed.
    """
    request = get_contextvars()
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            [
                verb,
                obj._meta.label_lower if obj is not None else "",
                str(obj.pk) if obj is not None else "",
                by.pk if by is not None else None,
                request.get("ip"),
                request.get("request_id") or "",
                json.dumps(details, default=str),
            ],
        )


def purge_before(day):
    """Drop the yearly partitions that end on or before `day`; returns the names dropped."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_purge(%s)", [day])
        return [name for (name,) in cursor.fetchall()]
