"""Writing while the meeting runs: each entry is saved by itself, once, and never over another."""

from django.db import transaction
from django.utils import timezone

from ccpl_portal.web.errors import Conflict
from governance.actions.actions import rearrange, take_on
from governance.decisions.models import Decision
from governance.meetings.models import Meeting
from governance.references.actions import next_reference

from .models import Entry

State = Meeting.State
OPEN = {State.PUBLISHED, State.HELD, State.MINUTES_DRAFT, State.MINUTES_CIRCULATED}
CLOSED_WORDS = {
    State.DRAFT: "Publish the agenda first: minutes are written on a published agenda",
    State.CANCELLED: "This meeting is cancelled, so it has no minutes",
    State.MINUTES_APPROVED: (
        "The minutes of this meeting are approved. They are not edited any more: add a dated"
        " correction instead"
    ),
}


class Stale(Exception):
    """Somebody else saved other words in the meantime; `entry` is as it stands, None if gone."""

    def __init__(self, entry):
        super().__init__("Somebody else changed this entry in the meantime")
        self.entry = entry


def hold_open(meeting):
    """Lock the meeting while its minutes may still be written; a Conflict when they may not."""
    now = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if now.state not in OPEN:
        raise Conflict(CLOSED_WORDS[State(now.state)])
    return now


@transaction.atomic
def write_entry(*, item, kind, text, token, by, needs_ratification=False, **facts):
    """Add an entry under an item; the same token again gives what was saved and adds nothing."""
    hold_open(item.meeting)
    entry, is_new = Entry.objects.get_or_create(
        token=token, defaults={"item": item, "kind": kind, "text": text, "updated_by": by}
    )
    if not is_new:
        return same_form_again(entry, item, text, by, facts)
    if kind == Entry.Kind.DECISION:
        decide(entry, needs_ratification, **facts)
    if kind == Entry.Kind.ACTION:
        meeting = item.meeting
        take_on(group=meeting.group, item=item, entry=entry, text=text, by=by, **facts)
    return entry


def same_form_again(entry, item, text, by, facts):
    if entry.item_id != item.pk:
        raise Conflict("This form was used already for another item. Open the page again")
    # More words typed before the first answer came back are not lost.
    if entry.text != text and entry.version == 1:
        return change_entry(entry=entry, version=1, text=text, by=by, **facts)
    if entry.text != text:
        raise Stale(entry)
    return entry


def decide(entry, needs_ratification, *, outcome=Decision.Outcome.AGREED, owner=None):
    meeting = entry.item.meeting
    day = timezone.localdate(meeting.starts_at)
    return Decision.objects.create(
        reference=next_reference(meeting.group, day),
        group=meeting.group,
        item=entry.item,
        entry=entry,
        text=entry.text,
        outcome=outcome,
        owner=owner,
        decided_on=day,
        needs_ratification=needs_ratification,
    )


@transaction.atomic
def change_entry(*, entry, version, text, by, **facts):
    """Put other words in place of those of this version; Stale when they are not there now."""
    hold_open(entry.item.meeting)
    now = Entry.objects.filter(pk=entry.pk).first()
    if now is None:
        raise Stale(None)
    if now.text != text:
        if now.version != version:
            raise Stale(now)
        now.text, now.version, now.updated_by = text, version + 1, by
        now.save(update_fields=["text", "version", "updated_by", "updated_at"])
    follow(now, by, facts)
    return now


def follow(entry, by, facts):
    """The decision or action of an entry says what the entry says."""
    if entry.kind == Entry.Kind.DECISION:
        decision = entry.decision
        decision.text = entry.text
        for name, value in facts.items():
            setattr(decision, name, value)
        decision.save()
    if entry.kind == Entry.Kind.ACTION:
        action = entry.action
        facts = {
            "owner": action.owner,
            "owner_name": action.owner_name,
            "due_on": action.due_on,
            **facts,
        }
        rearrange(action=action, text=entry.text, by=by, **facts)


@transaction.atomic
def remove_entry(*, entry, version, by):
    hold_open(entry.item.meeting)
    now = Entry.objects.filter(pk=entry.pk).first()
    if now is None:
        return
    if now.version != version:
        raise Stale(now)
    now.delete()
