import factory

from ccpl_portal.jobs.models import Job
from ccpl_portal.outbox.models import Letter
from ccpl_portal.search.models import Entry


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


class EntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Entry

    object_type = "ccpl_portal.job"
    object_id = factory.Sequence(lambda n: n)
    kind = "Group"
    url = factory.Sequence(lambda n: f"/networks/group-{n}/")
    title = factory.Sequence(lambda n: f"Group {n}")
    audiences = ["public"]
