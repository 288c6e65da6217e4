"""Which member somebody means who types a name, and what stands in a pasted list of names."""

import re
from dataclasses import dataclass, field

from django.utils import timezone

from networks.models import Membership

TITLES = re.compile(
    r"^(dr|mr|mrs|ms|miss|mx|prof|professor|sir|dame|lord|lady|rev|revd|cllr|councillor)\b\.?\s+",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[^\s<>,;()]+@[^\s<>,;()]+")
DEPUTY = re.compile(
    r"\(?\b(?:deput(?:y|ising)|substitut(?:e|ing)|standing in)?\s*for\s+([^()]+)\)?", re.IGNORECASE
)
APOLOGIES = re.compile(r"[(\[-]?\s*\bapologies\b\s*[)\]]?", re.IGNORECASE)
# Between people: a semicolon, a comma or a line break that is not in brackets.
BETWEEN = re.compile(r"[;,\n\r\t]+(?![^(]*\))")
LONGEST_LIST = 200


@dataclass
class Known:
    """Somebody who can be meant: a member of the group on the day."""

    person: object
    role: str
    addresses: set = field(default_factory=set)

    @property
    def role_words(self):
        return Membership.Role(self.role).label


@dataclass
class Pasted:
    name: str
    address: str = ""
    deputy_for: str = ""
    apologies: bool = False
    fits: list = field(default_factory=list)
    deputy_fits: list = field(default_factory=list)

    @property
    def person(self):
        return self.fits[0] if len(self.fits) == 1 else None

    @property
    def member_stood_in_for(self):
        return self.deputy_fits[0] if len(self.deputy_fits) == 1 else None


def members_of(meeting):
    """The members on the day of a meeting."""
    return members_on(meeting.group_id, meeting.day)


def members_today(group):
    return members_on(group.pk, timezone.localdate())


def members_on(group_key, day):
    """The members of a group on a day, each once, in the role that ranks first."""
    held = (
        Membership.objects.on(day)
        .filter(group=group_key)
        .select_related("person__user", "person__organisation")
        .order_by("rank", "person__name")
    )
    known = {}
    for membership in held:
        person = membership.person
        addresses = {person.email, person.user.email if person.user else ""} - {""}
        lower = {address.lower() for address in addresses}
        known.setdefault(person.pk, Known(person, membership.role, lower))
    return list(known.values())


def read(text, members):
    """Read a pasted list. Everybody in it comes out, whether matched to a member or not."""
    pieces = [piece.strip(" .-•*\u00a0") for piece in BETWEEN.split(text)]
    return [read_one(piece, members) for piece in pieces if piece][:LONGEST_LIST]


def read_one(piece, members):
    deputy = DEPUTY.search(piece)
    deputy_for = deputy[1].strip() if deputy else ""
    rest = DEPUTY.sub(" ", piece, count=1) if deputy else piece
    apologies = bool(APOLOGIES.search(rest))
    rest = APOLOGIES.sub(" ", rest)
    found = ADDRESS.search(rest)
    address = found[0] if found else ""
    name = " ".join(re.sub(r"[<>()]", " ", ADDRESS.sub(" ", rest)).split())
    pasted = Pasted(name[:120] or address[:120], address, deputy_for[:120], apologies)
    pasted.fits = who_is(pasted.name, address, members)
    pasted.deputy_fits = who_is(deputy_for, "", members) if deputy_for else []
    if pasted.person:
        pasted.name = pasted.person.name
    return pasted


def who_is(name, address, members):
    """The members who fit best: by address, by the whole name, by initials and surname."""
    if address:
        by_address = [m.person for m in members if address.lower() in m.addresses]
        if by_address:
            return by_address
    words = words_of(name)
    if not words:
        return []
    whole = [m.person for m in members if words_of(m.person.name) == words]
    return whole or [m.person for m in members if is_short_for(words, words_of(m.person.name))]


def words_of(name):
    name = name.strip()
    while TITLES.match(name):
        name = TITLES.sub("", name)
    return re.sub(r"[^\w\s'’-]", " ", name).lower().split()


def is_short_for(words, full):
    """A Khan and Ami Khan are short for Amina Khan; Khan alone is nobody."""
    if len(words) < 2 or len(full) < 2 or words[-1] != full[-1]:
        return False
    return full[0].startswith(words[0]) and (len(words[0]) == 1 or len(words[0]) > 2)
