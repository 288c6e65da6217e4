"""Things that are held for a time: the row ends, and another begins for the new holder."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ccpl_portal.ui import dates

from .columns import nothing_due
from .registry import Holding, Kind


def held_for_a_time(queryset, *, name, heading, order, words, href, copied, due=nothing_due):
    """A kind of row with `person`, `from_on` and `until_on`; `copied` names what stays alike."""

    def held_by(person):
        not_over = Q(until_on=None) | Q(until_on__gt=timezone.localdate())
        for row in queryset().filter(not_over, person=person):
            yield Holding(row.pk, words(row), href(row), due(row))

    @transaction.atomic
    def hand_over(key, *, to, on, by):
        row = queryset().get(pk=key)
        if row.until_on and row.until_on <= on:
            raise ValidationError(f"It ends on {dates.day(row.until_on)} already")
        end(key, on=on, by=by)
        alike = {column: getattr(row, column) for column in copied}
        following = type(row)(person=to, from_on=on, **alike)
        following.full_clean()
        following.save()

    @transaction.atomic
    def end(key, *, on, by):
        row = queryset().select_for_update(of=["self"]).get(pk=key)
        if row.from_on and row.from_on >= on:
            # It would have held on no day at all.
            row.delete()
        elif row.until_on is None or row.until_on > on:
            row.until_on = on
            row.save()

    return Kind(
        name=name, heading=heading, order=order, held_by=held_by, hand_over=hand_over, end=end
    )
