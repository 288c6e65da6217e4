"""Sets a pack: the agenda, then each paper behind its cover, under one page numbering."""

from django.conf import settings

from ccpl_portal import typeset
from ccpl_portal.ui import dates
from ccpl_portal.ui.site import portal_name

TEMPLATE = "governance/binder/pack.typ"


def build(contents, say=lambda done, of, words: None):
    """Return the PDF of these contents. A paper that cannot be embedded gets a page with a link."""
    files, pages = embedded(contents, say)
    say(len(contents.enclosures), len(contents.enclosures), "Setting the pack")
    try:
        return set_pages(contents, files, pages)
    except typeset.CannotTypeset:
        return set_pages(contents, *those_that_can_be_set(contents, files, pages))


def agenda_alone(contents):
    """The PDF/UA-1 of the agenda, whatever its papers are."""
    data = data_of(contents, {}) | {"papers": [], "subtitle": "Agenda"}
    return typeset.pdf(TEMPLATE, data, accessible=True)


def set_pages(contents, files, pages):
    data = data_of(contents, pages)
    return typeset.pdf(TEMPLATE, data, files=files, accessible=not files)


def embedded(contents, say):
    """The PDFs that go in, by the name under which the source opens them, and their pages."""
    files, pages = {}, {}
    for place, one in enumerate(contents.enclosures):
        say(place, len(contents.enclosures), f"Reading paper {one.submission.letter}")
        if one.file is None or one.file.current.kind != "pdf":
            continue
        with one.file.current.upload.open("rb") as upload:
            content = upload.read()
        try:
            pages[place] = typeset.page_count(content)
        except typeset.CannotTypeset:
            continue
        files[name_of(place)] = content
    return files, pages


def those_that_can_be_set(contents, files, pages):
    """Without the PDFs that the typesetter refuses, found one by one."""
    good, kept = {}, {}
    for place, count in pages.items():
        alone = {name_of(place): files[name_of(place)]}
        try:
            set_pages(contents, alone, {place: count})
        except typeset.CannotTypeset:
            continue
        good |= alone
        kept[place] = count
    return good, kept


def name_of(place):
    return f"paper-{place}.pdf"


def data_of(contents, pages):
    meeting = contents.meeting
    return {
        "title": f"{meeting.name}, {dates.day(meeting.starts_at)}",
        "system": portal_name(),
        "subtitle": "Agenda and papers",
        "note": "The pack as a web page: " + address_of(meeting, "pack/"),
        "facts": [
            pair
            for pair in [
                ["When", dates.from_to(meeting.starts_at, meeting.ends_at)],
                ["Where", meeting.place],
                ["What it is about", meeting.purpose],
            ]
            if pair[1]
        ],
        "rows": [row_of(contents, line) for top in contents.lines for line in [top, *top.children]],
        "papers": [
            paper_of(one, name_of(place), pages.get(place, 0))
            for place, one in enumerate(contents.enclosures)
        ],
    }


def address_of(thing, rest=""):
    return f"{settings.SITE_URL.rstrip('/')}{thing.get_absolute_url()}{rest}"


def row_of(contents, line):
    item = line.item
    return [
        dates.clock(line.starts_at),
        f"{line.number} {item.title}",
        item.presenter_name,
        ", ".join(one.submission.letter for one in contents.of(item)),
        item.get_purpose_display(),
    ]


def paper_of(one, name, pages):
    paper, submission = one.paper, one.submission
    principles = ", ".join(str(principle.number) for principle in paper.principles.all())
    facts = [
        ["For item", one.number],
        ["Author", paper.author],
        ["Purpose", paper.get_purpose_display()],
        ["Recommendation", paper.recommendation],
        ["Principles served", principles],
        ["Late paper, added", dates.day(submission.added_at) if submission.is_late else ""],
    ]
    return {
        "title": f"{submission.letter}. {paper.title}",
        "name": paper.title,
        "facts": [pair for pair in facts if pair[1]],
        "words": typeset.blocks(paper.text_html),
        "file": name if pages else "",
        "pages": pages,
        "link": address_of(one.file) if one.file and not pages else "",
        "kind": one.file.current.get_kind_display() if one.file else "",
    }
