"""Words that people wrote, made safe once: when they are saved, never when they are read."""

import re
from html import unescape

import nh3
from markdown_it import MarkdownIt

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em",
    "figcaption", "figure", "h2", "h3", "h4", "hr", "i", "img", "ins", "li", "ol", "p", "pre",
    "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "u", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"lang", "dir", "id"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
SCHEMES = {"http", "https", "mailto", "tel"}

# Words on either side of these tags are apart; those of <b> or <a> may be one word.
BLOCK = re.compile(
    r"<(?=/?(?:p|div|h\d|li|[uod]l|dd|dt|br|hr|t[hdr]|table|pre|blockquote|fig\w+|img)\b)",
    re.IGNORECASE,
)

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def clean_html(html):
    """Keep the tags that a page needs and nothing that can run or restyle."""
    return nh3.clean(
        html or "", tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener"
    )


def render_markdown(text):
    """Return clean HTML from Markdown; HTML typed into it is shown as text."""
    return clean_html(_markdown.render(text or ""))


def plain(html):
    """Return the words alone, with one space where a paragraph, cell or line ended."""
    bare = nh3.clean(BLOCK.sub(" <", html or ""), tags=set())
    return " ".join(unescape(bare).split())


def summary(html, length=200):
    """Return the first words, cut at a word and never longer than `length`."""
    words = plain(html)
    if len(words) <= length:
        return words
    return words[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"
