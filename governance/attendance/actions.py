from django.db import transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict
from governance.meetings.open import hold_open
from networks.models import Membership

from .models import Attendance, Withdrawal
from .names import members_of

Role = Membership.Role
Standing = Attendance.Standing
BESIDE_THE_TABLE = {Role.SECRETARY, Role.OBSERVER, Role.IN_ATTENDANCE}


@transaction.atomic
def take_everyone(*, meeting, by):
    """Mark everybody who belongs to the group as there, but those who sent apologies or a
    deputy; what was recorded before stays."""
    hold_open(meeting)
    replies = {reply.person_id: reply for reply in meeting.replies.all()}
    there = set(meeting.attendances.values_list("person_id", flat=True))
    for known in members_of(meeting):
        if known.person.pk in there:
            continue
        reply = replies.get(known.person.pk)
        add(meeting, person=known.person, standing=standing_of(known, reply))
        if reply and reply.deputy_name:
            add(meeting, name=reply.deputy_name, deputy_for=known.person)
    record("took attendance", meeting, by=by)


def standing_of(known, reply):
    if reply and reply.answer != reply.Answer.ATTENDING:
        return Standing.APOLOGIES
    return Standing.IN_ATTENDANCE if known.role in BESIDE_THE_TABLE else Standing.PRESENT


def add(meeting, *, person=None, name="", deputy_for=None, deputy_for_name="", **more):
    organisation = person.organisation.name if person and person.organisation else ""
    more.setdefault("organisation_words", organisation[:160])
    return Attendance.objects.create(
        meeting=meeting,
        person=person,
        name=person.name if person else name,
        deputy_for=deputy_for,
        deputy_for_name=deputy_for.name if deputy_for else deputy_for_name,
        **more,
    )


@transaction.atomic
def record_standings(*, meeting, standings, by):
    """Set how people stood, by their keys; an empty standing takes them off the list."""
    hold_open(meeting)
    rows = {row.person_id: row for row in meeting.attendances.exclude(person=None)}
    people = {known.person.pk: known.person for known in members_of(meeting)}
    for key, standing in standings.items():
        row = rows.get(key)
        if row is None and standing and key in people:
            add(meeting, person=people[key], standing=standing)
        elif row is not None and not standing:
            row.delete()
        elif row is not None and row.standing != standing:
            row.standing = standing
            row.save(update_fields=["standing"])
    record("took attendance", meeting, by=by)


@transaction.atomic
def add_people(*, meeting, people, by):
    """Add a pasted list; somebody who is on the list already is put right and not doubled.

    Each is a dict of person, name, standing, deputy_for and deputy_for_name.
    """
    hold_open(meeting)
    rows = {row.person_id: row for row in meeting.attendances.exclude(person=None)}
    guests = {row.name.lower(): row for row in meeting.attendances.filter(person=None)}
    for each in people:
        person = each["person"]
        row = rows.get(person.pk) if person else guests.get(each["name"].lower())
        if row is None:
            row = add(meeting, **each)
            if person:
                rows[person.pk] = row
            else:
                guests[row.name.lower()] = row
        else:
            put_right(row, each)
        if each["deputy_for"]:
            excuse(rows.get(each["deputy_for"].pk))
    record("took attendance", meeting, by=by)


def put_right(row, each):
    row.standing = each["standing"]
    row.deputy_for = each["deputy_for"]
    row.deputy_for_name = each["deputy_for"].name if each["deputy_for"] else each["deputy_for_name"]
    row.save()


def excuse(row):
    """Whoever sends a deputy is not there."""
    if row is not None and row.standing != Standing.APOLOGIES:
        row.standing = Standing.APOLOGIES
        row.save(update_fields=["standing"])


@transaction.atomic
def change_row(*, row, by, **changes):
    hold_open(row.meeting)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    record("took attendance", row.meeting, by=by)


@transaction.atomic
def remove_row(*, row, by):
    hold_open(row.meeting)
    row.delete()
    record("took attendance", row.meeting, by=by)


@transaction.atomic
def withdraw(*, item, attendance, reason, by):
    """Record that somebody left the room for one item; twice is once, with the later reason."""
    hold_open(item.meeting)
    if attendance.meeting_id != item.meeting_id:
        raise Conflict("Choose somebody who is at this meeting")
    withdrawal, _ = Withdrawal.objects.update_or_create(
        item=item, attendance=attendance, defaults={"reason": reason}
    )
    record("recorded withdrawal", withdrawal, by=by)
    return withdrawal


@transaction.atomic
def undo_withdrawal(*, withdrawal, by):
    hold_open(withdrawal.item.meeting)
    record("took back withdrawal", withdrawal, by=by)
    withdrawal.delete()
