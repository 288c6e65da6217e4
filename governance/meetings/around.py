"""What stands around an agenda on the page of its meeting: papers, open actions, what to do."""

from ccpl_portal.accounts.rules import is_manager
from governance.actions.models import Action
from governance.binder.contents import readers_with
from governance.customs.deadlines import next_deadline
from governance.decisions.models import Decision
from governance.papers.models import Submission
from governance.planning.models import CarriedAction
from governance.publishing.models import Reply
from networks.models import Membership

from .models import Meeting
from .rules import keeps_with, roles_of
from .words import Part

NOT_YET = {Meeting.State.DRAFT, Meeting.State.PUBLISHED, Meeting.State.CANCELLED}


def outcomes_of(meeting, user):
    """What came of a meeting that is over, as far as this person may read it."""
    if meeting.state in NOT_YET:
        return {"decisions": [], "actions": []}
    return {
        "decisions": came_of(Decision, meeting, user),
        "actions": came_of(Action, meeting, user),
    }


def came_of(model, meeting, user):
    rows = model.objects.visible_to(user).filter(item__meeting=meeting)
    return list(rows.select_related("item", "owner").order_by("reference"))


def with_papers(lines, meeting, user, outcomes):
    """Each line with its papers and outcomes and, under matters arising, the actions that this
    person reads."""
    papers = Submission.objects.filter(item__meeting=meeting, paper__withdrawn_at=None)
    papers = grouped(papers.visible_to(user).for_page())
    outcomes = grouped([*outcomes["decisions"], *outcomes["actions"]])
    actions = {}
    if any(line.item.pk and line.item.part == Part.ACTIONS for line in lines):
        carried = CarriedAction.objects.filter(
            item__meeting=meeting, action__in=Action.objects.visible_to(user)
        )
        actions = grouped(carried.select_related("action__owner"))
    for top in lines:
        for line in [top, *top.children]:
            line.outcomes = outcomes.get(line.item.pk, [])
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
        "pack": meeting.packs.filter(readers=readers_with(roles, user, meeting)).first(),
        "may_join": bool(roles) or is_manager(user),
        "may_reply": replies,
        "given": given,
        "deadline": next_deadline(meeting) if runs else None,
    }
