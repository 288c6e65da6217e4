"""The minutes as a Word document, with headings that are headings and lists that are lists."""

import io
import re
from datetime import datetime

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .paper import data_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# XML cannot hold these, and what people paste from elsewhere may.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_word(record):
    data = data_of(record)
    document = Document()
    describe(document, data["title"], record.meeting)
    document.add_heading(clean(data["title"]), level=0)
    document.add_paragraph(clean(data["state"]))
    for name, words in data["facts"]:
        pair(document, name, words)
    document.add_heading("Who was there", level=1)
    for words, people in data["attendance"]:
        document.add_heading(clean(words), level=2)
        bullets(document, people)
    if data["corrections"]:
        document.add_heading("Corrections", level=1)
        bullets(document, data["corrections"])
    document.add_heading("Minutes", level=1)
    bullets(document, data["approvals"])
    for part in data["parts"]:
        write_part(document, part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def describe(document, title, meeting):
    properties = document.core_properties
    properties.title, properties.language = clean(title), "en-GB"
    properties.author = clean(meeting.group.name)
    properties.comments = ""
    properties.created = properties.modified = datetime(*meeting.day.timetuple()[:6])
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    defaults = document.styles["Normal"].element.get_or_add_rPr()
    defaults.append(language)


def write_part(document, part):
    document.add_heading(clean(part["heading"]), level=part["level"])
    if part["not_quorate"]:
        pair(document, "Not quorate for this item", part["not_quorate"])
    for words in [*part["withdrawals"], *part["approvals"]]:
        document.add_paragraph(clean(words))
    for passage in part["passages"]:
        if passage["reference"]:
            pair(document, f"{passage['kind']} {passage['reference']}", passage["text"])
            document.add_paragraph(clean(passage["facts"]))
        else:
            document.add_paragraph(clean(passage["text"]))
    bullets(document, part["corrections"])


def pair(document, name, words):
    paragraph = document.add_paragraph()
    paragraph.add_run(clean(f"{name}: ")).bold = True
    paragraph.add_run(clean(words))


def bullets(document, lines):
    for line in lines:
        document.add_paragraph(clean(line), style="List Bullet")


def clean(words):
    return UNPRINTABLE.sub("", words)
