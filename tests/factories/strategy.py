import factory

from ccpl_portal.strategy.models import (
    Aim,
    Principle,
    PriorityArea,
    Theme,
    TransformationProgramme,
    Workstream,
)


class PrincipleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Principle

    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Principle name {n}")
    text = "Involve leaders in planning and delivery."


class WorkstreamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Workstream

    slug = factory.Sequence(lambda n: f"workstream-{n}")
    name = factory.Sequence(lambda n: f"Workstream {n}")


class AimFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Aim

    slug = factory.Sequence(lambda n: f"aim-{n}")
    name = factory.Sequence(lambda n: f"Aim {n}")
    horizon = 2028


class PriorityAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PriorityArea

    slug = factory.Sequence(lambda n: f"area-{n}")
    name = factory.Sequence(lambda n: f"Area {n}")


class TransformationProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TransformationProgramme

    slug = factory.Sequence(lambda n: f"programme-{n}")
    name = factory.Sequence(lambda n: f"Programme {n}")


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme

    slug = factory.Sequence(lambda n: f"theme-{n}")
    name = factory.Sequence(lambda n: f"Theme {n}")
