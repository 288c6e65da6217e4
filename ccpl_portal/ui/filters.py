"""What a reader chose in a filter form, and the address that takes one choice away."""

from typing import NamedTuple

from django.http import QueryDict

from .fields import choices_of


class Chosen(NamedTuple):
    label: str
    words: str
    href: str


def without(query, name, value):
    """The query string less one choice; a changed list starts at its first page."""
    rest = query.copy()
    rest.setlist(name, [other for other in rest.getlist(name) if other != value])
    rest.pop("page", None)
    return f"?{rest.urlencode()}"


def words_for(field, value):
    for key, words in choices_of(field) or []:
        for inner_key, inner in words if isinstance(words, list | tuple) else [(key, words)]:
            if str(inner_key) == value:
                return str(inner)
    return value


def chosen(found):
    """The filters that narrow this list now, in the order of the form."""
    query = found.data if isinstance(found.data, QueryDict) else QueryDict(mutable=True)
    return [
        Chosen(str(field.label), words_for(field, value), without(query, name, value))
        for name, field in found.form.fields.items()
        for value in query.getlist(name)
        if value.strip()
    ]
