from html.parser import HTMLParser

INLINE = {"strong": "strong", "b": "strong", "em": "emph", "i": "emph", "code": "code"}
HEADINGS = {"h1": 1, "h2": 1, "h3": 2, "h4": 3, "h5": 3, "h6": 3}
SAFE_LINKS = ("https://", "http://", "mailto:")


def blocks(html):
    """Return sanitised HTML as the nested lists that `prose` of the house style sets.

    A block is {"kind": "paragraph" | "heading" | "bullets" | "numbers" | "item" | "quote" |
    "rule", "level": 1 to 3 for a heading, "parts": [...]}; a part is a text, a block, or
    {"kind": "strong" | "emph" | "code" | "link", "href", "parts"}. A table's row is a paragraph.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.top["parts"]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.top = {"kind": "top", "parts": []}
        self.open = [("", self.top)]

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            self._here.append({"kind": "break", "parts": []})
        elif tag == "hr":
            self.top["parts"].append({"kind": "rule", "parts": []})
        elif tag in {"td", "th"}:
            self.handle_data(" ")
        else:
            node = _node(tag, dict(attrs))
            if node:
                self._here.append(node)
                self.open.append((tag, node))

    def handle_endtag(self, tag):
        depths = [depth for depth, (name, _) in enumerate(self.open) if name == tag]
        if depths:
            del self.open[depths[-1] :]

    def handle_data(self, data):
        between_blocks = self.open[-1][1]["kind"] in {"top", "bullets", "numbers", "quote"}
        if data.strip() and self.open[-1][1] is self.top:
            self._here.append({"kind": "paragraph", "parts": [" ".join(data.split())]})
        elif data.strip() or not between_blocks:
            self._here.append(data)

    @property
    def _here(self):
        return self.open[-1][1]["parts"]


def _node(tag, attrs):
    if tag in INLINE:
        return {"kind": INLINE[tag], "parts": []}
    if tag in HEADINGS:
        return {"kind": "heading", "level": HEADINGS[tag], "parts": []}
    if tag == "a" and attrs.get("href", "").startswith(SAFE_LINKS):
        return {"kind": "link", "href": attrs["href"], "parts": []}
    return {
        "p": {"kind": "paragraph", "parts": []},
        "tr": {"kind": "paragraph", "parts": []},
        "ul": {"kind": "bullets", "parts": []},
        "ol": {"kind": "numbers", "parts": []},
        "li": {"kind": "item", "parts": []},
        "blockquote": {"kind": "quote", "parts": []},
    }.get(tag)
