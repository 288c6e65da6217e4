import errno
import io
import os
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.urls import reverse
from PIL import Image

from ccpl_portal.audit.models import Event
from ccpl_portal.files import actions, registry, store
from ccpl_portal.files.forms import PictureForm, UploadField
from ccpl_portal.files.models import File, FileVersion, Picture
from ccpl_portal.files.validation import LARGEST, LARGEST_CSV, check_upload, clean_name
from ccpl_portal.jobs.models import Job
from ccpl_portal.web.errors import Conflict
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.portal import FileFactory, JobFactory

from . import uploads
from .uploads import PDF, upload

pytestmark = pytest.mark.django_db

GOOD = {
    "paper.pdf": PDF,
    "minutes.docx": uploads.word(),
    "return.xlsx": uploads.excel(),
    "slides.pptx": uploads.powerpoint(),
    "return.csv": "organisation,figure\nRKB,Café\n".encode(),
    "windows.csv": "name\nCafé\n".encode("cp1252"),
    "logo.png": uploads.picture(),
    "team.jpg": uploads.picture(kind="JPEG"),
    "team.JPEG": uploads.picture(kind="JPEG"),
}


@pytest.mark.parametrize("name", GOOD)
def test_an_upload_of_an_allowed_kind_passes(name):
    checked = check_upload(upload(name, GOOD[name]))

    assert checked.name == name
    assert checked.kind == name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    assert len(checked.content.read()) == checked.size > 0


WORD = uploads.word()
MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
DOCUMENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
REMOTE = (
    '<Relationships><Relationship Type="x/attachedTemplate" Target="http://a.example/t.dotm"'
    ' TargetMode="External"/></Relationships>'
)
HOSTILE = {
    "a web page": ("page.html", b"<html>", "kind"),
    "a drawing": ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind"),
    "a program": ("run.exe", b"MZ", "kind"),
    "a macro document": ("macro.docm", WORD, "kind"),
    "an old document": ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kind"),
    "no ending": ("README", PDF, "kind"),
    "a second ending": ("paper.pdf.html", PDF, "kind"),
    "a hidden ending": ("paper\u202egpj.exe", PDF, "kind"),
    "nothing": ("empty.pdf", b"", "empty"),
    "too much": ("large.pdf", PDF.ljust(LARGEST + 1), "too_large"),
    "too much text": ("large.csv", b"a\n" * (LARGEST_CSV // 2 + 1), "too_large"),
    "a web page called PDF": ("paper.pdf", b"<!doctype html><script>", "mismatch"),
    "a picture called PDF": ("paper.pdf", uploads.picture(), "mismatch"),
    "a PDF called Word": ("paper.docx", PDF, "mismatch"),
    "a JPEG called PNG": ("team.png", uploads.picture(kind="JPEG"), "mismatch"),
    "a drawing called PNG": ("team.png", b"<svg onload=alert(1)>", "mismatch"),
    "a web page called CSV": ("return.csv", b" <HTML><body>", "web_page"),
    "a program called CSV": ("return.csv", b"MZ\x90\x00\x03", "mismatch"),
    "NUL in CSV": ("return.csv", b"a,b\n1,\x00\n", "mismatch"),
    "a PDF with a web page in front": ("paper.pdf", b"%PDF-1.4\n<script>x</script>", "web_page"),
    "a PDF and archive in one": ("paper.pdf", PDF + uploads.packed({"a": "b"}), "polyglot"),
    "a CSV and archive in one": ("paper.csv", b"a,b\n" + uploads.packed({"a": "b"}), "polyglot"),
    "a PDF with a password": (
        "paper.pdf",
        PDF.replace(b"<< /Root", b"<< /Encrypt 5 0 R /Root"),
        "encrypted",
    ),
    "half a PDF": ("paper.pdf", PDF[:40], "damaged"),
    "a PDF with a tail": ("paper.pdf", PDF + b"x" * 2000, "damaged"),
    "Word with a password": ("paper.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "old_office"),
    "an archive called Word": ("paper.docx", uploads.packed({"a.txt": "b"}), "mismatch"),
    "Excel called Word": ("paper.docx", uploads.excel(), "mismatch"),
    "half a document": ("paper.docx", WORD[: len(WORD) // 2], "damaged"),
    "a damaged document": (
        "paper.docx",
        WORD[:80] + bytes(byte ^ 255 for byte in WORD[80:200]) + WORD[200:],
        "damaged",
    ),
    "macros": ("paper.docx", uploads.repacked(WORD, **{"word/vbaProject.bin": "x"}), "macros"),
    "controls": (
        "paper.docx",
        uploads.repacked(WORD, **{"word/activeX/activeX1.xml": "<x/>"}),
        "macros",
    ),
    "a macro type": (
        "paper.docx",
        uploads.repacked(
            WORD, {"[Content_Types].xml": lambda text: text.replace(DOCUMENT_TYPE, MACROS)}
        ),
        "macros",
    ),
    "a template from elsewhere": (
        "paper.docx",
        uploads.repacked(WORD, **{"word/_rels/settings.xml.rels": REMOTE}),
        "entities",
    ),
    "a thousand laughs": (
        "paper.docx",
        uploads.repacked(WORD, {"word/document.xml": lambda text: b"<!DOCTYPE x>" + text}),
        "entities",
    ),
    "a bomb": ("paper.docx", uploads.repacked(WORD, **{"word/media/x": b"0" * 5_000_000}), "bomb"),
    "a path that climbs": ("paper.docx", uploads.repacked(WORD, **{"../x": "y"}), "damaged"),
    "a flood of pixels": ("team.png", uploads.flood(), "too_large"),
    "a large picture": ("team.png", uploads.picture((5000, 4001), mode="1"), "too_large"),
    "half a picture": ("team.jpg", uploads.picture((300, 300), "JPEG")[:400], "damaged"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_an_upload_is_refused_with_words_for(what):
    name, data, code = HOSTILE[what]

    with pytest.raises(ValidationError) as refusal:
        check_upload(upload(name, data))

    assert refusal.value.code == code
    assert refusal.value.messages[0][0].isupper()


def test_a_bomb_of_many_small_parts_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = uploads.packed({f"word/{n}.bin": b"0" * 900_000 for n in range(120)})

    opened = []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda archive, name: opened.append(name))

    with pytest.raises(ValidationError, match="unpacks to more than"):
        check_upload(upload("paper.docx", bomb))

    assert len(bomb) < 200_000
    assert opened == []


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\papers\\June.pdf", "June.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("photo\u202efdp.pdf", "photofdp.pdf"),
        ('<img src="x">.pdf', "img src=x.pdf"),
        ("Œuvre – 2026.pdf", "Œuvre – 2026.pdf"),
        (f"{'x' * 300}.pdf", f"{'x' * 120}.pdf"),
    ],
)
def test_a_name_keeps_its_words_and_loses_its_tricks(name, cleaned):
    assert clean_name(name) == cleaned


def test_pictures_keep_what_can_be_seen_and_nothing_else():
    notes = Image.Exif()
    notes[0x010F], notes[0x0112] = "Camera of Jo CANARY", 6
    data = uploads.picture((4000, 1000), "JPEG", exif=notes, comment=b"CANARY")
    assert data.count(b"CANARY") == 2

    checked = check_upload(upload("team.jpg", data + b"<script>CANARY</script>"))

    stored = checked.content.read()
    with Image.open(io.BytesIO(stored)) as picture:
        # Turned upright, since the note that asked for it is gone.
        assert picture.size == checked.dimensions == (500, 2000)
        assert dict(picture.getexif()) == {}
    assert b"CANARY" not in stored


def test_a_picture_with_holes_keeps_them():
    checked = check_upload(upload("logo.png", uploads.picture(mode="RGBA")))

    with Image.open(checked.content) as picture:
        assert picture.mode == "RGBA"


def add(owner=None, by=None, name="paper.pdf", data=PDF):
    return actions.add_file(
        owner=owner or JobFactory(),
        checked=check_upload(upload(name, data)),
        by=by or UserFactory(),
        title="Paper",
    )


def stored_names():
    try:
        return sorted(f"files/{name}" for name in default_storage.listdir("files")[1])
    except FileNotFoundError:
        return []


@pytest.fixture(autouse=True)
def empty_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


def test_a_file_is_stored_under_a_name_of_our_own():
    person = UserFactory()

    file = add(by=person)

    version = file.current
    assert (version.number, version.name, version.kind, version.size) == (
        1,
        "paper.pdf",
        "pdf",
        len(PDF),
    )
    with version.upload as stored:
        assert stored.read() == PDF
    assert "paper" not in version.upload.name
    assert stored_names() == [version.upload.name]
    assert list(Event.objects.about(file).values_list("verb", "actor_id")) == [
        ("uploaded file", person.pk)
    ]


def test_a_new_version_takes_the_address_and_older_ones_are_kept():
    file = add()
    newer = actions.add_version(
        file=file, checked=check_upload(upload("b.pdf", PDF + b"%%EOF\n")), by=UserFactory()
    )

    file.refresh_from_db()
    assert file.current == newer
    assert [version.number for version in file.versions.all()] == [2, 1]
    with pytest.raises(IntegrityError, match="file_version_numbered_once"), transaction.atomic():
        FileVersion.objects.create(file=file, number=2, size=1)


def test_a_file_goes_with_its_versions_once_that_is_committed(django_capture_on_commit_callbacks):
    file = add()

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_file(file=file, by=UserFactory())
        assert len(stored_names()) == 1

    assert not FileVersion.objects.exists()
    assert stored_names() == []


def test_files_go_with_their_owner(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(registry, "_rules", dict(registry._rules))
    registry.owner(Job, may_read=lambda user, job: True)
    job = JobFactory()
    add(owner=job)
    other = add()

    with django_capture_on_commit_callbacks(execute=True):
        job.delete()

    assert list(File.objects.all()) == [other]
    assert stored_names() == [other.current.upload.name]


def test_a_full_store_leaves_no_row_and_no_half_file(monkeypatch):
    def half(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", half)

    with pytest.raises(Conflict, match=r"nothing was changed\. Try again later"):
        add()

    assert not File.objects.exists()
    assert stored_names() == []


def test_a_file_whose_change_was_undone_is_swept_up_after_a_day():
    kept = add()
    with transaction.atomic():
        add()
        transaction.set_rollback(True)
    [orphan] = set(stored_names()) - {kept.current.upload.name}
    store.remove_orphans()
    assert orphan in stored_names()

    long_ago = time.time() - timedelta(hours=25).total_seconds()
    for name in stored_names():
        os.utime(default_storage.path(name), (long_ago, long_ago))
    store.remove_orphans()

    assert stored_names() == [kept.current.upload.name]


def test_an_empty_store_has_no_orphans():
    store.remove_orphans()

    assert stored_names() == []


def test_nobody_takes_more_than_their_share(settings):
    settings.FILES_PER_PERSON = 2 * len(PDF)
    person = UserFactory()
    add(by=person)
    add(by=person)

    with pytest.raises(Conflict, match="You have reached your share"):
        add(by=person)

    add(by=UserFactory())
    assert File.objects.count() == 3
    assert len(stored_names()) == 3


@pytest.fixture
def rule(monkeypatch):
    """Who may read the test's files: change `rule.readers` to change the rule."""

    class Rule:
        readers = set()
        keepers = set()
        is_public = False

        def __call__(self, user, owner):
            return self.is_public or user.pk in self.readers

    rule = Rule()
    keeps = {"ccpl_portal.job": lambda user, owner: user.pk in rule.keepers}
    monkeypatch.setattr(registry, "_rules", {"ccpl_portal.job": rule})
    monkeypatch.setattr(registry, "_rules_of_old", keeps)
    return rule


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def fetch(client, address, **headers):
    """Ask, and read to the end so that the file is closed."""
    response = client.get(address, headers=headers)
    response.body = body(response)
    return response


def test_whoever_may_read_the_owner_is_handed_the_file(client, rule):
    person = UserFactory()
    rule.readers = {person.pk}
    file = add(name="June – papers.pdf")
    client.force_login(person)

    response = client.get(file.get_absolute_url())

    assert body(response) == PDF
    assert {name: response[name] for name in HEADERS} == HEADERS
    assert response["Content-Length"] == str(len(PDF))
    assert response["ETag"] == f'"{file.current.sha256}"'


HEADERS = {
    "Content-Type": "application/pdf",
    "Content-Disposition": "attachment; filename*=utf-8''June%20%E2%80%93%20papers.pdf",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Accept-Ranges": "bytes",
}


def requests_of(client, address, etag):
    """Every way of asking for a file."""
    head = client.head(address)
    assert body(head) == b""
    return {
        "GET": fetch(client, address),
        "HEAD": head,
        "Range": fetch(client, address, Range="bytes=0-3"),
        "If-None-Match": fetch(client, address, **{"If-None-Match": etag}),
        "If-None-Match any": fetch(client, address, **{"If-None-Match": "*"}),
    }


def test_the_rule_is_asked_at_each_fetch_of_each_kind(client, rule):
    person = UserFactory()
    rule.readers = {person.pk}
    file = add()
    address, etag = file.get_absolute_url(), f'"{file.current.sha256}"'
    client.force_login(person)
    allowed = requests_of(client, address, etag)

    rule.readers = set()
    refused = requests_of(client, address, etag)

    assert {way: answer.status_code for way, answer in allowed.items()} == {
        "GET": 200,
        "HEAD": 200,
        "Range": 206,
        "If-None-Match": 304,
        "If-None-Match any": 304,
    }
    assert {answer.status_code for answer in refused.values()} == {404}
    assert not any("ETag" in answer or "Content-Range" in answer for answer in refused.values())


def test_replaced_versions_are_for_those_whom_the_second_rule_names(client, rule):
    reader, keeper = UserFactory.create_batch(2)
    rule.readers, rule.keepers = {reader.pk, keeper.pk}, {keeper.pk}
    file = add()
    first = file.current
    newer = check_upload(upload("paper.pdf", PDF + b" "))
    second = actions.add_version(file=file, checked=newer, by=UserFactory())
    addresses = [first.get_absolute_url(), second.get_absolute_url()]
    unknown = reverse("files:version", args=[file.public_id, 9])

    answers = {}
    for person in [reader, keeper]:
        client.force_login(person)
        answers[person] = [fetch(client, each).status_code for each in [*addresses, unknown]]
    rule.readers = set()
    closed = [fetch(client, each).status_code for each in addresses]

    assert answers == {reader: [404, 200, 404], keeper: [200, 200, 404]}
    assert closed == [404, 404]


def test_a_stranger_is_sent_to_sign_in_by_real_and_invented_addresses_alike(client, rule):
    file = add()
    invented = reverse("files:file", args=["x" * len(file.public_id)])

    real, unreal = client.get(file.get_absolute_url()), client.get(invented)

    assert (real.status_code, unreal.status_code) == (302, 302)
    assert real.url.replace(file.public_id, "x" * len(file.public_id)) == unreal.url
    assert real.headers.keys() == unreal.headers.keys()


def test_a_file_whose_owner_has_no_rule_or_is_gone_is_read_by_nobody(client, rule):
    client.force_login(ManagerFactory())
    rule.is_public = True
    file, orphan = add(), add()
    Job.objects.filter(pk=orphan.owner_id)._raw_delete("default")
    assert fetch(client, orphan.get_absolute_url()).status_code == 404

    assert fetch(client, file.get_absolute_url()).status_code == 200
    File.objects.filter(pk=file.pk).update(owner_type="networks.group")
    assert fetch(client, file.get_absolute_url()).status_code == 404


def test_a_file_of_something_public_may_be_kept_and_is_asked_for_again_each_time(client, rule):
    rule.is_public = True
    file = add()

    response = client.get(file.get_absolute_url())

    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert body(response) == PDF
    assert not response.cookies

    rule.is_public = False
    etag = {"If-None-Match": response["ETag"]}
    assert client.get(file.get_absolute_url(), headers=etag).status_code == 302


@pytest.mark.parametrize(
    ("asked", "status", "part", "content_range"),
    [
        ("bytes=0-3", 206, PDF[:4], f"bytes 0-3/{len(PDF)}"),
        ("bytes=5-", 206, PDF[5:], f"bytes 5-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=-6", 206, PDF[-6:], f"bytes {len(PDF) - 6}-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=0-99999", 206, PDF, f"bytes 0-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=99999-", 416, b"", f"bytes */{len(PDF)}"),
        ("bytes=9-3", 416, b"", f"bytes */{len(PDF)}"),
        ("bytes=-0", 416, b"", f"bytes */{len(PDF)}"),
        ("bytes=0-1,3-4", 200, PDF, None),
        ("bytes=-", 200, PDF, None),
        ("lines=0-1", 200, PDF, None),
    ],
)
def test_a_part_of_a_file(client, rule, asked, status, part, content_range):
    rule.is_public = True
    file = add()

    response = client.get(file.get_absolute_url(), headers={"Range": asked})

    assert response.status_code == status
    assert body(response) == part
    assert response.get("Content-Range") == content_range
    assert response["Content-Length"] == str(len(part))


def test_a_part_of_another_version_is_not_mixed_in(client, rule):
    rule.is_public = True
    file = add()

    def ask(tag):
        headers = {"Range": "bytes=0-3", "If-Range": tag}
        return fetch(client, file.get_absolute_url(), **headers).status_code

    assert ask(f'"{file.current.sha256}"') == 206
    assert ask('"another"') == 200


def test_a_row_without_a_file_is_not_found_and_no_fault(client, rule):
    rule.is_public = True
    file = add()
    default_storage.delete(file.current.upload.name)
    client.force_login(UserFactory())

    assert fetch(client, file.get_absolute_url()).status_code == 404


def test_the_store_has_no_address_of_its_own_and_nothing_is_changed_by_reading(client, rule):
    rule.is_public = True
    file = add()
    client.force_login(UserFactory())

    assert client.get(f"/media/{file.current.upload.name}").status_code == 404
    assert client.get(f"/{file.current.upload.name}/").status_code == 404
    assert client.post(file.get_absolute_url()).status_code == 405


def test_serving_costs_the_same_few_queries_however_many_versions(
    client, rule, django_assert_num_queries
):
    rule.is_public = True
    file = add()
    fetch(client, file.get_absolute_url())

    with django_assert_num_queries(2):
        body(client.get(file.get_absolute_url()))
    for _ in range(3):
        actions.add_version(file=file, checked=check_upload(upload("b.pdf", PDF)), by=UserFactory())
    with django_assert_num_queries(2):
        body(client.get(file.get_absolute_url()))


def test_the_database_refuses_a_file_of_nobody_and_a_picture_without_words():
    with pytest.raises(IntegrityError, match="file_has_an_owner"), transaction.atomic():
        File.objects.create(title="x")
    with pytest.raises(IntegrityError, match="picture_has_words"), transaction.atomic():
        Picture.objects.create(alt="", width=1, height=1, size=1)

    assert FileFactory().current.number == 1


def test_a_form_hands_on_a_checked_upload_or_says_what_to_do():
    field = UploadField(kinds=("pdf", "docx"), error_messages={"required": "Choose the paper"})

    assert field.clean(upload("paper.pdf", PDF)).kind == "pdf"
    assert field.help_text == "A PDF or a Word file, up to 20 MB"
    with pytest.raises(ValidationError, match="Choose a PDF or a Word file"):
        field.clean(upload("return.csv", b"a,b"))
    with pytest.raises(ValidationError, match="Choose the paper"):
        field.clean(None)
    with pytest.raises(ValidationError, match="file is empty"):
        field.clean(upload("paper.pdf", b""))


def test_a_picture_needs_words():
    files = {"picture": upload("team.png", uploads.picture())}

    assert PictureForm({"alt": " "}, files).errors == {"alt": ["Enter what the picture shows"]}
    assert PictureForm({"alt": "x"}, {}).errors == {"picture": ["Choose a picture to upload"]}


ADMIN = "/admin/ccpl_portal/picture/"


def test_a_manager_puts_up_a_picture_and_everybody_sees_it(client):
    client.force_login(ManagerFactory())

    refused = client.post(
        f"{ADMIN}add/", {"alt": "", "picture": upload("team.png", uploads.picture())}
    )
    client.post(
        f"{ADMIN}add/",
        {"alt": "The team in a garden", "picture": upload("team.png", uploads.picture())},
    )

    assert "Enter what the picture shows" in refused.text
    picture = Picture.objects.get()
    assert (picture.alt, picture.width, picture.height) == ("The team in a garden", 40, 30)
    client.logout()
    response = client.get(picture.get_absolute_url())
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert len(body(response)) == picture.size


def test_a_manager_betters_the_words_of_a_picture(client):
    picture = actions.add_picture(
        checked=check_upload(upload("a.png", uploads.picture())), alt="Old", by=UserFactory()
    )
    client.force_login(ManagerFactory())

    client.post(f"{ADMIN}{picture.pk}/change/", {"alt": "New"})

    picture.refresh_from_db()
    assert picture.alt == "New"
    assert picture.upload.size == picture.size


def test_a_picture_of_a_record_follows_the_record(client, rule):
    job, person = JobFactory(), UserFactory()
    picture = actions.add_picture(
        checked=check_upload(upload("a.png", uploads.picture())), alt="A", by=person, owner=job
    )
    client.force_login(person)
    assert fetch(client, picture.get_absolute_url()).status_code == 404

    rule.readers = {person.pk}
    assert fetch(client, picture.get_absolute_url()).status_code == 200

    client.force_login(ManagerFactory())
    assert client.get(f"{ADMIN}{picture.pk}/change/").status_code == 302


def test_links_and_pictures_say_what_they_are():
    file = add()
    picture = actions.add_picture(
        checked=check_upload(upload("a.png", uploads.picture())), alt='A "team"', by=UserFactory()
    )
    template = Template("{% load files %}{% file_link file %} {% picture picture %}")

    html = template.render(Context({"file": file, "picture": picture}))

    assert html == (
        f'<a href="/files/{file.public_id}/">Paper <span class="portal-number">'
        f"(PDF, {len(PDF)}\xa0bytes)</span></a>"
        f' <img class="portal-picture" src="/files/pictures/{picture.public_id}/"'
        ' alt="A &quot;team&quot;" width="40" height="30" loading="lazy">'
    )
