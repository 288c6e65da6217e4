from django.db import IntegrityError, transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.ui.dates import from_to
from ccpl_portal.web.errors import Conflict
from governance.meetings.items import AgendaItem
from governance.meetings.words import Part
from governance.publishing.changes import note

from .arranging import OPEN, lock, narrower
from .models import CarriedAction, ItemRequest
from .presenters import presenter_of
from .requests import follow, schedule, wait_again

AT_THE_END = {Part.ANYTHING, Part.NEXT}


def plan_meeting(*, meeting, last, chosen, by):
    """Make a draft with the chosen lines; returns it, and whether it was made just now.

    The same meeting is never made twice: who presses again gets the one that is there.
    """
    try:
        with transaction.atomic():
            meeting.follows = last
            meeting.save()
            add_chosen(meeting, chosen, by)
            record("planned meeting", meeting, by=by, follows=last and last.pk)
    except IntegrityError:
        # Somebody pressed at the same moment.
        there = followed(last) or meeting.group.meetings.filter(starts_at=meeting.starts_at).first()
        if there is None:
            raise
        return there, False
    return meeting, True


def followed(last):
    """The meeting that was planned after this one, a moment or a month ago."""
    return last and last.followed_by.going_ahead().first()


def add_chosen(meeting, chosen, by):
    """Standing items in their order; what is carried over under the line for business."""
    standing = [one for one in chosen if one.key.startswith("standing-")]
    actions = [one.source for one in chosen if one.key.startswith("action-")]
    carried = [one for one in chosen if not one.key.startswith(("standing-", "action-"))]
    has_business = any(one.source.part == Part.BUSINESS for one in standing)
    ending = [one for one in standing if one.source.part in AT_THE_END]
    opening = [one for one in standing if one not in ending]
    order = [*opening, *([] if has_business else carried), *ending]
    business = None
    for position, one in enumerate(order, start=1):
        item = bring(meeting, None, position, one, by)
        if item.part == Part.BUSINESS:
            business = item
        if item.part == Part.ACTIONS:
            CarriedAction.objects.bulk_create(
                CarriedAction(item=item, action=action) for action in actions
            )
    if business:
        for position, one in enumerate(carried, start=1):
            bring(meeting, business, position, one, by)


def bring(meeting, parent, position, candidate, by):
    source = candidate.source
    item = AgendaItem(
        meeting=meeting,
        parent=parent,
        position=position,
        title=source.title,
        purpose=source.purpose,
        came_as=candidate.came_as,
    )
    if isinstance(source, ItemRequest):
        item.minutes_allotted = source.minutes
        item.presenter = source.asked_by.name
        item.visibility = narrowed(item.visibility, parent)
        item.save()
        schedule(request=source, item=item, by=by)
        return item
    item.minutes_allotted = source.minutes_allotted
    item.visibility = narrowed(source.visibility, parent)
    item.part = source.part
    item.paper_expected = source.paper_expected
    if isinstance(source, AgendaItem):
        item.carried_from = source
        item.recurring, item.keep_on_agenda = source.recurring, source.keep_on_agenda
        item.presenter, item.presenter_person = source.presenter, source.presenter_person
        item.presenter_email = source.presenter_email
    else:
        for name, value in presenter_for_role(source.presenter, meeting.group).items():
            setattr(item, name, value)
    item.save()
    if item.carried_from:
        follow(item.carried_from, item)
    return item


def narrowed(visibility, parent):
    return narrower(visibility, parent.visibility) if parent else visibility


def refuse_when_over(meeting):
    """Date and place of a meeting that was held or cancelled are history."""
    if meeting.state not in OPEN:
        raise Conflict(f"This meeting is {meeting.get_state_display().lower()}")


@transaction.atomic
def change_meeting(*, meeting, by):
    """Store a new date or place; members of a published meeting are told of what changed."""
    before = lock(meeting)
    if (before.starts_at, before.ends_at) != (meeting.starts_at, meeting.ends_at):
        note(meeting, f"New time: {from_to(meeting.starts_at, meeting.ends_at)}", "public")
    if before.place != meeting.place:
        note(meeting, f"New place: {meeting.place or 'none'}", "public")
    if before.online_link != meeting.online_link:
        note(meeting, "The link to the call is new", "members")
    meeting.save()
    record("changed meeting", meeting, by=by)


@transaction.atomic
def delete_draft(*, meeting, by):
    if not lock(meeting).is_draft:
        raise Conflict("This meeting is published. Cancel it, so that people are told")
    record("deleted draft meeting", meeting, by=by)
    wait_again(meeting.items.all())
    meeting.delete()


def presenter_for_role(words, group):
    """“Chair” stands for whoever holds the chair today; other words stay as they are."""
    role = words.strip().lower()
    held = [
        membership.person
        for membership in group.memberships.current().select_related("person")
        if membership.role == role
    ]
    if role and len(held) == 1:
        return {"presenter": "", "presenter_person": held[0]}
    return presenter_of(words, group)
