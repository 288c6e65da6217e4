from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from ccpl_portal.organisations.models import Organisation, Place
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.leadership_dev import DraftProgrammeFactory, ProgrammeFactory
from tests.factories.networks import GroupFactory, MembershipFactory
from tests.factories.organisations import (
    OrganisationFactory,
    OrganisationKindFactory,
    PlaceFactory,
    PlaceMembershipFactory,
    ServiceFactory,
    SystemFactory,
)
from tests.factories.people import AppointmentFactory, PersonFactory, PostFactory
from tests.factories.strategy import TransformationProgrammeFactory
from tests.pages import headings, titles, words

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


def test_a_place_is_not_part_of_what_is_in_it():
    place = PlaceFactory()
    neighbourhood = PlaceFactory(parent=place)
    place.parent = neighbourhood

    with pytest.raises(ValidationError) as refusal:
        place.full_clean()

    assert refusal.value.message_dict == {"parent": ["Choose a place that is not part of this one"]}


def test_organisations_are_found_by_word_kind_and_present_place(client):
    rugby = PlaceFactory(name="Rugby", slug="rugby")
    network = OrganisationKindFactory(slug="pcn", name="Primary care network", plural="PCNs")
    wanted = PlaceMembershipFactory(
        place=rugby, organisation__name="Rugby PCN", organisation__kind=network
    )
    PlaceMembershipFactory(place=rugby, organisation__name="Rugby Hospital")
    PlaceMembershipFactory(
        place=rugby,
        organisation__name="Moved PCN",
        organisation__kind=network,
        until_on=date(2020, 1, 1),
    )

    response = client.get("/organisations/?q=pcn&kind=pcn&place=rugby")

    assert titles(response) == [wanted.organisation.name]
    places = response.context["found"].form.fields["place"].shown
    assert places == [("rugby", "Rugby (1)")]


def test_closed_organisations_are_not_listed_and_keep_their_page(client):
    closed = OrganisationFactory(name="Old Trust", closed_on=date(2020, 4, 1))

    assert titles(client.get("/organisations/")) == []
    assert "Closed 1 April 2020" in words(client.get(closed.get_absolute_url()))


def test_an_organisation_page_shows_facts_posts_people_and_groups(client):
    trust = OrganisationFactory(ods_code="RKB", name="Example Trust", ons_code="E1")
    PlaceMembershipFactory(organisation=trust, place=PlaceFactory(name="Rugby"))
    ServiceFactory(organisation=trust, place=PlaceFactory(name="Coventry"))
    GroupFactory(organisation=trust, name="Quality group")
    GroupFactory(organisation=trust, name="Secret group", visibility="hidden")
    PersonFactory(organisation=trust, name="Ada Example")
    PersonFactory(organisation=trust, name="Quiet Example", audience="private")
    AppointmentFactory(
        post__organisation=trust, post__title="Clinical Lead", person__name="Ben Example"
    )

    response = client.get("/organisations/RKB/")

    assert headings(response) == [
        "Example Trust",
        "Groups",
        "Leadership posts",
        "People",
        "Facts",
    ]
    assert titles(response) == ["Quality group", "Clinical Lead", "Ada Example"]
    assert words(response).endswith("Facts ODS codeRKB ONS codeE1 Serves Coventry") or words(
        response
    ).endswith("ODS code RKB ONS code E1 Serves Coventry")


def test_a_code_in_small_letters_finds_the_organisation(client):
    OrganisationFactory(ods_code="RKB", name="Example Trust")

    assert headings(client.get("/organisations/rkb/"))[0] == "Example Trust"


def test_a_wrong_code_says_what_to_do(client):
    response = client.get("/organisations/XX9/")

    assert response.status_code == 404
    assert words(response) == (
        "Organisation not found No organisation here has the code “XX9”. ODS codes are letters "
        "and digits, for example RKB. Look for “XX9” among the organisations See all organisations"
    )


def test_a_place_shows_its_own_the_system_wide_and_those_that_serve_it(client):
    rugby = PlaceFactory(name="Rugby")
    PlaceMembershipFactory(place=rugby, organisation__name="Rugby PCN")
    PlaceMembershipFactory(place=SystemFactory(), organisation__name="Ambulance Trust")
    neighbour = PlaceMembershipFactory(
        place=PlaceFactory(name="Coventry"), organisation__name="Coventry Trust"
    )
    ServiceFactory(place=rugby, organisation=neighbour.organisation)
    PlaceMembershipFactory(organisation__name="Somewhere else")
    group = GroupFactory(name="Rugby network")
    group.places.add(rugby)

    response = client.get(rugby.get_absolute_url())

    assert titles(response) == ["Rugby network"]
    assert words(response).endswith(
        "Organisations Acute trust Rugby PCN Also serving Rugby Coventry Trust (Coventry) "
        "System-wide, so here too Ambulance Trust Acute trust"
    )


def test_places_and_system_wide_bodies_add_up_to_the_system(client):
    system = SystemFactory()
    rugby, coventry = PlaceFactory(name="Rugby"), PlaceFactory(name="Coventry")
    street = PlaceFactory(name="Street", parent=rugby)
    for place in [rugby, street, coventry, system]:
        PlaceMembershipFactory(place=place)
    PlaceMembershipFactory(place=rugby, until_on=date(2020, 1, 1))
    PlaceMembershipFactory(place=rugby, organisation__closed_on=date(2020, 1, 1))

    belonging = client.get(system.get_absolute_url()).context["belonging"]

    assert [(place.name, count) for place, count in belonging.places] == [
        ("Coventry", 1),
        ("Rugby", 2),
    ]
    assert (belonging.system_wide, belonging.total) == (1, 4)


def test_pages_of_places_and_organisations_show_their_programmes(client):
    member = PlaceMembershipFactory()
    programme = ProgrammeFactory(title="Leading together", organisation=member.organisation)
    programme.places.add(member.place)
    DraftProgrammeFactory(title="Draft course", organisation=member.organisation)

    for page in [member.place, member.organisation]:
        shown = words(client.get(page.get_absolute_url()))
        assert "Programmes and courses Leading together" in shown
        assert "Draft course" not in shown


def test_a_place_shows_the_transformation_programmes_that_its_groups_and_posts_serve(client):
    rugby, city = PlaceFactory(), PlaceFactory()
    lead = PersonFactory(name="Ada Example", audience="public")
    served, held = TransformationProgrammeFactory(lead=lead), TransformationProgrammeFactory()
    other, secret = TransformationProgrammeFactory(), TransformationProgrammeFactory()
    for programme, place, visibility in [
        (served, rugby, "open"),
        (served, rugby, "by_request"),
        (other, city, "open"),
        (secret, rugby, "hidden"),
    ]:
        group = GroupFactory(visibility=visibility)
        group.places.add(place)
        group.tags.add(programme)
    PostFactory(place=rugby).tags.add(held)

    page = client.get(rugby.get_absolute_url())

    assert page.context["transformations"] == [served, held]
    assert f"{served.name} Clinical lead: Ada Example" in words(page)
    system = client.get(SystemFactory().get_absolute_url())
    assert system.context["transformations"] == [served, held, other, secret]


def test_an_organisation_shows_the_programmes_that_its_people_lead(client):
    trust = OrganisationFactory()
    led = TransformationProgrammeFactory(lead=PersonFactory(organisation=trust))
    held = TransformationProgrammeFactory()
    TransformationProgrammeFactory(lead=PersonFactory())
    PostFactory(organisation=trust).tags.add(held)

    page = client.get(trust.get_absolute_url())

    assert page.context["transformations"] == [led, held]


def test_an_organisation_shows_the_groups_in_which_it_has_a_voice(client):
    trust = OrganisationFactory()
    led = MembershipFactory(person__organisation=trust, role="lead").group
    joined = MembershipFactory(organisation=trust, role="member").group
    MembershipFactory(person__organisation=trust, organisation=OrganisationFactory())
    MembershipFactory(person__organisation=trust, role="lead", group__visibility="hidden")
    MembershipFactory(person__organisation=trust, role="lead", until_on=date(2024, 1, 1))

    stranger = client.get(trust.get_absolute_url())
    client.force_login(UserFactory())
    colleague = client.get(trust.get_absolute_url())

    assert stranger.context["voices"] == [led]
    assert colleague.context["voices"] == sorted([led, joined], key=lambda group: group.name)
    assert f"Groups in which it has a voice {led.name}" in words(stranger)


def test_the_system_page_lists_its_places(client):
    system = SystemFactory()
    PlaceFactory(name="Rugby")

    assert words(client.get(system.get_absolute_url())).endswith("Places Rugby")


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_of_organisations_ask_the_same_whatever_the_number_of_rows(
    client, django_assert_num_queries, rows
):
    rugby = PlaceFactory()
    for _ in range(rows):
        member = PlaceMembershipFactory(place=rugby)
        PersonFactory(organisation=member.organisation)
        GroupFactory().places.add(rugby)
    client.force_login(UserFactory())

    with django_assert_num_queries(6):
        client.get("/organisations/")
    with django_assert_num_queries(12):
        client.get(rugby.get_absolute_url())
    with django_assert_num_queries(12):
        client.get(member.organisation.get_absolute_url())


def test_a_manager_edits_organisations_in_the_admin(client):
    trust = OrganisationFactory()
    client.force_login(ManagerFactory())

    listed = client.get(reverse("admin:ccpl_portal_organisation_changelist"))

    assert list(listed.context["cl"].result_list) == [trust]
