"""One sheet for the chair before a meeting."""

from governance.actions.models import Action
from governance.attendance.models import Withdrawal
from governance.papers.chasing import missing_of
from governance.planning.models import ItemRequest
from governance.publishing.expecting import expected


def sheet_of(meeting):
    coming = expected(meeting)
    late = Action.objects.overdue().filter(group=meeting.group_id)
    return {
        "replies": coming["replies"],
        "silent": coming["silent"],
        "expected": coming["quoracy"],
        "withdrawals": Withdrawal.objects.filter(item__meeting=meeting).select_related(
            "item", "attendance"
        ),
        "late": late.for_listing(),
        "missing_papers": missing_of(meeting),
        "requests": ItemRequest.objects.waiting().filter(group=meeting.group_id).for_listing(),
    }
