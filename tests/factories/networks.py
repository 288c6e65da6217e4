from datetime import date

import factory

from networks.models import (
    Gap,
    Group,
    GroupKind,
    GroupProposal,
    Invitation,
    JoinRequest,
    Membership,
    MembershipRule,
    QuorumCondition,
    Resource,
    TermsOfReference,
)

from .accounts import UserFactory
from .people import PersonWithAccountFactory, ProfessionFamilyFactory
from .strategy import PriorityAreaFactory


class GroupKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupKind
        django_get_or_create = ("slug",)

    slug = "clinical-network"
    name = "Clinical network"
    plural = "Clinical networks"


class ForumKindFactory(GroupKindFactory):
    slug = "governance-forum"
    name = "Governance forum"
    plural = "Governance forums"
    is_forum = True


class GroupFactory(factory.django.DjangoModelFactory):
    """An active network that people may ask to join."""

    class Meta:
        model = Group

    slug = factory.Sequence(lambda n: f"group-{n}")
    name = factory.Sequence(lambda n: f"Group {n}")
    kind = factory.SubFactory(GroupKindFactory)
    status = Group.Status.ACTIVE
    purpose = "Brings people together to improve care."


class ForumFactory(GroupFactory):
    kind = factory.SubFactory(ForumKindFactory)


class MembershipFactory(factory.django.DjangoModelFactory):
    """A current member with an account."""

    class Meta:
        model = Membership

    group = factory.SubFactory(GroupFactory)
    person = factory.SubFactory(PersonWithAccountFactory)


class JoinRequestFactory(factory.django.DjangoModelFactory):
    """A request that waits for its answer."""

    class Meta:
        model = JoinRequest

    group = factory.SubFactory(GroupFactory)
    person = factory.SubFactory(PersonWithAccountFactory)
    message = "I look after people with asthma."


class QuorumConditionFactory(factory.django.DjangoModelFactory):
    """At least one of anybody."""

    class Meta:
        model = QuorumCondition
        skip_postgeneration_save = True

    group = factory.SubFactory(GroupFactory)


class MembershipRuleFactory(factory.django.DjangoModelFactory):
    """Whoever holds a leadership post is a member."""

    class Meta:
        model = MembershipRule

    group = factory.SubFactory(GroupFactory)


class TermsFactory(factory.django.DjangoModelFactory):
    """The next version, adopted on a day of 2025."""

    class Meta:
        model = TermsOfReference

    group = factory.SubFactory(GroupFactory)
    text = "The group **advises** the system."
    adopted_on = date(2025, 4, 1)


class InvitationFactory(factory.django.DjangoModelFactory):
    """An invitation that waits for its answer."""

    class Meta:
        model = Invitation

    group = factory.SubFactory(GroupFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")


class GapFactory(factory.django.DjangoModelFactory):
    """A group lacks people of some profession, and nobody has said what to do about it."""

    class Meta:
        model = Gap

    group = factory.SubFactory(GroupFactory)
    family = factory.SubFactory(ProfessionFamilyFactory)


class ResourceFactory(factory.django.DjangoModelFactory):
    """A link that everybody may see."""

    class Meta:
        model = Resource

    group = factory.SubFactory(GroupFactory)
    title = factory.Sequence(lambda n: f"Resource {n}")
    link = "https://example.org/page"


class ProposalFactory(factory.django.DjangoModelFactory):
    """A proposal that waits for its answer, with somebody who would lead the group."""

    class Meta:
        model = GroupProposal

    name = factory.Sequence(lambda n: f"Proposed group {n}")
    need = "People with lung disease wait too long."
    area = factory.SubFactory(PriorityAreaFactory)
    lead = factory.SubFactory(PersonWithAccountFactory)
    proposed_by = factory.SubFactory(UserFactory)
