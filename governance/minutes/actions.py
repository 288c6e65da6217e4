from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import recall
from ccpl_portal.web.errors import Conflict
from governance.actions.actions import publish_actions
from governance.attendance.standing import MeetingQuoracy
from governance.decisions.actions import publish_decisions
from governance.decisions.models import Decision
from governance.meetings.models import Meeting
from governance.meetings.steps import move, refuse_when_there

from .letters import readers_of, write_to
from .models import Correction, Minutes

State = Meeting.State


@transaction.atomic
def draft_minutes(*, meeting, by):
    """End the meeting. What was written while it ran is its draft minutes, and nothing is
    typed again."""
    now = lock_at(meeting, State.PUBLISHED, State.HELD, to=State.MINUTES_DRAFT)
    if now.state == State.PUBLISHED:
        move(meeting, to=State.HELD, by=by)
    move(meeting, to=State.MINUTES_DRAFT, by=by)
    Minutes.objects.get_or_create(meeting=meeting)


def lock_at(meeting, *states, to):
    """Lock a meeting that is in one of these states; a Conflict when it is not."""
    now = Meeting.objects.select_for_update().get(pk=meeting.pk)
    refuse_when_there(now, to)
    if now.state not in states:
        raise Conflict(
            f"This meeting is {now.get_state_display().lower()} by now. Somebody may have been"
            " quicker: look at it again"
        )
    return now


@transaction.atomic
def circulate(*, meeting, by):
    """Show the draft minutes to the members and tell them; returns how many are written to."""
    move(meeting, to=State.MINUTES_CIRCULATED, by=by)
    settle_ratification(meeting)
    minutes, _ = Minutes.objects.get_or_create(meeting=meeting)
    minutes.circulated_at = timezone.now()
    minutes.save(update_fields=["circulated_at"])
    return write_to(
        dict.fromkeys(readers_of(meeting.group), ""),
        about=minutes,
        template="circulated",
        key=f"minutes {meeting.pk} circulated {minutes.circulated_at.timestamp()}",
        context={},
    )


def settle_ratification(meeting):
    """Mark what was decided without a quorum by what is known now of who was there."""
    known = MeetingQuoracy(meeting)
    for decision in Decision.objects.filter(item__meeting=meeting).select_related("item"):
        needs = not known.of_item(decision.item).is_quorate
        if decision.needs_ratification != needs:
            decision.needs_ratification = needs
            decision.save(update_fields=["needs_ratification"])


@transaction.atomic
def take_back(*, meeting, by):
    """Return circulated minutes to the secretary's desk; letters that wait do not leave."""
    lock_at(meeting, State.MINUTES_CIRCULATED, to=State.MINUTES_DRAFT)
    move(meeting, to=State.MINUTES_DRAFT, by=by)
    recall(about=meeting.minutes, by=by)


@transaction.atomic
def approve(*, meeting, at_meeting, corrections, by):
    """Approve the minutes of one meeting at a later one; nobody edits them from then on.

    `corrections` holds pairs of an item, or None, and words; empty means "as presented".
    """
    lock_at(meeting, State.MINUTES_CIRCULATED, to=State.MINUTES_APPROVED)
    at_meeting = Meeting.objects.select_for_update(no_key=True).get(pk=at_meeting.pk)
    check_later(meeting, at_meeting)
    settle_ratification(meeting)
    today = timezone.localdate(at_meeting.starts_at)
    for item, text in corrections:
        Correction.objects.create(
            meeting=meeting, item=item, text=text, made_on=today, at_approval=True, made_by=by
        )
    Minutes.objects.filter(meeting=meeting).update(
        approved_at=timezone.now(),
        approved_at_meeting=at_meeting,
        with_corrections=bool(corrections),
        quoracy=quoracy_of_the_day(meeting),
    )
    move(meeting, to=State.MINUTES_APPROVED, by=by)
    publish_decisions(meeting=meeting, by=by)
    publish_actions(meeting=meeting)


def check_later(meeting, at_meeting):
    if meeting.group_id != at_meeting.group_id or at_meeting.starts_at <= meeting.starts_at:
        raise Conflict("Minutes are approved at a later meeting of the same group")
    if at_meeting.state in {State.DRAFT, State.CANCELLED, State.MINUTES_APPROVED}:
        raise Conflict(
            f"The later meeting is {at_meeting.get_state_display().lower()}, so it can approve"
            " nothing"
        )


def quoracy_of_the_day(meeting):
    known = MeetingQuoracy(meeting)
    return {
        "meeting": known.of_meeting().as_data(),
        "items": {item.pk: known.of_item(item).as_data() for item in meeting.items.all()},
    }


@transaction.atomic
def correct(*, meeting, text, token, by, item=None):
    """Add a dated correction to approved minutes, beside them for good."""
    if meeting.state != State.MINUTES_APPROVED:
        raise Conflict("These minutes are not approved yet: change their words instead")
    correction, is_new = Correction.objects.get_or_create(
        token=token,
        defaults={
            "meeting": meeting,
            "item": item,
            "text": text,
            "made_on": timezone.localdate(),
            "made_by": by,
        },
    )
    if is_new:
        record("corrected minutes", meeting, by=by, correction=correction.pk)
    return correction
