from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify

from ccpl_portal import typeset
from ccpl_portal.files.actions import add_file
from ccpl_portal.files.validation import check_upload
from ccpl_portal.packs.columns import Moment, Reference, References, Text
from ccpl_portal.packs.faults import NotFound, Wrong
from ccpl_portal.packs.registry import loads
from ccpl_portal.packs.tables import Table
from ccpl_portal.strategy.models import Principle
from ccpl_portal.ui.site import portal_name
from ccpl_portal.ui.text import render_markdown
from governance.meetings.items import AgendaItem
from networks.models import Group

from .actions import narrowest
from .letters import letter_papers
from .models import Paper, Submission


@loads("governance/papers.csv", after=["governance/agenda.csv", "strategy/principles.csv"])
class Papers(Table):
    """Papers written as text, each on one item of an agenda (see agenda.csv for its number).

    One whose kind is "file" is set as a PDF, so that packs and pages have a document to show.
    """

    model = Paper
    key = ["group", "starts_at", "number", "title"]
    columns = [
        Reference("group", Group, required=True),
        Moment("starts_at", required=True),
        Text("number", required=True),
        Text("title", required=True),
        Text("kind"),
        Text("author"),
        Text("purpose"),
        Text("recommendation"),
        Text("visibility"),
        References("principles", Principle, by="number"),
        Text("text", required=True),
    ]

    def find(self, values):
        return Paper.objects.filter(group=values["group"], title=values["title"]).first()

    def prepare(self, values, load):
        above, _, below = values.pop("number").partition(".")
        items = AgendaItem.objects.filter(
            meeting__group=values["group"], meeting__starts_at=values.pop("starts_at")
        )
        wanted = (
            items.filter(parent__position=above, position=below)
            if below
            else items.filter(parent=None, position=above)
        )
        item = wanted.select_related("meeting").first()
        if item is None:
            raise NotFound("No meeting at that time has such an item", "number")
        kind = values.get("kind", Paper.Kind.TEXT)
        if kind not in Paper.Kind.values:
            raise Wrong("Enter text or file", "kind")
        values["placed"] = (item, values.pop("visibility", item.visibility))
        return values | {"kind": kind}

    def fill(self, record, row, values, names, load):
        item, visibility = values.pop("placed")
        words = values.pop("text") if values["kind"] == Paper.Kind.FILE else ""
        super().fill(record, row, values, names, load)
        if words and record.file is None:
            add_file(owner=record, checked=as_document(record, words), by=None)
        Submission.objects.get_or_create(
            paper=record,
            item=item,
            defaults={
                "visibility": narrowest(visibility, item.visibility),
                "order": item.submissions.count() + 1,
                "added_at": item.meeting.published_at or record.created_at,
            },
        )
        letter_papers(item.meeting)


def as_document(paper, words):
    """The words of a paper as a PDF, as if somebody had uploaded it."""
    facts = [
        ["Author", paper.author],
        ["Purpose", paper.get_purpose_display()],
        ["Recommendation", paper.recommendation],
    ]
    data = {
        "title": paper.title,
        "system": portal_name(),
        "subtitle": "Example paper" if paper.is_example else "Paper",
        "facts": [pair for pair in facts if pair[1]],
        "words": typeset.blocks(render_markdown(words)),
    }
    content = typeset.pdf("governance/papers/paper.typ", data)
    return check_upload(SimpleUploadedFile(f"{slugify(paper.title)}.pdf", content))
