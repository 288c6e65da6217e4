"""How many organisations belong where: places and system-wide bodies together are the system."""

from dataclasses import dataclass

from django.db.models import Count

from .models import Organisation, Place, PlaceMembership


@dataclass(frozen=True)
class Belonging:
    # Pairs of a place and how many belong to it or to a part of it.
    places: list
    system_wide: int

    @property
    def total(self):
        return self.system_wide + sum(count for _, count in self.places)


def belonging(system):
    """Each open organisation once, where it belongs today."""
    today = PlaceMembership.objects.current().filter(organisation__in=Organisation.objects.open())
    counted = today.order_by().values_list("place").annotate(Count("organisation", distinct=True))
    counts = dict(counted)
    places = {place.pk: place for place in Place.objects.order_by("position", "name")}
    below = [place for place in places.values() if place.parent_id == system.pk]
    sums = dict.fromkeys((place.pk for place in below), 0)
    for pk, count in counts.items():
        top = topmost(places, pk, system)
        if top is not None:
            sums[top] += count
    return Belonging([(place, sums[place.pk]) for place in below], counts.get(system.pk, 0))


def topmost(places, pk, system):
    """The place next below the system that this one is or is part of; None for the system."""
    while pk in places and places[pk].parent_id != system.pk:
        pk = places[pk].parent_id
    return pk if pk in places else None
