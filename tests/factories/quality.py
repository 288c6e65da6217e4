from datetime import date

import factory

from quality.bodies.models import Area, Body, BodyMembership, System
from quality.measures.models import Measure, MeasureSet, Obligation, Target
from quality.returns.models import Return, ReturnsContact
from quality.signals.models import Signal
from quality.uploads.models import Upload

from .accounts import UserFactory


class SystemFactory(factory.django.DjangoModelFactory):
    """A system of a loaded pack."""

    class Meta:
        model = System
        django_get_or_create = ("code",)

    code = "SYSX"
    name = "Example system"


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    system = factory.SubFactory(SystemFactory)
    code = factory.Sequence(lambda n: f"P{n:03}")
    name = factory.Sequence(lambda n: f"Area {n}")
    position = factory.Sequence(lambda n: n)


class BodyFactory(factory.django.DjangoModelFactory):
    """A body that has always been system-wide; give it an area with `area=`."""

    class Meta:
        model = Body
        skip_postgeneration_save = True

    system = factory.SubFactory(SystemFactory)
    code = factory.Sequence(lambda n: f"T{n:03}")
    name = factory.Sequence(lambda n: f"Trust {n}")

    @factory.post_generation
    def area(self, create, extracted, **kwargs):
        if create:
            BodyMembership.objects.create(body=self, area=extracted)


class MeasureSetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeasureSet

    system = factory.SubFactory(SystemFactory)
    slug = factory.Sequence(lambda n: f"set-{n}")
    name = factory.Sequence(lambda n: f"Set {n}")


class MeasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Measure

    system = factory.SubFactory(SystemFactory)
    set = factory.SubFactory(MeasureSetFactory, system=factory.SelfAttribute("..system"))
    code = factory.Sequence(lambda n: f"M{n:03}")
    name = factory.Sequence(lambda n: f"Measure {n}")
    kind = Measure.Kind.PROPORTION
    direction = Measure.Direction.INCREASE


class TargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Target

    measure = factory.SubFactory(MeasureFactory)
    value = "0.95"


class ObligationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Obligation

    measure = factory.SubFactory(MeasureFactory)
    body = factory.SubFactory(BodyFactory, system=factory.SelfAttribute("..measure.system"))


class ReturnFactory(factory.django.DjangoModelFactory):
    """A final first return of a body that owes the measure: one is made when none is given."""

    class Meta:
        model = Return
        exclude = ("obligation",)

    obligation = factory.SubFactory(ObligationFactory)
    body = factory.SelfAttribute("obligation.body")
    measure = factory.SelfAttribute("obligation.measure")
    period = date(2024, 4, 1)
    numerator = 90
    denominator = 100


class ReturnsContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReturnsContact

    body = factory.SubFactory(BodyFactory)
    user = factory.SubFactory(UserFactory)


class UploadFactory(factory.django.DjangoModelFactory):
    """A pasted sheet of one empty row."""

    class Meta:
        model = Upload

    source = Upload.Source.PASTED
    quality = Return.Quality.FINAL
    heading = ["Measure", "Month", "Numerator", "Denominator"]
    rows = [{"number": 2, "cells": ["", "", "", ""], "marks": {}}]
    matches = {"measure": 0, "period": 1, "numerator": 2, "denominator": 3}
    uploaded_by = factory.SubFactory(UserFactory)


class SignalFactory(factory.django.DjangoModelFactory):
    """A new signal of the trust that the demo's quality lead sends for, or of another body."""

    class Meta:
        model = Signal

    body = factory.LazyFunction(lambda: Body.objects.filter(code="RKB").first() or BodyFactory())
    system = factory.SelfAttribute("body.system")
    measure = factory.SubFactory(MeasureFactory, system=factory.SelfAttribute("..system"))
    kind = Signal.Kind.CONCERN
    subject = factory.Sequence(lambda n: f"concern:{n}")
    period = date(2024, 4, 1)
    fact = "60% in April 2024."
