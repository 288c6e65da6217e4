"""A signal before a group: a line of its agenda, with the chart as it stands as a paper."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ccpl_portal import typeset
from ccpl_portal.audit.actions import record
from ccpl_portal.files.actions import add_file
from ccpl_portal.files.validation import check_upload
from ccpl_portal.ui.dates import day
from ccpl_portal.ui.site import portal_name
from ccpl_portal.web.errors import Conflict
from governance.meetings.items import AgendaItem
from governance.meetings.models import Meeting
from governance.meetings.words import Purpose, Visibility
from governance.papers.models import Paper, Submission
from governance.planning.models import ItemRequest
from networks.models import Group, Membership
from quality.overview.report import lettered

from .actions import ALLOWED, State, take_step
from .models import Placement, Signal
from .pictures import chart_of

MINUTES = 10


def groups_for(user):
    """Groups that watch quality and that this person belongs to: they may see every figure."""
    mine = Membership.objects.current().filter(person__user=user)
    return Group.objects.live().filter(oversees_quality=True, pk__in=mine.values("group"))


@transaction.atomic
def put_on_agenda(*, signal, group, by):
    """Put a signal on the agenda that the group is making, or ask for it to be taken up."""
    signal = Signal.objects.select_for_update(of=["self"]).for_listing().get(pk=signal.pk)
    if not signal.is_open:
        raise Conflict("This signal is closed by now. Look at it again.")
    clear_refused(signal, group)
    if signal.placements.filter(group=group, decision=None).exists():
        raise Conflict(f"{group} has this signal before it already.")
    meeting = meeting_in_the_making(group)
    placement = Placement(signal=signal, group=group, by=by)
    if meeting:
        placement.item = add_item(signal, meeting)
        placement.paper = freeze(signal, placement.item, by)
    else:
        placement.request = ask(signal, group, by)
    placement.save()
    record("put signal on agenda", signal, by=by, group=group.pk)
    if State.LOOKING in ALLOWED[signal.state]:
        take_step(signal=signal, to=State.LOOKING, by=by, words=f"Put before {group}")
    return placement


def clear_refused(signal, group):
    """A group that did not take it up may be asked again."""
    declined = ItemRequest.State.DECLINED
    signal.placements.filter(group=group, request__state=declined, decision=None).delete()


def meeting_in_the_making(group):
    drafts = group.meetings.filter(state=Meeting.State.DRAFT, starts_at__gt=timezone.now())
    return drafts.order_by("starts_at").select_for_update().first()


def add_item(signal, meeting):
    last = meeting.items.filter(parent=None).aggregate(last=Max("position"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting,
        position=last + 1,
        title=f"Quality signal: {signal}"[:200],
        purpose=Purpose.DISCUSS,
        minutes_allotted=MINUTES,
        visibility=Visibility.MEMBERS,
        paper_expected=True,
    )


def ask(signal, group, by):
    return ItemRequest.objects.create(
        group=group,
        asked_by=by,
        title=f"Quality signal: {signal}"[:200],
        why=signal.fact[:2000],
        purpose=Purpose.DISCUSS,
        minutes=MINUTES,
    )


def freeze(signal, item, by):
    """The chart and its verdict as they stand now, as a paper that stays as it is."""
    title = f"{signal.about}, as at {day(timezone.localdate())}"[:200]
    paper = Paper.objects.create(
        group=item.meeting.group,
        title=title,
        kind=Paper.Kind.FILE,
        author=by.name,
        purpose=Purpose.DISCUSS,
        recommendation="Say what is to be done about this signal.",
    )
    upload = SimpleUploadedFile("signal.pdf", document(signal, title))
    add_file(owner=paper, checked=check_upload(upload), by=by, title=title)
    Submission.objects.create(paper=paper, item=item, visibility=Visibility.MEMBERS, added_by=by)
    return paper


def document(signal, title):
    picture, told = chart_of(signal)
    data = {
        "title": title,
        "system": portal_name(),
        "fact": signal.fact,
        "verdict": told["verdict"],
        "head": told["head"],
        "rows": told["rows"],
        "raised": day(signal.raised_at),
        "kind": signal.get_kind_display(),
        "picture": bool(picture),
    }
    files = {"chart.svg": lettered(picture)} if picture else {}
    return typeset.pdf("quality/signals/paper.typ", data, files=files)
