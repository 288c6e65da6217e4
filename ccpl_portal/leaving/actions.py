from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import write_letter
from ccpl_portal.people.models import Person
from ccpl_portal.web.errors import Conflict

from .registry import Holding, Kind, held_by

CHANGED = "Somebody changed what this person holds while you were looking. Look at it once more"


class Deed(NamedTuple):
    """One thing goes to somebody else, or ends when `to` is nobody."""

    kind: Kind
    holding: Holding
    to: Person | None


class Refused(Exception):
    """A deed that cannot be done, with words for the person who asked for it."""

    def __init__(self, deed, words):
        super().__init__(words)
        self.deed = deed


@transaction.atomic
def hand_on(*, person, deeds, on, by):
    """Do all of it or nothing; every new holder gets one letter."""
    # Two managers who press at once queue up here, and the second finds things gone.
    Person.objects.select_for_update().get(pk=person.pk)
    still = {(kind.name, held.key) for kind, holdings in held_by(person) for held in holdings}
    if any((deed.kind.name, deed.holding.key) not in still for deed in deeds):
        raise Conflict(CHANGED)
    for deed in deeds:
        do(deed, person, on=on, by=by)
    tell_new_holders(person, deeds, on=on)


def do(deed, person, *, on, by):
    try:
        if deed.to:
            deed.kind.hand_over(deed.holding.key, to=deed.to, on=on, by=by)
        else:
            deed.kind.end(deed.holding.key, on=on, by=by)
    except ValidationError as refusal:
        raise Refused(deed, " ".join(refusal.messages)) from refusal
    record(
        "handed on" if deed.to else "ended",
        person,
        by=by,
        kind=deed.kind.name,
        key=deed.holding.key,
        to=deed.to and deed.to.pk,
    )


def tell_new_holders(person, deeds, *, on):
    given = {}
    for deed in deeds:
        if deed.to:
            given.setdefault(deed.to, []).append(deed)
    for holder, theirs in given.items():
        address = holder.user or holder.email
        if address:
            keys = "-".join(f"{deed.kind.name}{deed.holding.key}" for deed in theirs)
            write_letter(
                to=address,
                template="ccpl_portal/leaving/letters/yours",
                context={"person": person, "holder": holder, "deeds": theirs, "on": on},
                key=f"leaving {person.pk} {holder.pk} {keys}"[:250],
            )
