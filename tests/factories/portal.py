import factory

from ccpl_portal.files.models import File, FileVersion
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


class FileVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FileVersion

    number = 1
    name = "paper.pdf"
    kind = "pdf"
    upload = factory.django.FileField(filename="files/paper.pdf", data=b"%PDF-1.4\n%%EOF\n")
    size = factory.LazyAttribute(lambda version: version.upload.size)
    sha256 = factory.LazyAttribute(lambda version: version.upload.name.rjust(64, "0")[-64:])


class FileFactory(factory.django.DjangoModelFactory):
    """A PDF of one version; give it an owner."""

    class Meta:
        model = File
        exclude = ["belongs_to"]
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Paper {n}")
    belongs_to = factory.SubFactory(JobFactory)
    owner_type = factory.LazyAttribute(lambda file: file.belongs_to._meta.label_lower)
    owner_id = factory.SelfAttribute("belongs_to.pk")

    @factory.post_generation
    def version(self, create, extracted, **fields):
        if create:
            self.current = FileVersionFactory(file=self, **fields)
            self.save(update_fields=["current"])
