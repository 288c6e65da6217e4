"""The register of menus: houses add an entry from AppConfig.ready() when its page exists."""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse


def everybody(user):
    return True


class Entry(NamedTuple):
    order: int
    words: str
    url_name: str
    args: tuple = ()
    # For the account menu: whom the entry is for.
    shown_to: Callable = everybody

    @property
    def href(self):
        return reverse(self.url_name, args=self.args)


MENUS = {
    # The bar under the header.
    "main": [],
    # For a person who is signed in; the first entry is drawn as that person's name.
    "account": [],
    "footer": [],
    # One entry: where the phase banner sends what people think.
    "feedback": [],
}


def add(words, url_name, *, order, menu="main", args=(), shown_to=everybody):
    MENUS[menu].append(Entry(order, words, url_name, tuple(args), shown_to))


def entries(menu):
    return sorted(MENUS[menu], key=lambda entry: (entry.order, entry.words))
