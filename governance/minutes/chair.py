"""One sheet for the chair before a meeting."""

from governance.actions.models import Action
from governance.attendance.models import Withdrawal
from governance.meetings.items import AgendaItem
from governance.planning.models import ItemRequest
from governance.publishing.models import Reply
from governance.quoracy.rule import quoracy

Answer = Reply.Answer


def sheet_of(meeting):
    replies = list(meeting.replies.select_related("person").order_by("person__name"))
    coming = [reply.person_id for reply in replies if reply.answer == Answer.ATTENDING]
    deputised = [reply.person_id for reply in replies if reply.answer == Answer.DEPUTY]
    late = Action.objects.overdue().filter(group=meeting.group_id)
    return {
        "replies": replies,
        "expected": quoracy(meeting.group, meeting.day, coming, deputised=deputised),
        "withdrawals": Withdrawal.objects.filter(item__meeting=meeting).select_related(
            "item", "attendance"
        ),
        "late": late.for_listing(),
        "missing_papers": AgendaItem.objects.filter(
            meeting=meeting, paper_expected=True, submissions=None
        ).order_by("position"),
        "requests": ItemRequest.objects.waiting().filter(group=meeting.group_id).for_listing(),
    }
