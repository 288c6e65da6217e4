"""What stands in the pack of one kind of reader, and the print by which it is known."""

import hashlib
import json
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch

from ccpl_portal.accounts.rules import is_manager
from ccpl_portal.files.models import File
from ccpl_portal.strategy.models import Principle
from governance.meetings.agenda import lines_of
from governance.meetings.rules import keeps_with, roles_of
from governance.meetings.words import Visibility
from governance.papers.models import Paper, Submission

from .models import Pack

Readers = Pack.Readers
MAY_READ = {
    Readers.PUBLIC: [Visibility.PUBLIC],
    Readers.MANAGERS: [Visibility.PUBLIC, Visibility.MEMBERS],
    Readers.MEMBERS: Visibility.values,
    Readers.KEEPERS: Visibility.values,
}


@dataclass
class Enclosure:
    submission: Submission
    number: str
    file: File | None

    @property
    def paper(self):
        return self.submission.paper


@dataclass
class Contents:
    meeting: object
    lines: list
    enclosures: list

    def of(self, item):
        return [one for one in self.enclosures if one.submission.item_id == item.pk]

    @property
    def fingerprint(self):
        facts = [
            [self.meeting.pk, self.meeting.name, self.meeting.starts_at, self.meeting.ends_at],
            [self.meeting.place, self.meeting.purpose, self.meeting.state],
            [facts_of(line) for top in self.lines for line in [top, *top.children]],
            [facts_of_paper(one) for one in self.enclosures],
        ]
        return hashlib.sha256(json.dumps(facts, cls=DjangoJSONEncoder).encode()).hexdigest()


def facts_of(line):
    item = line.item
    return [line.number, line.starts_at, item.title, item.presenter_name, item.purpose]


def facts_of_paper(one):
    paper, version = one.paper, one.file.current if one.file else None
    principles = [principle.name for principle in paper.principles.all()]
    return [
        [one.submission.letter, one.number, one.submission.is_late, paper.title, paper.author],
        [paper.purpose, paper.recommendation, paper.text, principles],
        version and [version.sha256, version.name],
    ]


def readers_for(user, meeting):
    """Which of the packs of a meeting this person reads."""
    return readers_with(roles_of(user, meeting.group), user, meeting)


def readers_with(roles, user, meeting):
    """`readers_for` somebody whose roles in the group are known."""
    if meeting.is_draft and keeps_with(roles, meeting.group):
        return Readers.KEEPERS
    if roles:
        return Readers.MEMBERS
    return Readers.MANAGERS if is_manager(user) else Readers.PUBLIC


def contents_for(meeting, readers):
    shown = MAY_READ[readers]
    lines = lines_of(meeting, list(meeting.items.for_page()))
    for line in lines:
        line.children = [child for child in line.children if child.item.visibility in shown]
    lines = [line for line in lines if line.item.visibility in shown]
    numbers = {line.item.pk: line.number for top in lines for line in [top, *top.children]}
    found = Submission.objects.filter(
        item__in=list(numbers), visibility__in=shown, paper__withdrawn_at=None
    )
    if readers != Readers.KEEPERS:
        found = found.out()
    principles = Prefetch("paper__principles", Principle.objects.order_by("number"))
    submissions = list(found.for_page().prefetch_related(principles))
    files = files_of([submission.paper for submission in submissions])
    for line in [each for top in lines for each in [top, *top.children]]:
        line.papers = [one for one in submissions if one.item_id == line.item.pk]
    order = list(numbers)
    submissions.sort(key=lambda one: (order.index(one.item_id), one.order, one.pk))
    return Contents(
        meeting,
        lines,
        [Enclosure(one, numbers[one.item_id], files.get(one.paper_id)) for one in submissions],
    )


def files_of(papers):
    """The current file of each paper that has one, by the paper's key."""
    found = File.objects.filter(
        owner_type=Paper._meta.label_lower, owner_id__in=[paper.pk for paper in papers]
    )
    return {file.owner_id: file for file in found.select_related("current")}
