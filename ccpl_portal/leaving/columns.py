"""Things that name their holder in a column: who leads, who owns, who takes care."""

from django.db import transaction
from django.urls import NoReverseMatch

from .registry import Holding, Kind


def nothing_due(row):
    return ""


def named_in(queryset, column, *, name, heading, order, words=str, due=nothing_due):
    """A kind of thing whose holder is a person in a column; ending it leaves the column empty.

    `queryset` is a function, so that what counts as held is asked anew each time.
    """

    def held_by(person):
        for row in queryset().filter(**{column: person}):
            yield Holding(row.pk, words(row), address_of(row), due(row))

    @transaction.atomic
    def give(key, *, to, on, by):
        row = queryset().select_for_update(of=["self"]).get(pk=key)
        setattr(row, column, to)
        row.save()

    def end(key, *, on, by):
        give(key, to=None, on=on, by=by)

    return Kind(name=name, heading=heading, order=order, held_by=held_by, hand_over=give, end=end)


def address_of(row):
    try:
        return row.get_absolute_url()
    except (AttributeError, NoReverseMatch):
        return ""
