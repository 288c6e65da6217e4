import factory

from ccpl_portal.jobs.models import Job
from ccpl_portal.outbox.models import Letter


class JobFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Job

    kind = "jobs.tidy"


class LetterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Letter

    key = factory.Sequence(lambda n: f"letter {n}")
    to_address = factory.Sequence(lambda n: f"reader{n}@example.org")
    subject = "Papers for the forum"
    text = "The papers are there.\n"
