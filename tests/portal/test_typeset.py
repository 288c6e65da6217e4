import io
from pathlib import Path

import pypdf
import pytest

from ccpl_portal import typeset

SOURCE = """
#import "/typeset/house.typ": house, facts, grid-of, prose
#let data = json("data.json")
#show: house.with(title: data.title, system: data.system)
#facts(data.facts)
= Agenda
#grid-of(("Time", "Item"), data.rows)
#prose(data.words)
"""
DATA = {
    "title": "Forum #agenda",
    "system": "Coventry and Warwickshire",
    "facts": [["Place", "Room 1"]],
    "rows": [["9:10am", '#read("/etc/passwd")']],
    "words": [],
}


@pytest.fixture
def source(settings, tmp_path):
    """Write a typst source where templates are looked for, and return its name."""
    house = Path(settings.BASE_DIR, "templates/typeset/house.typ").read_bytes()
    (tmp_path / "templates/typeset").mkdir(parents=True)
    (tmp_path / "templates/typeset/house.typ").write_bytes(house)
    settings.BASE_DIR = tmp_path

    def write(words):
        (tmp_path / "templates/tried.typ").write_text(words)
        return "tried.typ"

    return write


def read(document):
    return pypdf.PdfReader(io.BytesIO(document))


def typefaces(document):
    return {
        font["/BaseFont"].split("+")[-1].removesuffix("-Identity-H")
        for page in read(document).pages
        for font in (each.get_object() for each in page["/Resources"]["/Font"].values())
    }


def test_a_document_says_that_it_is_accessible_and_is_built_so(source):
    document = read(typeset.pdf(source(SOURCE), DATA))

    root = document.trailer["/Root"]
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert document.metadata.title == "Forum #agenda"
    assert [entry.title for entry in document.outline] == ["Agenda"]


def test_what_stands_in_the_data_is_text_and_never_code(source):
    words = read(typeset.pdf(source(SOURCE), DATA)).pages[0].extract_text()

    assert '#read("/etc/passwd")' in words
    assert "root:" not in words


def test_only_the_projects_own_typeface_is_used(source):
    assert typefaces(typeset.pdf(source(SOURCE), DATA)) == {
        "SourceSansPro-Regular",
        "SourceSansPro-Bold",
    }


def test_the_same_data_gives_the_same_bytes(source):
    template = source(SOURCE)

    assert typeset.pdf(template, DATA) == typeset.pdf(template, DATA)


def test_pages_of_another_document_are_embedded(source):
    paper = typeset.pdf(source(SOURCE), DATA)
    source('#set document(title: "Pack")\n#image("paper.pdf", page: 1, alt: "Paper A")')

    document = read(typeset.pdf("tried.typ", {}, files={"paper.pdf": paper}, accessible=False))

    assert "Room 1" in document.pages[0].extract_text()
    assert "pdfuaid" not in document.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "/StructTreeRoot" in document.trailer["/Root"]


def test_a_source_that_typst_refuses_is_an_error_of_ours(source):
    with pytest.raises(typeset.CannotTypeset):
        typeset.pdf(source("#nothing-of-that-name"), {})


def test_a_drawing_becomes_a_picture_with_its_letters():
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{}</svg>'
    written = typeset.png(drawing.format('<text x="5" y="20">Mean</text>'), width=640)
    empty = typeset.png(drawing.format(""), width=640)

    assert written[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(written[16:20]) == 640
    assert int.from_bytes(written[20:24]) == 320
    assert len(written) > len(empty)


def test_pages_are_counted(source):
    document = typeset.pdf(source('#set document(title: "T")\na #pagebreak() b'), {})

    assert typeset.page_count(document) == 2


@pytest.mark.parametrize("damaged", [b"", b"%PDF-1.7 nothing", b"%PDF-1.7\nstartxref\n9\n%%EOF"])
def test_a_damaged_document_has_no_pages(damaged):
    with pytest.raises(typeset.CannotTypeset):
        typeset.page_count(damaged)


def test_sanitised_words_become_blocks():
    html = (
        "<h2>Heads</h2><p>Say <strong>this</strong><br>and "
        '<a href="https://example.org/">that</a></p>\n<ul>\n<li>one</li></ul>'
        '<p><a href="javascript:alert(1)">no link</a></p>'
    )

    assert typeset.blocks(html) == [
        {"kind": "heading", "level": 1, "parts": ["Heads"]},
        {
            "kind": "paragraph",
            "parts": [
                "Say ",
                {"kind": "strong", "parts": ["this"]},
                {"kind": "break", "parts": []},
                "and ",
                {"kind": "link", "href": "https://example.org/", "parts": ["that"]},
            ],
        },
        {"kind": "bullets", "parts": [{"kind": "item", "parts": ["one"]}]},
        {"kind": "paragraph", "parts": ["no link"]},
    ]


def test_blocks_are_set_as_lists_and_headings(source):
    html = "<h2>Heads</h2><p>Say</p><ul><li>one<ul><li>two</li></ul></li></ul><ol><li>1st</li></ol>"
    template = source(SOURCE)

    words = read(typeset.pdf(template, DATA | {"words": typeset.blocks(html)}))

    assert [entry.title for entry in words.outline if not isinstance(entry, list)] == ["Agenda"]
    assert words.pages[0].extract_text().split("Heads")[1].split() == [
        *["Say", "•", "one", "‣", "two", "1.", "1st", "Page", "1", "of", "1"]
    ]
