"""What this house tells the registers of the shared rooms."""

from ccpl_portal.files.registry import owner
from ccpl_portal.outbox.registry import check
from ccpl_portal.people.registry import joins
from ccpl_portal.search.audiences import MANAGER, PUBLIC
from ccpl_portal.search.registry import Finding, findable
from ccpl_portal.strategy.registry import Row, Section, hangs
from ccpl_portal.ui import navigation
from ccpl_portal.ui.dates import day
from ccpl_portal.web.caching import register_public
from networks.models import Group, Membership

from .actions import holding  # noqa: F401 - declares which actions a person holds
from .actions.models import Action, ActionChange
from .attendance.models import Attendance, Withdrawal
from .binder.models import Pack
from .customs import merging  # noqa: F401 - what two groups that become one may both have
from .customs.models import Customs, StandingItem
from .decisions import holding as decisions_held  # noqa: F401
from .decisions.finding import describe_action, describe_decision
from .decisions.models import Decision
from .delivery import holding as promises_held  # noqa: F401
from .delivery.models import Deliverable
from .hub import on_group  # noqa: F401 - what it puts on the page of a group
from .meetings.items import AgendaItem
from .meetings.models import Meeting
from .meetings.words import Visibility
from .minutes.finding import describe_minutes
from .minutes.models import Correction, Entry, KeyMessages, Minutes
from .papers.models import Paper, Submission
from .papers.rules import may_read
from .planning import deciding  # noqa: F401 - it hears of published decisions
from .planning import holding as items_held  # noqa: F401
from .planning.models import CarriedAction
from .publishing.models import Notice
from .publishing.recipients import is_recipient

register_public(AgendaItem, Customs, Deliverable, Meeting, Paper, StandingItem, Submission)
register_public(Action, ActionChange, Attendance, Correction, Decision, Entry, KeyMessages, Minutes)
register_public(CarriedAction, Pack, Withdrawal)
owner(Paper, may_read=may_read)
navigation.add("Governance", "governance:hub", order=30)


MEETINGS = 5


@check("governance.still_member")
def still_member(letter):
    """Whoever left the group while a letter waited does not get it."""
    notice = Notice.objects.filter(pk=letter.about_id).select_related("meeting__group").first()
    return notice is not None and is_recipient(notice.meeting, letter.address)


@joins
def meetings_to_come(person, user):
    """Meetings of the groups in which this reader may know the person to be."""
    held = Membership.objects.current().visible_to(user).filter(person=person)
    coming = Meeting.objects.visible_to(user).published().going_ahead().upcoming()
    meetings = coming.filter(group__in=held.values("group")).select_related("group")
    rows = [
        Row(meeting.name, meeting.get_absolute_url(), day(meeting.starts_at))
        for meeting in meetings[:MEETINGS]
    ]
    yield Section(10, "Meetings to come", rows)


@hangs
def deliverables_of(tag, user):
    promised = Deliverable.objects.for_listing().hanging_on(tag)
    rows = [
        Row(
            promise.title,
            promise.get_absolute_url(),
            f"By {promise.due_words}. {promise.get_outcome_display()}",
        )
        for promise in promised
    ]
    yield Section(20, "What was promised", rows)


def describe_meeting(meeting):
    # Only public items: one entry is found by all who may read the meeting.
    items = [item.title for item in meeting.items.all() if item.visibility == Visibility.PUBLIC]
    return Finding(
        title=str(meeting),
        summary=meeting.purpose,
        body="\n".join(items),
        keywords=f"{meeting.group} {meeting.group.short_name} {meeting.place}",
        url=meeting.get_absolute_url(),
        audiences=readers_of(meeting),
        dated=meeting.starts_at.date(),
        is_example=meeting.is_example,
    )


def readers_of(meeting):
    if meeting.is_draft:
        return [MANAGER, f"group-leads:{meeting.group.pk}"]
    if meeting.visibility == Meeting.Audience.MEMBERS or meeting.group.is_hidden:
        return [MANAGER, f"group:{meeting.group.pk}"]
    return [PUBLIC]


def describe_deliverable(promise):
    return Finding(
        title=promise.title,
        summary=f"Promised by {promise.due_words}. {promise.get_outcome_display()}",
        body=promise.evidence,
        keywords=f"{promise.plan} {promise.workstream or ''}",
        url=promise.get_absolute_url(),
        audiences=[PUBLIC],
        dated=promise.due_on,
        is_example=promise.is_example,
    )


findable(
    Meeting,
    kind="Meeting",
    describe=describe_meeting,
    fetch=lambda rows: rows.select_related("group").prefetch_related("items"),
    also={AgendaItem: lambda item: [item.meeting], Group: lambda group: group.meetings.all()},
)
findable(
    Deliverable,
    kind="Deliverable",
    describe=describe_deliverable,
    fetch=lambda rows: rows.select_related("workstream"),
)
findable(
    Decision,
    kind="Decision",
    describe=describe_decision,
    fetch=lambda rows: rows.select_related("group", "item__meeting"),
    also={
        AgendaItem: lambda item: item.decisions.all(),
        Meeting: lambda meeting: Decision.objects.filter(item__meeting=meeting),
        Group: lambda group: group.decisions.all(),
    },
)
findable(
    Action,
    kind="Action",
    describe=describe_action,
    fetch=lambda rows: rows.select_related("group", "owner", "item__meeting"),
    also={
        AgendaItem: lambda item: item.actions.all(),
        Meeting: lambda meeting: Action.objects.filter(item__meeting=meeting),
        Group: lambda group: group.actions.all(),
    },
)
findable(
    Minutes,
    kind="Minutes",
    describe=describe_minutes,
    fetch=lambda rows: rows.select_related("meeting__group"),
    also={
        Entry: lambda entry: Minutes.objects.filter(meeting__items=entry.item_id),
        AgendaItem: lambda item: Minutes.objects.filter(meeting=item.meeting_id),
        Meeting: lambda meeting: Minutes.objects.filter(meeting=meeting),
        Group: lambda group: Minutes.objects.filter(meeting__group=group),
    },
)
