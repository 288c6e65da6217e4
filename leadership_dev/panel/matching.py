"""Who on the panel is tied to which applicant, found without showing anybody a name."""

import re
from dataclasses import dataclass, field

from .models import Tie

TITLES = {"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "rev"}
LETTERS = re.compile(r"[^\W\d_]+")


def plain_name(name):
    """The first and the last word of a name, without titles and marks; "" for less than two."""
    words = [word for word in LETTERS.findall(name.casefold()) if word not in TITLES]
    return f"{words[0]} {words[-1]}" if len(words) > 1 else ""


@dataclass
class Known:
    """Everything by which somebody can be recognised in an application."""

    accounts: set = field(default_factory=set)
    addresses: set = field(default_factory=set)
    names: set = field(default_factory=set)

    @classmethod
    def of(cls, person):
        known = cls(names={plain_name(person.name)} - {""})
        known.addresses = {person.email.casefold()} - {""}
        if person.user is not None:
            known.accounts = {person.user_id}
            known.addresses.add(person.user.email.casefold())
            known.names |= {plain_name(person.user.name)} - {""}
        return known

    def is_named(self, name, address=""):
        return (address.casefold() in self.addresses if address else False) or (
            plain_name(name) in self.names if name else False
        )

    def applies(self, application, identity):
        if application.user_id in self.accounts:
            return True
        return identity is not None and self.is_named(identity.name, identity.email)


class Matcher:
    """Answers for one panel member which tie, if any, they have to an application."""

    def __init__(self, member):
        self.own = Known.of(member.person)
        self.ties = [
            (tie.kind, Known.of(tie.person))
            for tie in member.ties.select_related("person__user").all()
        ]

    def tie_to(self, application):
        identity = getattr(application, "identity", None)
        if self.own.applies(application, identity):
            return Tie.APPLICANT
        if identity is not None and (named := self._named_in(identity)):
            return named
        found = (kind for kind, known in self.ties if known.applies(application, identity))
        return next(found, "")

    def _named_in(self, identity):
        own = self.own
        if own.is_named(identity.line_manager, identity.line_manager_email):
            return Tie.LINE
        backers = [
            (identity.referee_one, identity.referee_one_email),
            (identity.referee_two, identity.referee_two_email),
            (identity.mentor, ""),
        ]
        return Tie.REFEREE if any(own.is_named(*backer) for backer in backers) else ""
