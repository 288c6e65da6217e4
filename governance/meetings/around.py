"""What stands around an agenda on the page of its meeting: papers, open actions, what to do."""

from ccpl_portal.accounts.rules import is_manager
from governance.actions.models import Action
from governance.customs.deadlines import next_deadline
from governance.papers.models import Submission
from governance.planning.models import CarriedAction
from governance.publishing.models import Reply
from networks.models import Membership

from .models import Meeting
from .rules import keeps_with, roles_of
from .words import Part


def with_papers(lines, meeting, user):
    """Each line with the papers and, under matters arising, the actions that this person reads."""
    papers = Submission.objects.filter(item__meeting=meeting, paper__withdrawn_at=None)
    papers = grouped(papers.visible_to(user).for_page())
    actions = {}
    if any(line.item.pk and line.item.part == Part.ACTIONS for line in lines):
        carried = CarriedAction.objects.filter(
            item__meeting=meeting, action__in=Action.objects.visible_to(user)
        )
        actions = grouped(carried.select_related("action__owner"))
    for top in lines:
        for line in [top, *top.children]:
            line.papers = papers.get(line.item.pk, [])
            line.actions = [one.action for one in actions.get(line.item.pk, [])]
    return lines


def grouped(rows):
    found = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(row)
    return found


def work_on(meeting, user):
    """The narrow bar of those who run the group, and a member's own answer."""
    roles = roles_of(user, meeting.group)
    takes_replies = meeting.state == Meeting.State.PUBLISHED and not meeting.is_over
    replies = takes_replies and bool(roles)
    given = Reply.objects.filter(meeting=meeting, person__user=user).first() if replies else None
    runs = bool(roles & set(Membership.LEADING))
    return {
        "runs": runs,
        "keeps": keeps_with(roles, meeting.group),
        "may_join": bool(roles) or is_manager(user),
        "may_reply": replies,
        "given": given,
        "deadline": next_deadline(meeting) if runs else None,
    }
