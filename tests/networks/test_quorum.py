import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import get_resolver

from networks.groups.slugs import RESERVED
from networks.models import Membership
from networks.quorum.rule import missing
from tests.factories.networks import GroupFactory, MembershipFactory, QuorumConditionFactory
from tests.factories.people import ProfessionFactory, ProfessionFamilyFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

Role = Membership.Role


def present(group):
    return list(Membership.objects.filter(group=group).for_listing())


def test_a_group_without_a_quorum_is_always_quorate():
    assert missing(GroupFactory(), []) == []


def test_a_quorum_counts_each_person_with_a_vote_once():
    group = GroupFactory(quorum=2)
    chair = MembershipFactory(group=group, role=Role.CHAIR)
    MembershipFactory(group=group, person=chair.person, role=Role.MEMBER)
    MembershipFactory(group=group, role=Role.OBSERVER, votes=False)

    assert missing(group, present(group)) == ["2 voting members are needed, 1 present"]
    MembershipFactory(group=group)
    assert missing(group, present(group)) == []


def test_a_condition_names_the_roles_of_which_one_is_needed():
    group = GroupFactory()
    QuorumConditionFactory(group=group, roles=["chair", "deputy"])
    MembershipFactory(group=group)

    assert missing(group, present(group)) == [
        "at least 1 of: chair or deputy chair needed, 0 present"
    ]
    MembershipFactory(group=group, role=Role.DEPUTY)
    assert missing(group, present(group)) == []


def test_a_condition_looks_at_the_profession_that_a_member_represents():
    nursing = ProfessionFactory(name="Nurse")
    group = GroupFactory()
    condition = QuorumConditionFactory(group=group, words="a nurse")
    condition.professions.add(nursing)
    MembershipFactory(group=group, person__profession=nursing, profession=ProfessionFactory())

    assert missing(group, present(group)) == ["a nurse needed, 0 present"]
    MembershipFactory(group=group, person__profession=nursing)
    assert missing(group, present(group)) == []


def test_a_condition_of_a_family_is_met_by_any_of_its_professions():
    family = ProfessionFamilyFactory(name="Nursing")
    group = GroupFactory()
    QuorumConditionFactory(group=group).families.add(family)
    MembershipFactory(group=group)

    assert missing(group, present(group)) == ["at least 1 of: nursing needed, 0 present"]
    MembershipFactory(group=group, person__profession=ProfessionFactory(family=family))
    assert missing(group, present(group)) == []


def test_a_condition_asks_for_somebody():
    with pytest.raises(IntegrityError):
        QuorumConditionFactory(at_least=0)


def test_the_page_of_a_group_says_what_makes_it_quorate(client):
    group = GroupFactory(quorum=5)
    QuorumConditionFactory(group=group, words="a chair or deputy chair")

    page = words(client.get(group.get_absolute_url()))

    assert "Quorum 5 voting members a chair or deputy chair" in page


def test_no_group_takes_the_address_of_another_page():
    group = GroupFactory.build(slug="structure")

    with pytest.raises(ValidationError) as refusal:
        group.clean_fields(exclude=["kind"])

    assert refusal.value.message_dict == {
        "slug": [
            "“structure” is the address of another page. Choose another, for example"
            " structure-group"
        ]
    }


def test_every_fixed_address_under_networks_is_kept_from_groups():
    found = set()
    for pattern in get_resolver("networks.urls").url_patterns:
        for inner in pattern.url_patterns:
            house, _, rest = f"{pattern.pattern}{inner.pattern}".partition("/")
            first = rest.partition("/")[0]
            if house == "networks" and first and not first.startswith("<"):
                found.add(first)

    assert found - RESERVED == set()
