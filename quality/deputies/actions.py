from django.db import transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import write_letter
from quality.returns.models import ReturnsContact

LETTER = "quality/deputies/letters/named"


@transaction.atomic
def name_deputy(*, body, user, by):
    """Let a colleague send the returns of a body too, and tell them."""
    deputy, is_new = ReturnsContact.objects.get_or_create(
        body=body, user=user, defaults={"is_deputy": True}
    )
    if is_new:
        record("named deputy", deputy, by=by, body=body.pk)
        told = {"body": body, "by": by, "deputy": user}
        write_letter(
            to=user, template=LETTER, context=told, key=f"deputy:{deputy.pk}", about=deputy
        )
    return is_new


@transaction.atomic
def remove_deputy(*, deputy, by):
    record("removed deputy", deputy, by=by, body=deputy.body_id)
    deputy.delete()
