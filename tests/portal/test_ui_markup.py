"""What people wrote never becomes markup, whichever piece of furniture shows it."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from ccpl_portal.ui.finders import NhsFrontendFinder
from ccpl_portal.ui.markup import link_target, plain

HOSTILE = "<img src=x onerror=alert(1)>\"'&"
ESCAPED = "&lt;img src=x onerror=alert(1)&gt;"

FURNITURE = [
    "{% breadcrumbs words words %}",
    "{% tag words %}",
    "{% button words %}",
    "{% button_link words words %}",
    "{% summary_list rows %}",
    "{% card words words words %}",
    "{% inset_text words %}",
    "{% warning words words %}",
    "{% details words words %}",
]


def draw(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize("source", FURNITURE)
@pytest.mark.parametrize("words", [HOSTILE, mark_safe(HOSTILE)], ids=["str", "SafeString"])
def test_hostile_words_are_escaped_in_every_piece(source, words):
    html = draw(source, words=words, rows=[(words, words, words, words, words)])

    assert "<img" not in html
    assert ESCAPED in html


def test_a_literal_in_a_template_is_text_and_not_markup():
    html = draw('{% card "Leads <b>and</b> chairs" "/people/" "Who leads" %}')

    assert html.count("Leads &lt;b&gt;and&lt;/b&gt; chairs") == 1
    assert '<p class="nhsuk-card__description">Who leads</p>' in html


def test_plain_reaches_every_string_however_deep():
    nested = {"rows": [(mark_safe("<b>"), {"text": mark_safe("<i>")})], "count": 3, "open": True}

    found = plain(nested)

    assert found == {"rows": [["<b>", {"text": "<i>"}]], "count": 3, "open": True}
    assert type(found["rows"][0][0]) is str
    assert type(found["rows"][0][1]["text"]) is str


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " \x01javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
    ],
)
def test_an_address_that_could_run_a_script_leads_nowhere(address):
    assert link_target(address) == "#"
    assert 'href="#"' in draw("{% button_link 'Go' address %}", address=address)


@pytest.mark.parametrize(
    "address",
    ["/networks/", "?page=2", "#top", "https://a.example/b:c", "mailto:a@b.example", "tel:0123"],
)
def test_an_ordinary_address_stays_as_it_is(address):
    assert link_target(address) == address


def test_an_example_says_so_and_a_fact_says_nothing():
    class Thing:
        is_example = True

    class Fact:
        is_example = False

    assert "Example content" in draw("{% example_mark thing %}", thing=Thing())
    assert draw("{% example_mark thing %}", thing=Fact()) == ""
    assert draw("{% example_mark thing %}", thing=object()) == ""


# Names of blocks and hooks for scripts: the style sheet styles their parts, or nothing.
HOOKS = {
    "nhsuk-button--icon",
    "nhsuk-file-upload",
    "nhsuk-header__navigation-item--current",
    "nhsuk-icon--arrow-left",
    "nhsuk-icon--arrow-right",
    "nhsuk-js-password-input-input",
    "nhsuk-js-password-input-toggle",
    "nhsuk-password-input",
    "nhsuk-table__cell",
    "nhsuk-table__head",
}


@pytest.mark.django_db
def test_every_nhs_class_on_our_pages_is_in_the_style_sheet(furniture_client):
    html = furniture_client.get("/furniture/?q=lung").content.decode()
    html += furniture_client.post("/furniture/").content.decode()

    used = set(re.findall(r"nhsuk-[\w-]+", " ".join(re.findall(r'class="([^"]*)"', html))))

    assert len(used) > 100
    assert used - styled_classes() == HOOKS


def styled_classes():
    css = Path(NhsFrontendFinder().find("nhsuk/frontend.css")).read_text()
    return set(re.findall(r"\.(nhsuk-[\w-]+)", css))
