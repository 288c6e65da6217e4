import factory

from ccpl_portal.people.models import (
    Appointment,
    Person,
    Post,
    PostKind,
    Profession,
    ProfessionFamily,
)

from .accounts import UserFactory


class ProfessionFamilyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProfessionFamily

    slug = factory.Sequence(lambda n: f"family-{n}")
    name = factory.Sequence(lambda n: f"Family {n}")


class ProfessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Profession

    slug = factory.Sequence(lambda n: f"profession-{n}")
    name = factory.Sequence(lambda n: f"Profession {n}")


class PersonFactory(factory.django.DjangoModelFactory):
    """An entry that everybody may see, of somebody who does not sign in."""

    class Meta:
        model = Person

    slug = factory.Sequence(lambda n: f"person-{n}")
    name = factory.Sequence(lambda n: f"Person Number{n}")
    audience = Person.Audience.PUBLIC


class PersonWithAccountFactory(PersonFactory):
    user = factory.SubFactory(UserFactory)


class PostKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PostKind
        django_get_or_create = ("slug",)

    slug = "clinical-lead"
    name = "Clinical Lead"
    plural = "Clinical Leads"


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    slug = factory.Sequence(lambda n: f"post-{n}")
    title = factory.Sequence(lambda n: f"Post {n}")
    kind = factory.SubFactory(PostKindFactory)


class AppointmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appointment

    post = factory.SubFactory(PostFactory)
    person = factory.SubFactory(PersonFactory)
