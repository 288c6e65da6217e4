"""A person as one reader sees them: every page and preview starts from here."""

from dataclasses import dataclass

from .models import Person
from .rules import contact_for, may_read_part


@dataclass(frozen=True)
class Shown:
    person: Person
    expertise: str
    biography_html: str
    picture: object
    email: str
    phone: str


def shown_to(user, person):
    email, phone = contact_for(user, person)
    return Shown(
        person=person,
        expertise=person.expertise if may_read_part(user, person, "expertise") else "",
        biography_html=person.biography_html if may_read_part(user, person, "biography") else "",
        picture=person.picture if may_read_part(user, person, "picture") else None,
        email=email,
        phone=phone,
    )
