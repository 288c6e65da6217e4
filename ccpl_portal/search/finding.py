"""Answers one search: what was found, of which kinds, with extracts of the rows on the page."""

import re

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Case, Count, F, FloatField, Value, When
from django.db.models.functions import Left
from django.utils.html import escape
from django.utils.safestring import mark_safe

from .models import CONFIGURATION, Entry

HIT, END = "\x02", "\x03"
# PostgreSQL reads the whole text for an extract, so it is given the beginning of a long one.
READ_FOR_EXTRACT = 20_000
PLAIN_WORDS = re.compile(r"(?!-)(?:[\w\s'’]|(?<!\s)-)+")
BY_LENGTH = 1


def query_of(text):
    """What was typed, as a query: quotes, OR and minus work; a last word may be unfinished."""
    query = SearchQuery(text, search_type="websearch", config=CONFIGURATION)
    words = re.findall(r"\w+", text)
    if PLAIN_WORDS.fullmatch(text) and words and len(words[-1]) >= 3:
        unfinished = " & ".join([*words[:-1], f"{words[-1]}:*"])
        query |= SearchQuery(unfinished, search_type="raw", config=CONFIGURATION)
    return query


def found(text, user):
    return Entry.objects.visible_to(user).filter(vector=query_of(text))


def counts_of(entries):
    """How many of each kind, the most first."""
    counts = entries.order_by().values_list("kind").annotate(number=Count("pk"))
    return dict(sorted(counts, key=lambda count: (-count[1], count[0])))


def best_first(entries, text):
    rank = SearchRank(F("vector"), query_of(text), normalization=Value(BY_LENGTH))
    named = Case(When(title__iexact=text, then=1.0), default=0.0, output_field=FloatField())
    return entries.annotate(rank=rank + named).order_by(
        "-rank", F("dated").desc(nulls_last=True), "title", "pk"
    )


def with_extracts(keys, text):
    """The entries of one page in their order, each with its title and extract, hits marked."""
    query = query_of(text)
    marks = {"config": CONFIGURATION, "start_sel": HIT, "stop_sel": END}
    entries = (
        Entry.objects.filter(pk__in=keys)
        .defer("body", "keywords", "vector")
        .annotate(
            marked_title=SearchHeadline("title", query, highlight_all=True, **marks),
            marked_summary=SearchHeadline("summary", query, highlight_all=True, **marks),
            marked_body=SearchHeadline(
                Left("body", READ_FOR_EXTRACT),
                query,
                max_words=30,
                min_words=15,
                max_fragments=2,
                fragment_delimiter=" … ",
                **marks,
            ),
        )
    )
    by_key = {entry.pk: entry for entry in entries}
    page = [by_key[key] for key in keys if key in by_key]
    for entry in page:
        entry.shown_title = shown(entry.marked_title)
        entry.extract = shown(extract_of(entry))
    return page


def extract_of(entry):
    if entry.summary and (HIT in entry.marked_summary or HIT not in entry.marked_body):
        return entry.marked_summary
    return f"… {entry.marked_body} …" if HIT in entry.marked_body else entry.marked_body


def shown(marked):
    """Escape everything, then turn the two marks, which no text holds, into <mark>."""
    html = escape(marked).replace(HIT, "<mark>").replace(END, "</mark>")
    return mark_safe(html)  # noqa: S308 - escaped in the line above
