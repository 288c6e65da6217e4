"""Writes an abbreviation out at its first use in the texts of a page, with a link to the glossary.

Done when a page is drawn, so that a changed term is right everywhere at once: the page cache
hangs on the content version, and so does what is remembered here.
"""

import re
from html import escape

from django.core.cache import caches
from django.urls import reverse

from ccpl_portal.web.versions import content_version

from .models import Term

TAGS = re.compile(r"(<[^>]*>)")
TAG_NAME = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)
# Within these nothing is changed: no link in a link, no longer headings, code as it was typed.
LEFT_ALONE = {"a", "abbr", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
# Two capitals in a word: what has none cannot hold an abbreviation, and no question is asked.
LOOKS_SHORT = re.compile(r"\b\w*[A-Z](?:\w|&amp;)*[A-Z]")
SECONDS = 300


def terms():
    """Abbreviation as it stands in HTML -> (slug, full words, full words of several)."""
    memory, key = caches["memory"], f"glossary-{content_version()}"
    known = memory.get(key)
    if known is None:
        known = {
            escape(term.term, quote=False): (
                term.slug,
                term.full,
                term.full_plural or f"{term.full}s",
            )
            for term in Term.objects.exclude(full="")
        }
        memory.set(key, known, SECONDS)
    return known


def explained(html, said):
    """The text with its first uses written out; `said` holds what the page has said before."""
    if not html or not LOOKS_SHORT.search(html):
        return html
    known = terms()
    if not known:
        return html
    longest_first = sorted(known, key=len, reverse=True)
    # Not after "&" or "#": that would be the name of a character, such as &lt;
    pattern = re.compile(rf"(?<![\w&#-])({'|'.join(map(re.escape, longest_first))})(s?)(?![\w-])")
    pieces, within = TAGS.split(html), 0
    for number, piece in enumerate(pieces):
        if piece.startswith("<"):
            name = TAG_NAME.match(piece)
            if name and name[1].lower() in LEFT_ALONE:
                within += -1 if piece.startswith("</") else 1
        elif not within:
            pieces[number] = pattern.sub(lambda found: written_out(found, known, said), piece)
    return "".join(pieces)


def written_out(found, known, said):
    word, several = found[1], found[2]
    if word in said:
        return found[0]
    said.add(word)
    slug, one, many = known[word]
    full = escape(many if several else one)
    linked = f'<a href="{reverse("glossary:list")}#{slug}"><abbr>{word}</abbr></a>{several}'
    return linked if is_told(found, full) else f"{linked} ({full})"


def is_told(found, full):
    """Whether the writer has put the full words beside it: before, or behind in brackets."""
    before = found.string[: found.start()].lower()
    after = found.string[found.end() :].lower()
    return before.endswith(f"{full.lower()} (") or after.startswith(f" ({full.lower()}")
