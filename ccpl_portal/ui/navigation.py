"""The register of menus: houses add an entry from AppConfig.ready() when its page exists."""

from typing import NamedTuple

from django.urls import reverse


class Entry(NamedTuple):
    order: int
    words: str
    url_name: str
    args: tuple = ()

    @property
    def href(self):
        return reverse(self.url_name, args=self.args)


MENUS = {
    # The bar under the header.
    "main": [],
    # Beside the name of a person who is signed in.
    "account": [],
    "footer": [],
    # One entry: where the phase banner sends what people think.
    "feedback": [],
}


def add(words, url_name, *, order, menu="main", args=()):
    MENUS[menu].append(Entry(order, words, url_name, tuple(args)))


def entries(menu):
    return sorted(MENUS[menu])
