"""What a test reads on a page: its words, its links, without the frame around them."""

import re
from html import unescape


def main_of(response):
    text = response.content.decode()
    return text.split('id="maincontent">')[1].split("</main>")[0]


def titles(response):
    """The names of the rows of a list, in the order shown."""
    rows = re.findall(r'class="portal-row__title">(.*?)</(?:h\d|p)>', main_of(response), re.DOTALL)
    return [words_of(row) for row in rows]


def words_of(html):
    inline = re.sub(r"</?(?:a|abbr|b|em|i|strong)\b[^>]*>", "", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inline)).split())


def words(response):
    return words_of(main_of(response))


def headings(response):
    return [words_of(h) for h in re.findall(r"<h[12][^>]*>(.*?)</h", main_of(response), re.DOTALL)]
