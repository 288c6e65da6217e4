"""What the system is made up of, and the part of it that a group is for."""

from dataclasses import dataclass

from ccpl_portal.organisations.models import Organisation, Place, PlaceMembership, Sector, Service
from ..models import Profession, ProfessionFamily


@dataclass(frozen=True)
class Voice:
    """One person as they are counted; a key is None where it is not known."""

    person: int
    family: int | None
    organisation: int | None
    sector: int | None
    place: int | None


class MakeUp:
    """Places, open organisations, sectors and professions of today, read in seven queries."""

    def __init__(self):
        self.places = {place.pk: place for place in Place.objects.order_by("position", "name")}
        bodies = Organisation.objects.open().select_related("kind").order_by("name")
        self.organisations = {body.pk: body for body in bodies}
        self.homes = dict(
            PlaceMembership.objects.current().order_by("pk").values_list("organisation", "place")
        )
        self.serving = {}
        for body, place in Service.objects.values_list("organisation", "place"):
            self.serving.setdefault(body, set()).add(place)
        self.sectors = {sector.pk: sector for sector in Sector.objects.all()}
        self.families = {family.pk: family for family in ProfessionFamily.objects.all()}
        self.family_of = dict(Profession.objects.order_by("pk").values_list("pk", "family"))

    @property
    def root(self):
        return next((place for place in self.places.values() if place.parent_id is None), None)

    def sector_of(self, organisation):
        body = self.organisations.get(organisation)
        return body.kind.sector_id if body else None

    def voice(self, person, *, profession=None, organisation=None, place=None):
        """Keys of the person and of what they are; the place is their organisation's if none."""
        return Voice(
            person=person,
            family=self.family_of.get(profession),
            organisation=organisation if organisation in self.organisations else None,
            sector=self.sector_of(organisation),
            place=place or self.homes.get(organisation),
        )

    def line_of(self, place):
        """The place and all that it is part of, the nearest first."""
        while place in self.places:
            yield place
            place = self.places[place].parent_id


@dataclass(frozen=True)
class Scope:
    """Whom one may expect in the room."""

    places: tuple
    organisations: tuple
    families: tuple


def scope_of(makeup, *, places=(), organisation=None):
    """The scope of a group: the places it covers, or the one organisation that it belongs to."""
    families = tuple(family for family in makeup.families.values() if family.is_expected)
    if organisation is not None:
        return Scope((), (organisation,), families)
    root = makeup.root
    covered = {place.pk for place in places}
    if not covered or (root and root.pk in covered):
        covered = {pk for pk, p in makeup.places.items() if root and p.parent_id == root.pk}
        within = set(makeup.places)
    else:
        within = covered
    bodies = tuple(
        body
        for pk, body in makeup.organisations.items()
        if works_in(makeup, pk, within) or (root and makeup.homes.get(pk) == root.pk)
    )
    return Scope(
        tuple(makeup.places[pk] for pk in makeup.places if pk in covered), bodies, families
    )


def works_in(makeup, organisation, places):
    home = set(makeup.line_of(makeup.homes.get(organisation)))
    return bool((home | makeup.serving.get(organisation, set())) & places)
