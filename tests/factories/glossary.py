import factory

from ccpl_portal.glossary.models import Term


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    slug = factory.Sequence(lambda n: f"term-{n}")
    term = factory.Sequence(lambda n: f"TERM{n}")
    full = factory.Sequence(lambda n: f"words in full {n}")
    meaning = "It pays for health services."
