"""What may be uploaded. The name, the first bytes and the inside must all say the same."""

import hashlib
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import File as Content
from django.template.defaultfilters import filesizeformat

from . import pictures
from .models import KINDS

LARGEST = 20 * 1024 * 1024
LARGEST_CSV = 10 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 5000
# Office files pack about 10 to 1; a bomb packs 1,000 to 1.
DENSEST, DENSE_FROM = 200, 1024 * 1024
CHUNK = 64 * 1024

SPELLINGS = {"jpeg": "jpg"}
FIRST_BYTES = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "pptx": b"PK\x03\x04",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
}
MAIN_PART = {
    "docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", b"presentationml.presentation.main+xml"),
}
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEB_PAGE = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml)", re.I)
ENCRYPTED_PDF = re.compile(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)")
RUNS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|activex/|macrosheets/|dialogsheets/)", re.I)
REMOTE_TEMPLATE = re.compile(rb"attachedTemplate[^>]*TargetMode\s*=\s*[\"']External", re.I)
# No Office file has a document type; what uses one means harm to whoever parses it.
ENTITIES = [
    mark.encode(code) for mark in ["<!DOCTYPE", "<!ENTITY"] for code in ["ascii", "utf-16le"]
]


@dataclass(frozen=True)
class Checked:
    """An upload that passed, as it will be stored."""

    name: str
    kind: str
    content: Content
    size: int
    sha256: str
    dimensions: tuple[int, int] | None = None


def check_upload(upload, kinds=tuple(KINDS), *, longest_side=pictures.LONGEST_SIDE):
    """Return the upload as Checked, or raise a ValidationError that says what to do.

    Pictures come out with neither side longer than `longest_side` pixels.
    """
    name = clean_name(upload.name)
    kind = kind_of(name, kinds)
    check_size(upload, kind)
    check_first_bytes(upload, kind)
    dimensions = None
    if kind in MAIN_PART:
        check_office(upload, kind)
    elif kind == "pdf":
        check_pdf(upload)
    elif kind == "csv":
        check_csv(upload)
    else:
        upload, dimensions = pictures.redrawn(upload, kind, longest_side)
    size, sha256 = measure(upload)
    return Checked(name, kind, upload, size, sha256, dimensions)


def clean_name(name):
    """The last part of the name, without characters that hide or reorder others."""
    last = re.split(r"[/\\]", name or "")[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '"<>|:*?')
    seen = " ".join(seen.split()).strip(". ")
    stem, dot, ending = seen.rpartition(".")
    return f"{stem[:120]}{dot}{ending[:10]}" if dot else ending[:120]


def kind_of(name, kinds):
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    kind = SPELLINGS.get(ending, ending)
    if kind not in kinds:
        raise ValidationError(f"Choose {allowed_in_words(kinds)}", code="kind")
    return kind


def allowed_in_words(kinds):
    words = [f"a {KINDS[kind][0]}" if kind != "xlsx" else "an Excel" for kind in kinds]
    listed = ", ".join(words[:-1]) + " or " + words[-1] if len(words) > 1 else words[0]
    return f"{listed} file"


def check_size(upload, kind):
    if not upload.size:
        raise ValidationError("The file is empty. Choose another", code="empty")
    most = LARGEST_CSV if kind == "csv" else LARGEST
    if upload.size > most:
        raise ValidationError(
            f"The file must be smaller than {filesizeformat(most)}", code="too_large"
        )


def check_first_bytes(upload, kind):
    upload.seek(0)
    start = upload.read(1024)
    if start.startswith(OLD_OFFICE):
        raise ValidationError(
            "The file is protected by a password or saved in an old Office format."
            " Save it without a password in today's format",
            code="old_office",
        )
    if not start.startswith(FIRST_BYTES.get(kind, b"")):
        raise ValidationError(
            f"The file is called .{kind}, but what is in it is something else."
            " Save it again in that format",
            code="mismatch",
        )
    if kind in {"pdf", "csv"} and WEB_PAGE.search(start):
        raise ValidationError("Web pages and drawings cannot be uploaded", code="web_page")
    if kind not in MAIN_PART and is_zip(upload):
        raise ValidationError("The file holds another file. Save it again", code="polyglot")


def is_zip(upload):
    upload.seek(0)
    return zipfile.is_zipfile(upload)


def check_pdf(upload):
    upload.seek(0)
    data = upload.read()
    if ENCRYPTED_PDF.search(data):
        raise ValidationError(
            "The PDF is protected by a password. Save it without one", code="encrypted"
        )
    if b"%%EOF" not in data[-1024:]:
        raise ValidationError(
            "The PDF is not complete, or something follows its end. Save it again",
            code="damaged",
        )


def check_csv(upload):
    upload.seek(0)
    data = upload.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel saves as plain CSV on Windows.
        text = data.decode("cp1252", errors="replace")
    if any(ord(c) < 32 and c not in "\t\r\n" for c in text):
        raise ValidationError(
            "The file is called .csv, but what is in it is something else. Save it as CSV",
            code="mismatch",
        )


def check_office(upload, kind):
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as archive:
            check_parts(archive)
            check_insides(archive, kind)
    except DAMAGED as error:
        raise ValidationError("The file is damaged. Save it again", code="damaged") from error


def check_parts(archive):
    """Refuse by the table of contents alone, before anything is unpacked."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise ValidationError(
            f"The file unpacks to more than {filesizeformat(LARGEST_UNPACKED)}", code="bomb"
        )
    for part in parts:
        if part.file_size > DENSE_FROM and part.file_size > DENSEST * part.compress_size:
            raise ValidationError("The file unpacks to far more than its size", code="bomb")
        if part.flag_bits & 1:
            raise ValidationError(
                "The file is protected by a password. Save it without one", code="encrypted"
            )
        if part.filename.startswith("/") or ".." in part.filename.split("/"):
            raise ValidationError("The file is damaged. Save it again", code="damaged")
        if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise ValidationError("The file is damaged. Save it again", code="damaged")
        if RUNS.search(part.filename):
            raise ValidationError(
                "The file contains macros or controls. Save it without them", code="macros"
            )
    names = [part.filename.lower() for part in parts]
    if len(set(names)) != len(names) or archive.comment:
        raise ValidationError("The file is damaged. Save it again", code="damaged")


def check_insides(archive, kind):
    main_part, main_type = MAIN_PART[kind]
    names = set(archive.namelist())
    if not {"[Content_Types].xml", main_part} <= names:
        raise ValidationError(
            f"The file is called .{kind}, but what is in it is something else."
            " Save it again in that format",
            code="mismatch",
        )
    types = b""
    for name in archive.namelist():
        text = read_part(archive, name)
        if name == "[Content_Types].xml":
            types = text
    if b"macroEnabled" in types:
        raise ValidationError(
            "The file contains macros or controls. Save it without them", code="macros"
        )
    if main_type not in types:
        raise ValidationError(
            f"The file is called .{kind}, but what is in it is something else."
            " Save it again in that format",
            code="mismatch",
        )


def read_part(archive, name):
    """Unpack one part to see that it is whole; the text of XML parts is looked at."""
    is_xml = name.endswith((".xml", ".rels"))
    tail, kept = b"", []
    with archive.open(name) as part:
        while piece := part.read(CHUNK):
            if is_xml:
                seen = tail + piece
                if any(mark in seen for mark in ENTITIES) or REMOTE_TEMPLATE.search(seen):
                    raise ValidationError(
                        "The file fetches or repeats things when it is opened. Save it again",
                        code="entities",
                    )
                tail = seen[-512:]
            if name == "[Content_Types].xml":
                kept.append(piece)
    return b"".join(kept)


def measure(content):
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while piece := content.read(CHUNK):
        digest.update(piece)
        size += len(piece)
    content.seek(0)
    return size, digest.hexdigest()
