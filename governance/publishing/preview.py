"""What publishing an agenda would do: who reads what, and what is still missing."""

from dataclasses import dataclass, field

from django.utils import timezone

from governance.customs.deadlines import publish_by
from governance.meetings.agenda import lines_of
from governance.meetings.balance import balance_of
from governance.meetings.items import NARROWING
from governance.meetings.words import Part, Visibility
from governance.papers.models import Submission


@dataclass
class Audience:
    words: str
    who: str
    lines: list = field(default_factory=list)
    papers: list = field(default_factory=list)


READERS = {
    Visibility.PUBLIC: ("Public", "Everybody can read this, also without an account"),
    Visibility.MEMBERS: ("Members only", "Members of the group and the programme team"),
    Visibility.PRIVATE: ("Private", "Members of the group only. Others read “Private item”"),
}


def preview_of(meeting):
    """The three audiences, each with its lines and papers, and the warnings."""
    items = list(meeting.items.for_page())
    lines = lines_of(meeting, items)
    flat = [line for top in lines for line in [top, *top.children]]
    papers = list(
        Submission.objects.filter(
            item__in=items, paper__withdrawn_at=None, is_held=False
        ).for_page()
    )
    audiences = {name: Audience(*words) for name, words in READERS.items()}
    by_pk = {item.pk: item for item in items}
    for line in flat:
        audiences[line.item.visibility].lines.append(line)
    for paper in papers:
        narrow = max(paper.visibility, by_pk[paper.item_id].visibility, key=NARROWING.index)
        audiences[narrow].papers.append(paper)
    return list(audiences.values()), warnings(meeting, lines, flat, papers)


def warnings(meeting, lines, flat, papers):
    with_paper = {paper.item_id for paper in papers}
    missing = [line for line in flat if line.item.paper_expected and line.item.pk not in with_paper]
    for line in missing:
        yield f"Item {line.number} waits for its paper: {line.item.title}"
    if over := balance_of(meeting, lines).over_words:
        yield over
    if not flat:
        yield "The agenda has no items yet"
    for top in lines:
        if top.item.part == Part.BUSINESS and not top.children:
            yield f"Nothing stands under “{top.item.title}”"
    if meeting.is_draft and publish_by(meeting) < timezone.localdate():
        yield "It goes out later than the group’s customs ask for"
    if meeting.is_over:
        yield "The date of this meeting has passed"
