"""Who is written to about a meeting: each member once, at one address."""

from dataclasses import dataclass

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.people.models import Person
from governance.meetings.people import members_of


@dataclass(frozen=True)
class Recipient:
    person: Person

    @property
    def to(self):
        """An account where there is one, whose letters follow its address; else an address."""
        user = self.person.user
        return user if user and user.is_active else self.person.email

    @property
    def may_know(self):
        """A member reads what is for members, unless nobody has verified the account yet."""
        return self.person.user is None or is_verified(self.person.user)

    @property
    def address(self):
        return getattr(self.to, "email", self.to)


def recipients_of(meeting):
    """Two lists: those who are written to, and members of whom no address is known."""
    reached, unreached, seen = [], [], set()
    for person in members_of(meeting.group).select_related("user"):
        one = Recipient(person)
        if not one.address:
            unreached.append(person)
        elif one.address.lower() not in seen:
            seen.add(one.address.lower())
            reached.append(one)
    return reached, unreached


def is_recipient(meeting, address):
    reached, _ = recipients_of(meeting)
    return any(one.address.lower() == address.lower() for one in reached)
