import io
import os
from datetime import timedelta

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.files.actions import add_file, add_version
from ccpl_portal.files.validation import check_upload
from ccpl_portal.jobs import actions as jobs
from ccpl_portal.jobs.models import Job
from governance.binder import views
from governance.binder.actions import ask_for_packs, build_pack
from governance.binder.tasks import tidy_packs
from governance.models import Pack
from tests.factories.accounts import ManagerFactory
from tests.factories.governance import (
    AgendaItemFactory,
    DraftMeetingFactory,
    MeetingFactory,
    SubmissionFactory,
)
from tests.governance.pdfs import pdf
from tests.governance.tags import kinds_in

pytestmark = pytest.mark.django_db


def address(meeting):
    return reverse("binder:pdf", args=[meeting.pk])


def body(response):
    return b"".join(response.streaming_content)


def words(document):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages)


def with_file(submission, pages):
    upload = SimpleUploadedFile("a.pdf", pdf(pages))
    add_file(owner=submission.paper, checked=check_upload(upload), by=None)


def test_the_pack_has_tags_title_language_bookmarks_and_one_numbering(client):
    meeting = MeetingFactory(title="Forum")
    item = AgendaItemFactory(meeting=meeting, title="Winter")
    with_file(SubmissionFactory(item=item, paper__title="Beds"), pages=3)

    document = pypdf.PdfReader(io.BytesIO(body(client.get(address(meeting)))))

    root = document.trailer["/Root"]
    last = document.pages[-1].extract_text()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert document.metadata.title.startswith("Forum, ")
    assert [mark.title for mark in document.outline] == ["Agenda", "A. Beds"]
    assert f"Page {len(document.pages)} of {len(document.pages)}" in last
    assert len(document.pages) == 5


def test_the_meetings_page_says_how_large_the_pack_of_its_reader_is(client, forum, signed_in):
    meeting = MeetingFactory(group=forum)
    AgendaItemFactory(meeting=meeting)
    for readers, pages in [("public", 3), ("members", 1)]:
        Pack.objects.create(
            meeting=meeting, readers=readers, fingerprint="", upload="", size=2048, pages=pages
        )

    stranger = client.get(meeting.get_absolute_url()).content.decode()
    signed_in(forum)
    member = client.get(meeting.get_absolute_url()).content.decode()

    assert "the pack as PDF (3 pages, 2.0\xa0KB)" in stranger
    assert "the pack as PDF (1 page, 2.0\xa0KB)" in member


def test_a_papers_headings_stand_under_its_title_in_the_pack(client):
    item = AgendaItemFactory()
    SubmissionFactory(item=item, paper__text="## Beds\n\n### Rugby\n\n<h2>typed</h2>")

    page = client.get(reverse("binder:page", args=[item.meeting_id])).content.decode()

    assert "<h3>Beds</h3>" in page
    assert "<h4>Rugby</h4>" in page
    assert "&lt;h2&gt;typed" in page


def test_the_agenda_alone_is_pdf_ua_whatever_its_papers_are(client, forum, signed_in):
    meeting = MeetingFactory(group=forum, title="Forum")
    item = AgendaItemFactory(meeting=meeting, title="Winter")
    AgendaItemFactory(meeting=meeting, title="CANARY", visibility="private")
    with_file(SubmissionFactory(item=item, paper__title="Beds"), pages=3)

    response = client.get(reverse("binder:agenda", args=[meeting.pk]))

    document = pypdf.PdfReader(io.BytesIO(response.content))
    root = document.trailer["/Root"]
    tags = set(kinds_in(root["/StructTreeRoot"]))
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-GB", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata.title.startswith("Forum, ")
    assert {"/Document", "/H1", "/Table", "/THead", "/TH", "/TR", "/TD"} <= tags
    assert "Winter" in words(response.content)
    assert "CANARY" not in words(response.content)
    assert response.headers["Content-Disposition"].endswith('-agenda.pdf"')


def test_a_pack_without_embedded_pages_is_declared_accessible(client):
    item = AgendaItemFactory()
    SubmissionFactory(item=item, paper__text="## Beds\n\n- one\n- two")

    document = pypdf.PdfReader(io.BytesIO(body(client.get(address(item.meeting)))))

    assert "pdfuaid:part>1<" in document.trailer["/Root"]["/Metadata"].get_data().decode()


def test_each_reader_has_the_pack_of_what_they_may_read(client, forum, signed_in):
    meeting = MeetingFactory(group=forum)
    for visibility in ["public", "members", "private"]:
        item = AgendaItemFactory(meeting=meeting, title=f"item {visibility}", visibility=visibility)
        title = f"paper {visibility}"
        SubmissionFactory(item=item, visibility=visibility, paper__title=title)

    def read():
        pack = words(body(client.get(address(meeting))))
        page = client.get(reverse("binder:page", args=[meeting.pk])).content.decode()
        found = []
        for visibility in ["public", "members", "private"]:
            there = {
                f"{kind} {visibility}" in text
                for text in [pack, page]
                for kind in ["item", "paper"]
            }
            assert len(there) == 1
            found.append(there.pop())
        return found

    stranger = read()
    client.force_login(ManagerFactory())
    manager = read()
    signed_in(forum)

    assert (stranger, manager, read()) == (
        [True, False, False],
        [True, True, False],
        [True, True, True],
    )


def test_papers_of_a_draft_are_in_its_secretarys_pack_only(client, forum, signed_in):
    meeting = DraftMeetingFactory(group=forum)
    SubmissionFactory(item=AgendaItemFactory(meeting=meeting), paper__title="CANARY")

    read = {}
    for role in ["secretary", "chair"]:
        signed_in(forum, role)
        read[role] = "CANARY" in words(body(client.get(address(meeting))))
    signed_in(forum)
    member = client.get(address(meeting)).status_code

    assert (read, member) == ({"secretary": True, "chair": False}, 404)


def test_the_second_reader_gets_the_stored_copy_and_a_change_makes_a_new_one(client):
    item = AgendaItemFactory()
    first = body(client.get(address(item.meeting)))
    built = Pack.objects.get().built_at
    again = body(client.get(address(item.meeting)))
    kept = Pack.objects.get().built_at
    SubmissionFactory(item=item, paper__title="New one")
    changed = body(client.get(address(item.meeting)))

    assert (first == again, kept == built) == (True, True)
    assert "New one" in words(changed)
    assert Pack.objects.count() == 1


def test_a_paper_replaced_while_the_pack_is_read_gives_the_old_one_whole(
    client, django_capture_on_commit_callbacks
):
    submission = SubmissionFactory()
    with_file(submission, pages=2)
    meeting = submission.item.meeting
    reading = client.get(address(meeting))
    parts = iter(reading.streaming_content)
    begun = next(parts)

    with django_capture_on_commit_callbacks(execute=True):
        upload = SimpleUploadedFile("b.pdf", pdf(4))
        add_version(file=submission.paper.file, checked=check_upload(upload), by=None)
        build_pack(meeting=meeting, readers=Pack.Readers.PUBLIC)
    old = begun + b"".join(parts)
    new = body(client.get(address(meeting)))

    pages = [len(pypdf.PdfReader(io.BytesIO(document)).pages) for document in [old, new]]
    assert pages == [4, 6]


def test_a_large_pack_is_built_by_the_worker_with_its_progress_shown(client, monkeypatch):
    monkeypatch.setattr(views, "SMALL", 10)
    submission = SubmissionFactory()
    with_file(submission, pages=2)
    meeting = submission.item.meeting

    waiting = client.get(address(meeting))
    client.get(address(meeting))
    [job] = Job.objects.filter(kind="governance.pack")
    jobs.run(job_id=job.pk)
    ready = client.get(address(meeting))

    assert (waiting.status_code, waiting["Refresh"]) == (202, "3")
    assert "The pack is being built" in waiting.content.decode()
    assert (ready.status_code, len(pypdf.PdfReader(io.BytesIO(body(ready))).pages)) == (200, 4)


def test_a_paper_that_cannot_be_embedded_gets_a_page_with_a_link(client):
    submission = SubmissionFactory(paper__title="Spreadsheet")
    upload = SimpleUploadedFile("a.csv", b"a,b\n1,2")
    add_file(owner=submission.paper, checked=check_upload(upload), by=None)
    broken = SubmissionFactory(item=submission.item, paper__title="Broken", letter="B", order=2)
    upload = SimpleUploadedFile("b.pdf", b"%PDF-1.4\nnothing\n%%EOF\n")
    add_file(owner=broken.paper, checked=check_upload(upload), by=None)

    pack = words(body(client.get(address(submission.item.meeting))))

    assert "This paper is CSV. Open it here" in pack
    assert "This paper is PDF. Open it here" in pack


def test_a_pack_whose_meeting_or_row_is_gone_is_swept_out_of_the_store():
    kept, gone = (build_pack(meeting=MeetingFactory(), readers="public") for _ in range(2))
    names = [pack.upload.name for pack in [kept, gone]]
    gone.meeting.delete()

    tidy_packs()
    at_once = [default_storage.exists(name) for name in names]
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for name in names:
        os.utime(default_storage.path(name), (long_ago, long_ago))
    tidy_packs()

    assert at_once == [True, True]
    assert [default_storage.exists(name) for name in names] == [True, False]


def test_packs_are_asked_for_once_and_a_draft_has_none_built_ahead():
    meeting = MeetingFactory()

    ask_for_packs(meeting)
    ask_for_packs(meeting)
    ask_for_packs(DraftMeetingFactory())

    assert sorted(job.payload["readers"] for job in Job.objects.all()) == [
        "managers",
        "members",
        "public",
    ]
