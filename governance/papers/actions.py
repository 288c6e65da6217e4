from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.files.actions import add_file, add_version
from ccpl_portal.web.errors import Conflict
from governance.binder.actions import ask_for_packs
from governance.meetings.items import NARROWING
from governance.meetings.models import Meeting
from governance.publishing.changes import note

from .letters import letter_papers
from .models import Paper, Submission

# Papers come before a meeting and, late, during it; what was approved stays as it was.
OPEN = [Meeting.State.DRAFT, Meeting.State.PUBLISHED, Meeting.State.HELD]


def lock(meeting):
    now = Meeting.objects.select_for_update(of=["self"]).select_related("group").get(pk=meeting.pk)
    refuse_when_closed(now)
    return now


def refuse_when_closed(meeting):
    if meeting.state not in OPEN:
        raise Conflict(
            f"This meeting is {meeting.get_state_display().lower()}, so its papers stay as they are"
        )


@transaction.atomic
def add_paper(*, paper, item, visibility, by, checked=None):
    """Put a new paper, a text or an upload that was checked, on an item; sent again, it is one."""
    lock(item.meeting)
    for there in item.submissions.select_related("paper").filter(paper__title=paper.title):
        if is_same(there.paper, paper, checked):
            return there
    paper.group = item.meeting.group
    store(paper, checked, by)
    return put_on(paper=paper, item=item, visibility=visibility, by=by)


def is_same(there, paper, checked):
    file = there.file
    if checked is None or file is None:
        return checked is None and file is None and there.text == paper.text
    return file.current.sha256 == checked.sha256


def store(paper, checked, by):
    paper.kind = Paper.Kind.FILE if checked else Paper.Kind.TEXT
    paper.save()
    if checked:
        add_file(owner=paper, checked=checked, by=by, title=paper.title)
    record("added paper", paper, by=by, group=paper.group_id)


@transaction.atomic
def take_in(*, meeting, title, checked, by):
    """Keep an upload for a meeting until somebody says to which item it belongs."""
    meeting = lock(meeting)
    paper = Paper(group=meeting.group, title=title[:200], unplaced_at=meeting)
    store(paper, checked, by)
    return paper


@transaction.atomic
def discard(*, paper, by):
    """Delete an upload that was never put on an agenda."""
    if paper.submissions.exists():
        raise Conflict("This paper is on an agenda, so it can only be withdrawn")
    record("deleted paper", paper, by=by)
    paper.delete()


@transaction.atomic
def put_on(*, paper, item, visibility, by, is_held=False):
    """Bring a paper before a meeting; after publication it is late, and members hear of it."""
    meeting = lock(item.meeting)
    last = item.submissions.aggregate(last=Max("order"))["last"] or 0
    submission, is_new = Submission.objects.get_or_create(
        paper=paper,
        item=item,
        defaults={
            "visibility": narrowest(visibility, item.visibility),
            "order": last + 1,
            "added_by": by,
            "is_held": is_held,
        },
    )
    if paper.unplaced_at_id:
        paper.unplaced_at = None
        paper.save(update_fields=["unplaced_at"])
    if is_new:
        record("put paper on agenda", paper, by=by, item=item.pk)
        letter_papers(meeting)
        if not is_held:
            tell(meeting, f"Paper added: {paper.title}", submission)
    return submission


def narrowest(*visibilities):
    return max(visibilities, key=NARROWING.index)


def tell(meeting, words, submission):
    visibility = narrowest(submission.visibility, submission.item.visibility)
    note(meeting, words, visibility, submission.item)
    ask_for_packs(meeting)


@transaction.atomic
def accept(*, submission, by):
    """Send out a paper that came by a link after the agenda."""
    lock(submission.item.meeting)
    if not Submission.objects.filter(pk=submission.pk, is_held=True).exists():
        raise Conflict("This paper is out already")
    submission.is_held = False
    submission.save(update_fields=["is_held"])
    record("accepted paper", submission.paper, by=by, item=submission.item_id)
    tell(submission.item.meeting, f"Paper added: {submission.paper.title}", submission)


@transaction.atomic
def change_paper(*, paper, by, checked=None):
    """Store a new cover sheet, text or version; who has the pack gets the new one next time."""
    paper.save()
    if checked:
        file = paper.file
        if file is None:
            raise Conflict("This paper is a text: change its words")
        add_version(file=file, checked=checked, by=by)
    record("changed paper", paper, by=by)
    for submission in before_meetings(paper):
        new = "New version" if checked else "Paper changed"
        tell(submission.item.meeting, f"{new}: {paper.title}", submission)


@transaction.atomic
def withdraw(*, paper, by):
    """Take a wrong paper from everybody's eyes at once; its keepers still have it."""
    paper.withdrawn_at = timezone.now()
    paper.save(update_fields=["withdrawn_at"])
    record("withdrew paper", paper, by=by)
    for submission in before_meetings(paper):
        tell(submission.item.meeting, f"Paper withdrawn: {paper.title}", submission)


@transaction.atomic
def restore(*, paper, by):
    paper.withdrawn_at = None
    paper.save(update_fields=["withdrawn_at"])
    record("restored paper", paper, by=by)
    for submission in before_meetings(paper):
        tell(submission.item.meeting, f"Paper is back: {paper.title}", submission)


@transaction.atomic
def take_off(*, submission, by):
    """Take a paper off an agenda that is not out; one that is out is withdrawn instead."""
    meeting = lock(submission.item.meeting)
    if not meeting.is_draft:
        raise Conflict("The agenda is out, so the paper can only be withdrawn")
    record("took paper off agenda", submission.paper, by=by, item=submission.item_id)
    submission.delete()
    letter_papers(meeting)


def before_meetings(paper):
    found = Submission.objects.filter(paper=paper, is_held=False)
    return found.select_related("item__meeting__group", "paper")
