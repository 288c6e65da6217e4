import io
import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import font_source_sans_pro
import pypdf
import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

TYPEFACE = "Source Sans Pro"
HOUSE = "typeset/house.typ"
POINTS_PER_INCH = 72
PICTURE = b"""
#let size = json("data.json")
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image("picture.svg", width: size.width * 1pt, alt: "")
"""


class CannotTypeset(ValueError):
    """Typst refused the document; its words say why."""


def pdf(template, data, *, files=None, accessible=True):
    """Return the PDF, as bytes, of a typst source under templates/ that reads `data.json`.

    `data` is anything JSON can hold; text in it is text, never code. `files` maps names that
    the source may open (`image("a.pdf", page: 2)`) to their bytes. An accessible document is
    PDF/UA-1 and refused where it breaks a rule; one that embeds PDF pages cannot be, and is
    tagged only. The same arguments always give the same bytes. Raises CannotTypeset.
    """
    pieces = {
        "main.typ": _source(template),
        HOUSE: _source(HOUSE),
        "data.json": json.dumps(data, cls=DjangoJSONEncoder).encode(),
        **(files or {}),
    }
    return _compile(pieces, format="pdf", pdf_standards=["ua-1"] if accessible else [])


def png(svg, *, width=1280):
    """Return a drawing as PNG bytes, `width` pixels wide; its own letters are not needed."""
    named = svg.replace("<svg ", f'<svg font-family="{TYPEFACE}" ', 1)
    pieces = {
        "main.typ": PICTURE,
        "picture.svg": named.encode(),
        "data.json": json.dumps({"width": width}).encode(),
    }
    return _compile(pieces, format="png", ppi=POINTS_PER_INCH)


def page_count(document):
    """Return how many pages a PDF, given as bytes, has. Raises CannotTypeset for a damaged one."""
    try:
        return len(pypdf.PdfReader(io.BytesIO(document)).pages)
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, RecursionError) as damaged:
        raise CannotTypeset("The PDF cannot be read") from damaged


def _compile(pieces, **how):
    with TemporaryDirectory(prefix="typeset-") as folder:
        for name, content in pieces.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        try:
            return typst.compile(Path(folder, "main.typ"), root=folder, font_paths=_fonts(), **how)
        except typst.TypstError as refused:
            raise CannotTypeset(str(refused)) from refused


@cache
def _fonts():
    # The machine's own typefaces are left out, so that every machine sets the same page.
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[font_source_sans_pro.font_directory],
    )


def _source(name):
    return (Path(settings.BASE_DIR) / "templates" / name).read_bytes()
