"""Writing while the meeting runs: each entry is saved by itself, once, and never over another."""

from django.db import transaction
from django.utils import timezone

from ccpl_portal.web.errors import Conflict
from governance.actions.actions import rearrange, take_on
from governance.decisions.models import Decision
from governance.meetings.open import hold_open
from governance.references.actions import next_reference

from .models import Entry


class Stale(Exception):
    """Somebody else saved other words in the meantime; `entry` is as it stands, None if gone."""

    def __init__(self, entry):
        super().__init__("Somebody else changed this entry in the meantime")
        self.entry = entry


@transaction.atomic
def write_entry(*, item, kind, text, token, by, needs_ratification=False, **facts):
    """Add an entry under an item; the same token again gives what was saved and adds nothing."""
    hold_open(item.meeting)
    kept = {name: facts[name] for name in ["owner_name", "due_on"] if name in facts}
    entry, is_new = Entry.objects.get_or_create(
        token=token,
        defaults={"item": item, "kind": kind, "text": text, "updated_by": by, **kept},
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
    now = with_rows().filter(pk=entry.pk).first()
    if now is None:
        raise Stale(None)
    if says(now, text, facts):
        return now
    if now.version != version:
        raise Stale(now)
    now.text, now.version, now.updated_by = text, version + 1, by
    now.owner_name = facts.get("owner_name", now.owner_name)
    now.due_on = facts.get("due_on", now.due_on)
    now.save()
    follow(now, by, facts)
    return now


def with_rows():
    return Entry.objects.select_related("item__meeting", "decision", "action__owner", "updated_by")


def says(entry, text, facts):
    row = row_of(entry)
    return entry.text == text and all(getattr(row, name) == facts[name] for name in facts)


def row_of(entry):
    """The decision or action that an entry is; None for a note."""
    return None if entry.kind == Entry.Kind.NOTE else getattr(entry, entry.kind)


def follow(entry, by, facts):
    """The decision or action of an entry says what the entry says."""
    if entry.kind == Entry.Kind.DECISION:
        for name, value in {"text": entry.text, **facts}.items():
            setattr(entry.decision, name, value)
        entry.decision.save()
    if entry.kind == Entry.Kind.ACTION:
        stands = {name: getattr(entry.action, name) for name in ["owner", "owner_name", "due_on"]}
        rearrange(action=entry.action, text=entry.text, by=by, **{**stands, **facts})


@transaction.atomic
def remove_entry(*, entry, version, by):
    hold_open(entry.item.meeting)
    now = Entry.objects.filter(pk=entry.pk).first()
    if now is None:
        return
    if now.version != version:
        raise Stale(now)
    now.delete()
