"""What would happen to each pasted address, before anybody is told anything."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.db.models.functions import Lower

from ccpl_portal.accounts.models import User
from ccpl_portal.people.models import Person
from networks.joining.actions import belonging

from .models import Invitation
from .reading import read

MOST = 200


@dataclass
class Preview:
    """Every piece of what was pasted is in exactly one of these lists."""

    known: list = field(default_factory=list)
    invited: list = field(default_factory=list)
    renewed: list = field(default_factory=list)
    members: list = field(default_factory=list)
    doubled: list = field(default_factory=list)
    unreadable: list = field(default_factory=list)

    @property
    def does_something(self):
        return bool(self.known or self.invited or self.renewed)


@dataclass(frozen=True)
class Known:
    """An address of somebody who is in the directory or signs in."""

    email: str
    user: User | None
    person: Person | None

    @property
    def name(self):
        return self.person.name if self.person else str(self.user)


def preview(group, text):
    pieces = read(text)
    found, seen = Preview(), set()
    emails = {piece.email for piece in pieces if piece.email}
    known = known_by_address(emails)
    waiting = set(
        Invitation.objects.waiting()
        .filter(group=group, email__in=emails)
        .values_list("email", flat=True)
    )
    for piece in pieces:
        if not piece.email:
            found.unreadable.append(piece)
        elif piece.email in seen:
            found.doubled.append(piece)
        elif (one := known.get(piece.email)) is not None:
            belongs = one.person is not None and belonging(group, one.person).exists()
            (found.members if belongs else found.known).append(one)
        else:
            (found.renewed if piece.email in waiting else found.invited).append(piece)
        seen.add(piece.email)
    return found


def known_by_address(emails):
    """People whom a lead may add at once: verified accounts and entries of the directory."""
    known = {}
    listed = (
        Person.objects.annotate(address=Lower("email"))
        .filter(Q(user=None) | Q(user__in=User.objects.verified()), address__in=emails)
        .exclude(audience=Person.Audience.PRIVATE)
    )
    for person in listed.select_related("user"):
        known[person.address] = Known(person.address, person.user, person)
    for user in User.objects.verified().filter(email__in=emails).select_related("person"):
        known[user.email] = Known(user.email, user, getattr(user, "person", None))
    return known
