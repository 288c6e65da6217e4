"""A matter of quality before a group: a line of its agenda, with a paper that stays as it is."""

from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ccpl_portal.files.actions import add_file
from ccpl_portal.files.validation import check_upload
from governance.meetings.items import AgendaItem
from governance.meetings.models import Meeting
from governance.meetings.words import Purpose, Visibility
from governance.papers.models import Paper, Submission
from governance.planning.models import ItemRequest
from networks.models import Group, Membership

MINUTES = 10


@dataclass(frozen=True)
class Matter:
    """What is brought: `document` makes the paper's PDF when there is an agenda for it."""

    title: str
    why: str
    paper_title: str
    recommendation: str
    document: object


@dataclass(frozen=True)
class Brought:
    """Where it stands: on a line with its paper, or asked for."""

    item: AgendaItem | None = None
    paper: Paper | None = None
    request: ItemRequest | None = None


def groups_for(user):
    """Groups that watch quality and that this person belongs to: they may see every figure."""
    mine = Membership.objects.current().filter(person__user=user)
    return Group.objects.live().filter(oversees_quality=True, pk__in=mine.values("group"))


@transaction.atomic
def bring(matter, *, group, by):
    """Put a matter on the agenda that the group is making, or ask for it to be taken up."""
    drafts = group.meetings.filter(state=Meeting.State.DRAFT, starts_at__gt=timezone.now())
    meeting = drafts.order_by("starts_at").select_for_update().first()
    if meeting is None:
        return Brought(request=ask(matter, group, by))
    item = add_item(matter, meeting)
    return Brought(item=item, paper=freeze(matter, item, by))


def ask(matter, group, by):
    return ItemRequest.objects.create(
        group=group,
        asked_by=by,
        title=matter.title[:200],
        why=matter.why[:2000],
        purpose=Purpose.DISCUSS,
        minutes=MINUTES,
    )


def add_item(matter, meeting):
    last = meeting.items.filter(parent=None).aggregate(last=Max("position"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting,
        position=last + 1,
        title=matter.title[:200],
        purpose=Purpose.DISCUSS,
        minutes_allotted=MINUTES,
        visibility=Visibility.MEMBERS,
        paper_expected=True,
    )


def freeze(matter, item, by):
    title = matter.paper_title[:200]
    paper = Paper.objects.create(
        group=item.meeting.group,
        title=title,
        kind=Paper.Kind.FILE,
        author=by.name,
        purpose=Purpose.DISCUSS,
        recommendation=matter.recommendation,
    )
    upload = SimpleUploadedFile("paper.pdf", matter.document())
    add_file(owner=paper, checked=check_upload(upload), by=by, title=title)
    Submission.objects.create(paper=paper, item=item, visibility=Visibility.MEMBERS, added_by=by)
    return paper
