import factory

from ccpl_portal.organisations.models import (
    Level,
    Organisation,
    OrganisationKind,
    Place,
    PlaceMembership,
    Sector,
    Service,
)


class SectorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sector

    slug = factory.Sequence(lambda n: f"sector-{n}")
    name = factory.Sequence(lambda n: f"Sector {n}")


class OrganisationKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganisationKind
        django_get_or_create = ("slug",)

    slug = "acute-trust"
    name = "Acute trust"
    plural = "Acute trusts"


class LevelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Level
        django_get_or_create = ("slug",)

    slug = "place"
    name = "Place"
    plural = "Places"
    rank = 2


class SystemFactory(factory.django.DjangoModelFactory):
    """The root of the tree, made once."""

    class Meta:
        model = Place
        django_get_or_create = ("slug",)

    slug = "system"
    name = "Arden"
    level = factory.SubFactory(LevelFactory, slug="system", name="System", plural="Systems", rank=3)


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place

    slug = factory.Sequence(lambda n: f"place-{n}")
    name = factory.Sequence(lambda n: f"Place {n}")
    level = factory.SubFactory(LevelFactory)
    parent = factory.SubFactory(SystemFactory)


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    ods_code = factory.Sequence(lambda n: f"R{n:02}")
    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = factory.SubFactory(OrganisationKindFactory)


class PlaceMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlaceMembership

    organisation = factory.SubFactory(OrganisationFactory)
    place = factory.SubFactory(PlaceFactory)


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service

    organisation = factory.SubFactory(OrganisationFactory)
    place = factory.SubFactory(PlaceFactory)
