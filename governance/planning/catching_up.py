"""What came up after a meeting was planned: actions taken on and items not reached since then."""

from django.db import transaction

from ccpl_portal.audit.actions import record
from governance.meetings.models import Meeting
from governance.meetings.words import Part
from governance.publishing.changes import note

from .actions import AT_THE_END, bring
from .arranging import lock, number, siblings_of
from .carrying import left_over, open_actions
from .models import CarriedAction
from .presenters import plain


def before(meeting):
    """The meeting of the group that was held last before this one; None for the first."""
    earlier = Meeting.objects.filter(group=meeting.group, starts_at__lt=meeting.starts_at)
    return earlier.published().going_ahead().past().first()


def missed(meeting, last):
    """Open actions and items left over from the last meeting that are not on this agenda yet."""
    carried = CarriedAction.objects.filter(item__meeting=meeting)
    actions = set(carried.values_list("action", flat=True))
    items = list(meeting.items.all())
    came_from = {item.carried_from_id for item in items}
    titles = {plain(item.title) for item in items}
    has_log = any(item.part == Part.ACTIONS for item in items)
    found = [one for one in open_actions(meeting.group) if has_log and one.source.pk not in actions]
    return found + [
        one
        for one in left_over(meeting.group, last)
        if one.source.pk not in came_from and plain(one.title) not in titles
    ]


@transaction.atomic
def bring_over(*, meeting, last, chosen, by):
    """Put what was chosen by its keys on the agenda; what is there already is left as it is."""
    meeting = lock(meeting)
    wanted = [one for one in missed(meeting, last) if one.key in chosen]
    actions = [one.source for one in wanted if one.key.startswith("action-")]
    log = meeting.items.filter(part=Part.ACTIONS).first()
    CarriedAction.objects.bulk_create(CarriedAction(item=log, action=action) for action in actions)
    items = [one for one in wanted if one.key.startswith("item-")]
    for item in put_in(meeting, items, by):
        note(meeting, f"Item added: {item.title}", item.visibility, item)
    record("brought over", meeting, by=by, rows=len(wanted))
    return len(wanted)


def put_in(meeting, items, by):
    """Under the line for business, or before the lines that end the meeting."""
    tops = siblings_of(meeting, None)
    business = next((item for item in tops if item.part == Part.BUSINESS), None)
    if business:
        first = len(siblings_of(meeting, business)) + 1
        return [
            bring(meeting, business, place, one, by) for place, one in enumerate(items, start=first)
        ]
    ending = [item for item in tops if item.part in AT_THE_END]
    made = [
        bring(meeting, None, len(tops) + place, one, by) for place, one in enumerate(items, start=1)
    ]
    number([*(item for item in tops if item not in ending), *made, *ending])
    return made
