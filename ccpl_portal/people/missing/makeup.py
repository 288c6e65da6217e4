"""What the system is made up of, and the part of it that a group is for."""

from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import OuterRef, Subquery

from ccpl_portal.organisations.models import Organisation, Place, PlaceMembership

from ..models import ProfessionFamily


@dataclass(frozen=True)
class Voice:
    """One person as they are counted; a key is None where it is not known."""

    person: int
    family: int | None
    organisation: int | None
    sector: int | None
    place: int | None


class MakeUp:
    """Places, open organisations, sectors and professions of today, read in three queries."""

    def __init__(self):
        self.places = {place.pk: place for place in Place.objects.order_by("position", "name")}
        self.organisations = {body.pk: body for body in bodies()}
        self.homes = {pk: body.home for pk, body in self.organisations.items()}
        kinds = {body.kind.sector for body in self.organisations.values()} - {None}
        self.sectors = sorted(kinds, key=lambda sector: (sector.position, sector.name))
        families = ProfessionFamily.objects.annotate(of=ArrayAgg("professions"))
        self.families = list(families.order_by("position", "name"))
        # A family that has no professions yet comes with one that is None.
        of = {pk: family.pk for family in self.families for pk in family.of}
        self.family_of = {pk: family for pk, family in of.items() if pk is not None}

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


def bodies():
    """Open organisations, each with the place of its home and those that it serves."""
    homes = PlaceMembership.objects.current().filter(organisation=OuterRef("pk"))
    return (
        Organisation.objects.open()
        .select_related("kind__sector")
        .annotate(home=Subquery(homes.values("place")[:1]), serving=ArrayAgg("services__place"))
        .order_by("name")
    )


@dataclass(frozen=True)
class Scope:
    """Whom one may expect in the room."""

    places: tuple
    organisations: tuple
    families: tuple


def scope_of(makeup, *, places=(), organisation=None):
    """The scope of a group: the places it covers, or the one organisation that it belongs to."""
    families = tuple(family for family in makeup.families if family.is_expected)
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
    return bool((home | set(makeup.organisations[organisation].serving)) & places)
