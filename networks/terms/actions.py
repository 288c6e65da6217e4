from django.db import transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.files.actions import add_file


@transaction.atomic
def adopt(*, terms, checked, by):
    """Add the next version of a group's terms of reference, with its file if there is one."""
    terms.added_by = by
    terms.save()
    if checked:
        add_file(owner=terms, checked=checked, by=by, title=f"{terms}")
    record("adopted terms of reference", terms, by=by, group=terms.group_id)
    return terms
