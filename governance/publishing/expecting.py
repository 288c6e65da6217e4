"""Who has said that they come, and whether that makes a quorum."""

from django.utils import timezone

from governance.meetings.people import members_of
from governance.quoracy.rule import quoracy

from .models import Reply


def expected(meeting):
    """Replies by answer, who has not answered, and the quoracy that they make."""
    replies = list(meeting.replies.select_related("person"))
    answered = {reply.person_id for reply in replies}
    coming = [r.person_id for r in replies if r.answer == Reply.Answer.ATTENDING]
    deputised = [r.person_id for r in replies if r.answer == Reply.Answer.DEPUTY]
    on = timezone.localdate(meeting.starts_at)
    return {
        "replies": replies,
        "silent": [person for person in members_of(meeting.group) if person.pk not in answered],
        "quoracy": quoracy(meeting.group, on, coming, deputised=deputised),
    }
