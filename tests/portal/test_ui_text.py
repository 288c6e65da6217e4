"""Words are cleaned when they are saved."""

import pytest

from ccpl_portal.ui.text import clean_html, plain, render_markdown, summary


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>Agreed</p><script>alert(1)</script>", "<p>Agreed</p>"),
        ('<p style="color:red" onclick="x()">Agreed</p>', "<p>Agreed</p>"),
        ('<a href="javascript:alert(1)">here</a>', '<a rel="noopener">here</a>'),
        (
            '<a href="https://a.example" target="_blank">there</a>',
            '<a href="https://a.example" rel="noopener">there</a>',
        ),
        ('<img src="/m/a.png" onerror="x()" alt="A ward">', '<img src="/m/a.png" alt="A ward">'),
        ('<img src="data:image/svg+xml,x" alt="x">', '<img alt="x">'),
        ("<iframe src='https://a.example'></iframe>Agreed", "Agreed"),
        ("<svg><script>alert(1)</script></svg>", ""),
        ("<h1>Too loud</h1>", "Too loud"),
        ('<p lang="cy" dir="ltr">Croeso</p>', '<p lang="cy" dir="ltr">Croeso</p>'),
        ("", ""),
        (None, ""),
    ],
)
def test_html_keeps_what_a_page_needs_and_nothing_that_runs(typed, kept):
    assert clean_html(typed) == kept


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Agreed **today**", "<p>Agreed <strong>today</strong></p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[here](javascript:alert(1))", "<p>[here](javascript:alert(1))</p>\n"),
        (
            "[there](https://a.example)",
            '<p><a href="https://a.example" rel="noopener">there</a></p>\n',
        ),
        ("", ""),
        (None, ""),
    ],
)
def test_markdown_shows_typed_html_as_text(typed, shown):
    assert render_markdown(typed) == shown


def test_plain_keeps_words_apart_and_reads_entities():
    html = "<h2>Aims</h2><p>Care &amp; quality</p><ul><li>One</li><li>Two</li></ul>"

    assert plain(html) == "Aims Care & quality One Two"


def test_a_summary_ends_at_a_word_within_its_length():
    html = "<p>" + "pathway " * 60 + "</p>"

    found = summary(html, 100)

    assert len(found) <= 100
    assert found == ("pathway " * 12).strip() + "…"


def test_a_short_text_is_its_own_summary():
    assert summary("<p>Agreed today.</p>") == "Agreed today."
