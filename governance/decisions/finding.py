"""What the search knows of decisions and actions: as much as the reader may read, and no more."""

from ccpl_portal.search.audiences import MANAGER, PUBLIC
from ccpl_portal.search.registry import Finding
from governance.meetings.models import Meeting
from governance.meetings.words import Visibility

from .models import SETTLED


def readers_of(row, *, members):
    """Tokens for a decision or an action: everybody once it is published, if its item, meeting
    and group are open; else the members, and managers where the item is not private."""
    item = row.item
    group = f"group:{row.group_id}"
    if item is None:
        return [group, MANAGER] if members else [f"group-leads:{row.group_id}"]
    managers = [] if item.visibility == Visibility.PRIVATE else [MANAGER]
    if not members:
        return [f"group-leads:{row.group_id}"]
    open_meeting = item.meeting.visibility == Meeting.Audience.PUBLIC and not row.group.is_hidden
    if row.published_at and item.visibility == Visibility.PUBLIC and open_meeting:
        return [PUBLIC]
    return [group, *managers]


def describe_decision(decision):
    settled = decision.item.meeting.state in SETTLED or decision.published_at is not None
    return Finding(
        title=f"Decision {decision.reference}",
        summary=decision.text[:300],
        body=decision.text,
        keywords=f"{decision.group} {decision.group.short_name}",
        url=decision.get_absolute_url(),
        audiences=readers_of(decision, members=settled),
        dated=decision.decided_on,
        is_example=decision.is_example,
    )


def describe_action(action):
    owner = [f"user:{action.owner.user_id}"] if action.owner and action.owner.user_id else []
    return Finding(
        title=f"Action {action.reference}",
        summary=action.text[:300],
        body=action.text,
        keywords=f"{action.group} {action.owner_words}",
        url=action.get_absolute_url(),
        audiences=[*readers_of(action, members=True), *owner],
        dated=action.due_on,
        is_example=action.is_example,
    )
