from datetime import date, timedelta

import factory
from django.utils import timezone

from ccpl_portal.publishing.models import State
from leadership_dev.models import (
    AdjustmentRequest,
    Anchor,
    Answer,
    Application,
    ApplicationIdentity,
    Assignment,
    Criterion,
    LeadershipRole,
    PanelMember,
    Programme,
    ProgrammeLevel,
    TransparencyRecord,
)
from tests.factories.accounts import UserFactory
from tests.factories.people import PersonWithAccountFactory, ProfessionFactory


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


class RoleFactory(factory.django.DjangoModelFactory):
    """A complete draft of a role with one essential criterion, its anchors and dates."""

    class Meta:
        model = LeadershipRole
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"role-{n}")
    title = factory.Sequence(lambda n: f"Clinical lead {n}")
    summary = "Leads the work on breathing well."
    purpose = "You bring people together."
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=20))
    amount = 2
    unit = "pa"
    term_months = 24
    pay = "Backfill is paid to your employer."
    accountability = "The medical director."
    contact_name = "Recruitment team"
    contact_email = "roles@example.org"
    author = factory.SubFactory(UserFactory)
    criteria = factory.RelatedFactory(
        "tests.factories.leadership_dev.CriterionFactory", factory_related_name="role"
    )


class OpenRoleFactory(RoleFactory):
    state = "open"


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion
        skip_postgeneration_save = True

    role = factory.SubFactory(RoleFactory, criteria=None)
    name = factory.Sequence(lambda n: f"Criterion {n}")
    text = "Shows how you worked across organisations."
    weight = 1

    @factory.post_generation
    def anchors(self, create, extracted, **kwargs):
        for score in range(5):
            Anchor.objects.create(criterion=self, score=score, text=f"Evidence of {score}")


class ApplicationFactory(factory.django.DjangoModelFactory):
    """A draft that is complete but for its answers."""

    class Meta:
        model = Application
        skip_postgeneration_save = True

    role = factory.SubFactory(OpenRoleFactory)
    user = factory.SubFactory(UserFactory)
    identity = factory.RelatedFactory(
        "tests.factories.leadership_dev.IdentityFactory", factory_related_name="application"
    )
    adjustment = factory.RelatedFactory(
        "tests.factories.leadership_dev.AdjustmentFactory", factory_related_name="application"
    )


class SentApplicationFactory(ApplicationFactory):
    state = "submitted"
    told_state = "submitted"
    submitted_at = factory.LazyFunction(timezone.now)


class IdentityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ApplicationIdentity

    application = factory.SubFactory(ApplicationFactory, identity=None)
    name = factory.Sequence(lambda n: f"Zebedee Quillfeather {n}")
    email = factory.Sequence(lambda n: f"zebedee{n}@example.org")
    phone = "07700 900000"
    job_title = "Consultant"
    employer = "Quillshire Hospital"
    profession = "Medical"
    registration_body = "GMC"
    registration_number = factory.Sequence(lambda n: f"71{n:05}")
    line_manager = "Morwenna Overbury"
    line_manager_email = "morwenna@example.org"
    referee_one = "Peregrine Vane"
    referee_one_email = "peregrine@example.org"
    referee_two = "Clementine Ashdown"
    referee_two_email = "clementine@example.org"


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    application = factory.SubFactory(ApplicationFactory)
    criterion = factory.SubFactory(CriterionFactory)
    text = "I brought four teams together."
    redacted = factory.SelfAttribute("text")


class PanelMemberFactory(factory.django.DjangoModelFactory):
    """A member with an account and a profession of their own, who has declared no ties."""

    class Meta:
        model = PanelMember

    role = factory.SubFactory(OpenRoleFactory)
    person = factory.SubFactory(
        PersonWithAccountFactory, profession=factory.SubFactory(ProfessionFactory)
    )
    declared_at = factory.LazyFunction(timezone.now)


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    member = factory.SubFactory(PanelMemberFactory)
    application = factory.SubFactory(
        SentApplicationFactory, role=factory.SelfAttribute("..member.role"), state="eligible"
    )
    state = "cleared"


def seat_panel(role, number=3):
    """Members of two professions, the first of them the chair."""
    professions = [ProfessionFactory(), ProfessionFactory()]
    return [
        PanelMemberFactory(role=role, person__profession=professions[seat % 2], is_chair=seat == 0)
        for seat in range(number)
    ]


def complete(application):
    """Fill in what is left of a draft, so that it can be sent."""
    for criterion in application.role.criteria.all():
        AnswerFactory(application=application, criterion=criterion)
    application.wants_guarantee = False
    application.declared_true = True
    application.save()
    return application


class AdjustmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AdjustmentRequest

    application = factory.SubFactory(ApplicationFactory, adjustment=None)


class TransparencyRecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TransparencyRecord

    role = factory.SubFactory(OpenRoleFactory, state="completed")
    opened_on = date(2026, 1, 5)
    closed_on = date(2026, 1, 26)
    outcomes_on = date(2026, 3, 2)
    panel = {"Medicine": 1, "Nursing": 2}
    essential = 4
    median_days = 35
