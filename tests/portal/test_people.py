from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.urls import reverse

from ccpl_portal.people.models import Person
from ccpl_portal.people.rules import contact_for, may_read
from ccpl_portal.ui import dates
from networks.models import Membership
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.governance import DraftMeetingFactory, MeetingFactory
from tests.factories.networks import MembershipFactory, ResourceFactory
from tests.factories.organisations import (
    OrganisationFactory,
    PlaceFactory,
    PlaceMembershipFactory,
)
from tests.factories.people import (
    AppointmentFactory,
    PersonFactory,
    PersonWithAccountFactory,
    PostKindFactory,
    ProfessionFactory,
)
from tests.factories.strategy import PriorityAreaFactory, ThemeFactory
from tests.pages import titles, words

pytestmark = pytest.mark.django_db


def test_people_are_found_by_name_speciality_post_and_profession(client):
    nurse = ProfessionFactory(name="Nurse", slug="nurse")
    AppointmentFactory(person__name="Post Holder", post__title="Clinical Lead for respiratory care")
    tagged = AppointmentFactory(person__name="Tagged Post", post__title="Fellow")
    tagged.post.tags.add(PriorityAreaFactory(name="Respiratory"))
    AppointmentFactory(
        person__name="Past Holder", post__title="Respiratory lead", until_on=date(2020, 1, 1)
    )
    PersonFactory(name="Expert", expertise="Respiratory failure", profession=nurse)
    PersonFactory(name="Other", profession=nurse)

    assert titles(client.get("/people/?q=respiratory")) == ["Post Holder", "Tagged Post", "Expert"]
    assert titles(client.get("/people/?q=respiratory&profession=nurse")) == ["Expert"]
    assert titles(client.get("/people/?q=OTHER")) == ["Other"]


def test_an_ended_appointment_does_not_show_as_current(client):
    ended = AppointmentFactory(
        post__title="Clinical Lead", person__name="Ada Example", until_on=date(2020, 4, 1)
    )

    listed = client.get("/people/")
    page = client.get(ended.person.get_absolute_url())

    assert "Clinical Lead" not in words(listed)
    assert "Earlier posts Clinical Lead, until 1 April 2020" in words(page)


AUDIENCES = {
    # reader: which entries are seen
    "anonymous": ["public"],
    "unverified": ["public"],
    "verified": ["public", "verified"],
    "oneself": ["private", "public", "verified"],
    "manager": ["private", "public", "verified"],
}


@pytest.mark.parametrize("reader", AUDIENCES)
def test_an_entry_is_seen_by_those_whom_the_person_chose(client, reader):
    entries = [PersonWithAccountFactory(audience=a, name=a) for a in Person.Audience.values]
    private = next(entry for entry in entries if entry.audience == "private")
    user = {
        "anonymous": AnonymousUser,
        "unverified": UnverifiedFactory,
        "verified": UserFactory,
        "oneself": lambda: private.user,
        "manager": ManagerFactory,
    }[reader]()
    if reader != "anonymous":
        client.force_login(user)

    assert titles(client.get("/people/")) == AUDIENCES[reader]
    opened = [e.name for e in entries if client.get(e.get_absolute_url()).status_code == 200]
    assert sorted(opened) == AUDIENCES[reader]
    assert sorted(e.name for e in entries if may_read(user, e)) == AUDIENCES[reader]


CONTACT = {
    # reader: what is read when the person shares the address, and when not
    "anonymous": (False, False),
    "unverified": (False, False),
    "verified": (True, False),
    "lead": (True, True),
    "secretary": (True, True),
    "lead elsewhere": (True, False),
    "oneself": (True, True),
    "manager": (True, True),
}


@pytest.mark.parametrize("reader", CONTACT)
def test_contact_details_are_read_by_those_the_policy_names(client, reader):
    member = MembershipFactory(person__email="ada@example.org", person__phone="01234")
    person = member.person
    user = {
        "anonymous": AnonymousUser,
        "unverified": UnverifiedFactory,
        "verified": UserFactory,
        "lead": lambda: MembershipFactory(group=member.group, role="lead").person.user,
        "secretary": lambda: MembershipFactory(group=member.group, role="secretary").person.user,
        "lead elsewhere": lambda: MembershipFactory(role="lead").person.user,
        "oneself": lambda: person.user,
        "manager": ManagerFactory,
    }[reader]()
    if reader != "anonymous":
        client.force_login(user)

    seen = []
    for shares in [True, False]:
        Person.objects.filter(pk=person.pk).update(shows_email=shares, shows_phone=shares)
        person.refresh_from_db()
        page = client.get(person.get_absolute_url()).content.decode()
        assert ("ada@example.org" in page) == ("01234" in page)
        assert contact_for(user, person) == (
            ("ada@example.org", "01234") if "01234" in page else ("", "")
        )
        seen.append("ada@example.org" in page)

    assert tuple(seen) == CONTACT[reader]


def test_a_persons_page_joins_posts_and_groups(client):
    lead = MembershipFactory(
        role=Membership.Role.LEAD,
        person__name="Ada Example",
        person__biography="Works on *breathing*.",
        group__name="Respiratory network",
        group__mailbox="breathing@example.org",
    )
    MembershipFactory(person=lead.person, group__name="Quietly a member")
    MembershipFactory(person=lead.person, role="lead", group__visibility="hidden")
    AppointmentFactory(person=lead.person, post__title="Clinical Lead")
    meeting = MeetingFactory(group=lead.group)
    DraftMeetingFactory(group=lead.group)
    MeetingFactory(group=Membership.objects.get(group__name="Quietly a member").group)

    response = client.get(lead.person.get_absolute_url())

    assert words(response) == (
        "AE Ada Example Clinical Lead Send a message Works on breathing. Leadership posts "
        "Clinical Lead Groups Respiratory network, clinical lead Meetings to come "
        f"{meeting.name}, {dates.day(meeting.starts_at)} Contact Respiratory network "
        "breathing@example.org Ada Example shows no personal address here. "
        "A message through this site reaches them."
    )


def test_nobody_holds_the_same_post_twice_at_a_time():
    appointment = AppointmentFactory(from_on=date(2024, 1, 1))

    with pytest.raises(IntegrityError):
        AppointmentFactory(post=appointment.post, person=appointment.person)


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_of_people_ask_the_same_whatever_the_number_of_rows(
    client, django_assert_num_queries, rows
):
    for _ in range(rows):
        appointment = AppointmentFactory()
    for _ in range(rows):
        MembershipFactory(person=appointment.person, role="lead")
        AppointmentFactory(person=appointment.person)
    client.force_login(UserFactory())

    with django_assert_num_queries(6):
        client.get("/people/")
    with django_assert_num_queries(7):
        client.get(appointment.person.get_absolute_url())


def test_a_biography_of_three_megabytes_is_refused_at_the_field(client):
    person = PersonFactory()
    client.force_login(ManagerFactory())
    url = reverse("admin:ccpl_portal_person_change", args=[person.pk])
    form = client.get(url).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value is not None}

    response = client.post(
        url,
        {
            **data,
            "tags": [],
            "biography": "x" * 2_000_000,
            "appointments-TOTAL_FORMS": 0,
            "appointments-INITIAL_FORMS": 0,
        },
    )

    person.refresh_from_db()
    assert person.biography == ""
    assert list(response.context["adminform"].form.errors) == ["biography"]


def options(response, name):
    return [words for _, words in response.context["found"].form.fields[name].shown]


def test_those_who_lead_on_a_subject_come_first_in_the_order_of_their_posts(client):
    chief = PostKindFactory(slug="chief", name="Chief", plural="Chiefs", position=1)
    lead = PostKindFactory(slug="lead", name="Lead", plural="Leads", position=2)
    area = PriorityAreaFactory(name="Respiratory", slug="respiratory")
    PersonFactory(name="Able Expert", expertise="respiratory")
    for name, kind, subject in [
        ("Bea Lead", lead, area),
        ("Zed Chief", chief, area),
        ("Ann Stroke", chief, PriorityAreaFactory(name="Stroke")),
    ]:
        held = AppointmentFactory(
            person__name=name, person__expertise="respiratory", post__kind=kind
        )
        held.post.tags.add(subject)

    found = titles(client.get("/people/?q=respiratory"))
    everybody = titles(client.get("/people/"))

    assert found == ["Zed Chief", "Bea Lead", "Ann Stroke", "Able Expert"]
    assert everybody == ["Ann Stroke", "Zed Chief", "Bea Lead", "Able Expert"]


def test_filters_combine_and_each_option_says_how_many(client):
    area = PriorityAreaFactory(name="Frailty", slug="frailty")
    rugby = PlaceFactory(name="Rugby", slug="rugby")
    trust = OrganisationFactory(name="Rugby Trust", ods_code="RUG")
    PlaceMembershipFactory(organisation=trust, place=rugby)
    gp = ProfessionFactory(name="GP", slug="gp")
    PersonFactory(name="Here by work", organisation=trust, profession=gp).tags.add(area)
    held = AppointmentFactory(person__name="Here by post", post__place=rugby)
    held.post.tags.add(area)
    PersonFactory(name="Other field", organisation=trust).tags.add(ThemeFactory(slug="frailty"))
    PersonFactory(name="Other place", profession=gp).tags.add(area)
    AppointmentFactory(post__place=rugby, until_on=date(2020, 1, 1)).post.tags.add(area)

    response = client.get("/people/?area=frailty&place=rugby")

    assert titles(response) == ["Here by post", "Here by work"]
    assert options(response, "area") == ["Frailty (2)"]
    assert options(response, "place") == ["Rugby (2)"]
    assert options(response, "profession") == ["Any profession", "GP (1)"]
    assert options(response, "organisation") == ["Any organisation", "Rugby Trust (1)"]
    assert titles(client.get("/people/?area=frailty&profession=gp&organisation=RUG")) == [
        "Here by work"
    ]
    assert titles(client.get("/people/?post=clinical-lead")) == ["Here by post"]
    assert titles(client.get("/people/?profession=&organisation=&area=frailty&place=rugby")) == [
        "Here by post",
        "Here by work",
    ]


def test_nothing_found_names_the_filter_to_leave_out(client):
    AppointmentFactory(person__name="Ada Example", post__title="Clinical Lead")

    response = client.get("/people/?q=surgery&post=clinical-lead")

    assert [(d.words, d.href, d.count) for d in response.context["drops"]] == [
        ("words surgery", "?post=clinical-lead", 1)
    ]


def test_parts_of_an_entry_are_read_and_found_by_those_whom_the_person_chose(client):
    PersonWithAccountFactory(
        name="Ada Example",
        expertise="asthma",
        expertise_audience="verified",
        biography="Sings.",
        biography_audience="private",
    )
    url = Person.objects.get().get_absolute_url()

    seen = {}
    for name, user in [
        ("anonymous", None),
        ("unverified", UnverifiedFactory()),
        ("verified", UserFactory()),
        ("oneself", Person.objects.get().user),
        ("manager", ManagerFactory()),
    ]:
        client.logout()
        if user:
            client.force_login(user)
        page = words(client.get(url))
        found = titles(client.get("/people/?q=asthma")) == ["Ada Example"]
        assert ("asthma" in page) == ("asthma" in words(client.get("/people/"))) == found
        seen[name] = (found, "Sings" in page)

    assert seen == {
        "anonymous": (False, False),
        "unverified": (False, False),
        "verified": (True, False),
        "oneself": (True, True),
        "manager": (True, True),
    }


def test_the_search_of_the_whole_site_knows_no_part_that_is_for_fewer(client):
    PersonFactory(name="Ada Example", expertise="asthma", expertise_audience="verified")
    PersonFactory(name="Ben Example", expertise="asthma")

    found = words(client.get("/search/?q=asthma"))

    assert "Ben Example" in found
    assert "Ada Example" not in found


def test_the_list_is_there_as_csv_without_personal_addresses(client):
    AppointmentFactory(
        person__name="=Ada",
        person__email="ada@example.org",
        person__shows_email=True,
        post__title="Lead",
        post__mailbox="role@example.org",
    )

    text = b"".join(client.get("/people/?format=csv").streaming_content).decode("utf-8-sig")

    assert text.splitlines()[1:] == ["'=Ada,Lead,,,,role@example.org"]


def test_a_persons_page_shows_the_resources_that_they_shared(client):
    person = PersonWithAccountFactory()
    ResourceFactory(title="Inhaler guide", added_by=person.user)
    ResourceFactory(title="For colleagues", added_by=person.user, audience="verified")
    ResourceFactory(title="Of somebody else")

    page = words(client.get(person.get_absolute_url()))

    assert "Resources they shared Inhaler guide" in page
    assert "For colleagues" not in page
    assert "Of somebody else" not in page
