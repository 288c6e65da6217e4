"""Uploads, good and hostile, made in memory."""

import io
import zipfile
import zlib

import docx
import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

TYPES = (
    '<?xml version="1.0"?><Types xmlns="x"><Override PartName="/ppt/presentation.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>'
)
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def upload(name, data):
    return SimpleUploadedFile(name, data)


def word():
    document = docx.Document()
    document.add_paragraph("Minutes of the forum")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def excel():
    book = openpyxl.Workbook()
    book.active["A1"] = "Measure"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def powerpoint():
    return packed({"[Content_Types].xml": TYPES, "ppt/presentation.xml": "<p/>"})


def packed(parts, method=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def repacked(data, change=None, **more):
    """An Office file with parts changed or added: change is {name: function of its bytes}."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, function in (change or {}).items():
        parts[name] = function(parts.get(name, b""))
    return packed({**parts, **more})


def picture(size=(40, 30), kind="PNG", mode="RGB", **options):
    target = io.BytesIO()
    Image.new(mode, size, "#005eb8" if mode == "RGB" else 0).save(target, kind, **options)
    return target.getvalue()


def flood():
    """A PNG of a few hundred bytes whose header promises 30,000 by 30,000 pixels."""
    data = bytearray(picture((1, 1)))
    data[16:24] = (30_000).to_bytes(4) * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4)
    return bytes(data)
