from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import recall, write_letter
from ccpl_portal.web.errors import Conflict
from governance.binder.actions import ask_for_packs
from governance.customs.deadlines import customs_of
from governance.meetings.calendar import calendar_of
from governance.meetings.models import Meeting
from governance.meetings.steps import move
from governance.meetings.words import Visibility
from governance.papers.letters import letter_papers

from .links import reply_link
from .models import Change, Notice, Reply
from .recipients import recipients_of

LETTERS = "governance/publishing/letters"
Kind = Notice.Kind
UNNAMED = {Visibility.MEMBERS: "for members", Visibility.PRIVATE: "private"}


@transaction.atomic
def publish(*, meeting, by):
    """Show the agenda and its papers to whoever may read them, and tell the members."""
    move(meeting, to=Meeting.State.PUBLISHED, by=by, published_at=timezone.now())
    letter_papers(meeting)
    ask_for_packs(meeting)
    return send(meeting, Kind.PUBLISHED, by)


@transaction.atomic
def cancel(*, meeting, reason, by):
    """Say that a published meeting does not take place."""
    take_back_waiting(meeting, by)
    move(meeting, to=Meeting.State.CANCELLED, by=by, cancelled_because=reason)
    return send(meeting, Kind.CANCELLED, by)


@transaction.atomic
def tell_changes(*, meeting, by):
    """Gather what changed since the last letter into one letter to each member."""
    lock_of(meeting)
    untold = list(Change.objects.untold().filter(meeting=meeting))
    if not untold:
        raise Conflict("There is nothing new to tell: the members know of every change")
    notice = send(meeting, Kind.CHANGED, by, changes=untold)
    Change.objects.filter(pk__in=[change.pk for change in untold]).update(notice=notice)
    return notice


@transaction.atomic
def send_again(*, meeting, by):
    """Write the letters of a published meeting once more, after they were taken back."""
    lock_of(meeting)
    told = Notice.objects.filter(meeting=meeting, kind=Kind.PUBLISHED, recalled_at=None)
    if meeting.state != Meeting.State.PUBLISHED or told.exists():
        raise Conflict("The letters have been written already")
    return send(meeting, Kind.PUBLISHED, by)


@transaction.atomic
def take_back(*, notice, by):
    """Recall the letters of a round that have not left; returns how many."""
    lock_of(notice.meeting)
    taken = recall(about=notice, by=by)
    if not taken:
        raise Conflict("The letters have left already")
    Notice.objects.filter(pk=notice.pk).update(recalled_at=timezone.now())
    notice.changes.update(notice=None)
    record("took back letters", notice.meeting, by=by, letters=taken)
    return taken


def take_back_waiting(meeting, by):
    for notice in Notice.objects.filter(meeting=meeting, recalled_at=None):
        if recall(about=notice, by=by):
            Notice.objects.filter(pk=notice.pk).update(recalled_at=timezone.now())


def lock_of(meeting):
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def send(meeting, kind, by, *, changes=()):
    """One letter to each member, which waits a while and can be taken back."""
    meeting.refresh_from_db(fields=["revision", "updated_at"])
    leaves_at = timezone.now() + timedelta(minutes=wait_of(meeting))
    reached, _ = recipients_of(meeting)
    notice = Notice.objects.create(
        meeting=meeting, kind=kind, written_by=by, leaves_at=leaves_at, letters=len(reached)
    )
    for one in reached:
        write_letter(
            to=one.to,
            template=f"{LETTERS}/{kind}",
            context={
                "meeting": meeting,
                "person": one.person,
                "changes": in_letters(changes, one.may_know),
                "reply": reply_link(meeting, one.person),
            },
            key=f"meeting-notice {notice.pk} {one.person.pk}",
            send_after=leaves_at,
            about=notice,
            calendar=calendar_of([meeting], with_links=one.may_know).decode(),
            check="governance.still_member",
        )
    record("wrote letters", meeting, by=by, kind=kind, letters=len(reached))
    return notice


def wait_of(meeting):
    """Minutes in which letters can be taken back."""
    return customs_of(meeting.group).letters_wait_minutes


def in_letters(changes, may_know):
    """Mail is read on the way: what is private is not named in it."""
    named = {Visibility.PUBLIC, Visibility.MEMBERS} if may_know else {Visibility.PUBLIC}
    words = [
        change.words
        if change.visibility in named
        else f"Something {UNNAMED[change.visibility]} changed: see the meeting’s page"
        for change in changes
    ]
    return list(dict.fromkeys(words))


@transaction.atomic
def reply(*, meeting, person, answer, deputy_name="", by=None):
    """Keep somebody's answer; a new one takes the place of the one before."""
    if lock_of(meeting).state != Meeting.State.PUBLISHED:
        raise Conflict(f"This meeting is {meeting.get_state_display().lower()}")
    given, _ = Reply.objects.update_or_create(
        meeting=meeting,
        person=person,
        defaults={
            "answer": answer,
            "deputy_name": deputy_name if answer == Reply.Answer.DEPUTY else "",
            "answered_at": timezone.now(),
        },
    )
    record("replied to meeting", meeting, by=by, person=person.pk, answer=answer)
    return given
