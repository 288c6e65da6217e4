import factory
from django.utils import timezone

from ccpl_portal.publishing.models import State
from leadership_dev.models import Programme, ProgrammeLevel


class ProgrammeLevelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeLevel

    slug = factory.Sequence(lambda n: f"level-{n}")
    name = factory.Sequence(lambda n: f"Level {n}")


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """A published programme without dates."""

    class Meta:
        model = Programme

    slug = factory.Sequence(lambda n: f"programme-{n}")
    title = factory.Sequence(lambda n: f"Programme {n}")
    provider = "Leadership Academy"
    body_html = "<p>What you learn.</p>"
    state = State.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


class DraftProgrammeFactory(ProgrammeFactory):
    state = State.DRAFT
    published_at = None
