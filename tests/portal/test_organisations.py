from datetime import date

import pytest
from django.db import IntegrityError, transaction

from ccpl_portal.organisations.models import Organisation, Place
from tests.factories.organisations import (
    OrganisationFactory,
    PlaceFactory,
    PlaceMembershipFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db


def refused():
    return pytest.raises(IntegrityError)


def test_an_organisation_belongs_to_one_place_at_a_time():
    trust = OrganisationFactory()
    PlaceMembershipFactory(organisation=trust, until_on=date(2024, 4, 1))
    PlaceMembershipFactory(organisation=trust, from_on=date(2024, 4, 1))

    with refused(), transaction.atomic():
        PlaceMembershipFactory(organisation=trust, from_on=date(2024, 3, 31))

    assert trust.place_memberships.count() == 2


def test_a_membership_ends_after_it_starts():
    with refused():
        PlaceMembershipFactory(from_on=date(2024, 4, 1), until_on=date(2024, 4, 1))


def test_there_is_one_system():
    system = SystemFactory()
    PlaceFactory()
    with refused(), transaction.atomic():
        PlaceFactory(parent=None)

    assert Place.objects.system() == system


def test_an_ods_code_is_capital_letters_and_digits():
    with refused():
        OrganisationFactory(ods_code="rkb ")


def test_organisations_are_found_by_the_place_they_belong_to_today():
    place = PlaceFactory()
    here = PlaceMembershipFactory(place=place).organisation
    PlaceMembershipFactory(place=place, until_on=date(2020, 1, 1))
    PlaceMembershipFactory()

    assert list(Organisation.objects.in_place(place)) == [here]
