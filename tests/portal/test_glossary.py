"""The words of the programme, and abbreviations written out at their first use on a page."""

import pytest
from django.urls import reverse

from ccpl_portal.glossary.explaining import explained
from ccpl_portal.glossary.models import Term
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.comms import PageFactory
from tests.factories.glossary import TermFactory
from tests.factories.networks import GroupFactory
from tests.pages import main_of, words

pytestmark = pytest.mark.django_db

ICB = '<a href="/about/words/#icb"><abbr>ICB</abbr></a>'


@pytest.fixture
def icb():
    return TermFactory(slug="icb", term="ICB", full="integrated care board")


@pytest.mark.parametrize(
    ("html", "told"),
    [
        (
            "<p>The ICB met. The ICB agreed.</p>",
            f"<p>The {ICB} (integrated care board) met. The ICB agreed.</p>",
        ),
        ("<p>All ICBs met.</p>", f"<p>All {ICB}s (integrated care boards) met.</p>"),
        (
            "<p>The integrated care board (ICB) met.</p>",
            f"<p>The integrated care board ({ICB}) met.</p>",
        ),
        (
            "<p>The ICB (integrated care board) met.</p>",
            f"<p>The {ICB} (integrated care board) met.</p>",
        ),
        ("<h2>The ICB</h2><p>It met.</p>", "<h2>The ICB</h2><p>It met.</p>"),
        ('<p><a href="/ICB/">Our ICB</a></p>', '<p><a href="/ICB/">Our ICB</a></p>'),
        ("<p><a href='/x/'>the <b>ICB</b></a></p>", "<p><a href='/x/'>the <b>ICB</b></a></p>"),
        ("<pre><code>ICB=1</code></pre>", "<pre><code>ICB=1</code></pre>"),
        ("<h2>ICB</h2><p>ICB</p>", f"<h2>ICB</h2><p>{ICB} (integrated care board)</p>"),
        ("<p>MICB, ICBX and ICB-led stay.</p>", "<p>MICB, ICBX and ICB-led stay.</p>"),
        ('<img alt="ICB"><p>no more</p>', '<img alt="ICB"><p>no more</p>'),
        ("", ""),
    ],
)
def test_an_abbreviation_is_written_out_at_its_first_use(icb, html, told):
    assert explained(html, set()) == told


def test_the_longest_abbreviation_wins_and_full_words_are_escaped(icb):
    TermFactory(slug="icbs", term="ICB-P", full="board & <partners>")

    assert explained("<p>ICB-P</p>", set()) == (
        '<p><a href="/about/words/#icbs"><abbr>ICB-P</abbr></a> (board &amp; &lt;partners&gt;)</p>'
    )


def test_an_abbreviation_with_a_sign_is_found_as_html_has_it():
    TermFactory(slug="ae", term="A&E", full="accident & emergency", full_plural="")

    assert explained("<p>In A&amp;E today</p>", set()) == (
        '<p>In <a href="/about/words/#ae"><abbr>A&amp;E</abbr></a>'
        " (accident &amp; emergency) today</p>"
    )


def test_the_names_of_characters_are_no_abbreviations(icb):
    TermFactory(slug="lt", term="lt", full="light touch")
    TermFactory(slug="x27", term="x27", full="route 27")

    html = "<p>ICB-led &lt;b&gt; &#x27;s</p>"

    assert explained(html, set()) == html


def test_each_page_tells_an_abbreviation_once_and_anew(client, icb):
    GroupFactory(slug="one", name="One", purpose="Advises the ICB. The ICB listens.")

    pages = [main_of(client.get("/networks/one/")) for _ in range(2)]

    assert [page.count("(integrated care board)") for page in pages] == [1, 1]


def test_a_page_in_another_language_is_left_alone(client, icb):
    PageFactory(slug="po-polsku", lang="pl", language="Polski", body_html="<p>ICB</p>")
    PageFactory(slug="english", body_html="<p>ICB</p>")

    assert "integrated care board" not in words(client.get("/about/po-polsku/"))
    assert "integrated care board" in words(client.get("/about/english/"))


@pytest.mark.django_db(transaction=True)
def test_a_changed_term_is_right_on_pages_that_were_kept(client):
    term = TermFactory(slug="icb", term="ICB", full="integrated care bored")
    PageFactory(slug="english", body_html="<p>The ICB met.</p>")
    client.get("/about/english/")

    term.full = "integrated care board"
    term.save()

    assert "ICB (integrated care board) met" in words(client.get("/about/english/"))


def test_the_glossary_lists_words_by_letter_whatever_their_case(client, icb):
    TermFactory(slug="abc", term="abbreviation", full="", meaning="A short word.")
    TermFactory(slug="zoo", term="Zoo", full="", meaning="Not here.")

    assert words(client.get("/about/words/")) == (
        "Words and abbreviations abbreviation A short word. ICB integrated care board "
        "It pays for health services. Zoo Not here."
    )
    PageFactory()
    assert "Words and abbreviations" in words(client.get("/about/"))


def test_a_text_without_capitals_asks_the_database_nothing(icb, django_assert_num_queries):
    with django_assert_num_queries(0):
        explained("<p>Nothing short in here, Ada.</p>", set())


def test_managers_keep_the_words_and_others_do_not(client, icb):
    url = reverse("admin:ccpl_portal_term_change", args=[icb.pk])
    client.force_login(UserFactory())
    other = client.get(url).status_code
    client.force_login(ManagerFactory())

    client.post(url, {"slug": "icb", "term": "ICB", "full": "new words", "meaning": "New."})

    assert other == 404
    assert Term.objects.get().full == "new words"
