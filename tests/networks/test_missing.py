import csv
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.audit.models import Event
from networks.models import Gap, Membership
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.networks import GapFactory, GroupFactory, MembershipFactory
from tests.factories.organisations import (
    OrganisationFactory,
    OrganisationKindFactory,
    PlaceFactory,
    PlaceMembershipFactory,
    SectorFactory,
    SystemFactory,
)
from tests.factories.people import ProfessionFactory, ProfessionFamilyFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

ALL = "/networks/missing/"


@pytest.fixture
def rugby():
    SystemFactory()
    place = PlaceFactory(name="Rugby", slug="rugby")
    practice = SectorFactory(name="General practice", slug="general-practice")
    kind = OrganisationKindFactory(slug="pcn", name="PCN", sector=practice)
    PlaceMembershipFactory(
        organisation=OrganisationFactory(name="Rugby PCN", kind=kind), place=place
    )
    return place


@pytest.fixture
def group(rugby):
    """A network of two doctors, one in a hospital of Coventry and one from Rugby."""
    medicine = ProfessionFactory(family=ProfessionFamilyFactory(name="Medicine", slug="medicine"))
    ProfessionFamilyFactory(name="Nursing", slug="nursing")
    acute = OrganisationKindFactory(
        slug="acute", name="Acute", sector=SectorFactory(name="Acute care", slug="acute")
    )
    coventry = PlaceFactory(name="Coventry", slug="coventry")
    group = GroupFactory(name="Respiratory network", slug="respiratory")
    for name, place in [("Ada Example", coventry), ("Ben Example", rugby)]:
        trust = OrganisationFactory(name=f"{place.name} Hospital", kind=acute)
        PlaceMembershipFactory(organisation=trust, place=place)
        MembershipFactory(
            group=group,
            person__name=name,
            person__profession=medicine,
            person__organisation=trust,
        )
    return group


def lead_of(group):
    return MembershipFactory(group=group, role=Membership.Role.LEAD).person


def page_of(group):
    return reverse("missing:group", args=[group.slug])


def plan_url(group, query):
    return f"{reverse('missing:plan', args=[group.slug])}?{query}"


PLAN = {
    "is_wanted": "True",
    "why_not": "",
    "engaging": "Ask at the practice managers’ meeting",
    "working": "Meet at lunch, online",
    "call": "We look for a GP from Rugby",
    "owner": "",
    "review_on_day": "1",
    "review_on_month": "6",
    "review_on_year": "2031",
}


def test_a_colleague_reads_who_is_missing_from_a_group(client, group):
    client.force_login(UserFactory())

    response = client.get(page_of(group))

    assert [line.words for line in response.context["unplanned"]] == [
        "No member from nursing",
        "No member from general practice",
    ]
    assert [line.words for line in response.context["silent"]] == ["No member from Rugby PCN"]
    page = words(response)
    assert "2 members of Respiratory network" in page
    assert "Medicine Coventry 1 Rugby 1 All 2" in page
    assert "Nursing Coventry nobody Rugby nobody All nobody" in page
    assert "Ada Example" in page
    assert "Make a plan" not in page


def test_strangers_and_the_unverified_do_not_read_it(client, group):
    answers = [client.get(page_of(group)).status_code, client.get(ALL).status_code]
    client.force_login(UnverifiedFactory())
    answers += [client.get(page_of(group)).status_code, client.get(ALL).status_code]

    answers += [client.get(f"{ALL}plan/?family=nursing").status_code]

    assert answers == [302, 302, 404, 404, 404]


def test_a_hidden_group_has_no_such_page_for_others(client, group):
    group.visibility = group.Visibility.HIDDEN
    group.save()
    member = group.memberships.first().person.user
    client.force_login(UserFactory())
    other = client.get(page_of(group)).status_code
    client.force_login(member)

    assert (other, client.get(page_of(group)).status_code) == (404, 200)


def test_a_lead_plans_for_a_gap_and_everybody_reads_the_call(client, group):
    lead = lead_of(group)
    client.force_login(lead.user)

    response = client.post(plan_url(group, "sector=general-practice"), {**PLAN, "owner": lead.pk})

    assert response.url == page_of(group)
    gap = Gap.objects.get()
    assert (str(gap), gap.owner, gap.engaging) == (
        "general practice",
        lead,
        "Ask at the practice managers’ meeting",
    )
    assert [e.verb for e in Event.objects.all()] == ["planned for a gap"]
    page = words(client.get(page_of(group)))
    assert "Ask at the practice managers’ meeting" in page
    assert "looks again on 1 June 2031" in page
    client.logout()
    assert "We look for a GP from Rugby" in words(client.get(group.get_absolute_url()))


def test_a_plan_made_twice_is_one_plan(client, group):
    client.force_login(lead_of(group).user)
    for engaging in ["Once", "Twice"]:
        client.post(plan_url(group, "family=nursing&place=rugby"), {**PLAN, "engaging": engaging})

    assert [(str(gap), gap.engaging) for gap in Gap.objects.all()] == [
        ("nursing in Rugby", "Twice")
    ]
    gap = Gap.objects.get()
    gap.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        gap.save(force_insert=True)


def test_who_is_not_needed_is_no_longer_named_as_missing(client, group):
    client.force_login(lead_of(group).user)
    url = plan_url(group, "family=nursing")

    refused = client.post(url, {**PLAN, "is_wanted": "False"})
    client.post(url, {**PLAN, "is_wanted": "False", "why_not": "A network of doctors"})

    assert refused.context["form"].errors == {"why_not": ["Enter why they are not needed here"]}
    response = client.get(page_of(group))
    assert "No member from nursing" not in [line.words for line in response.context["unplanned"]]
    assert "No member from nursing: A network of doctors" in words(response)
    assert "We look for" not in words(client.get(group.get_absolute_url()))


def test_a_voice_that_has_come_is_shown_as_in_the_room(client, group):
    GapFactory(group=group, family=group.memberships.first().person.profession.family)
    client.force_login(UserFactory())

    response = client.get(page_of(group))

    assert [line.words for line in response.context["filled"]] == ["Medicine"]
    assert response.context["planned"] == []


@pytest.mark.parametrize(
    ("query", "status"), [("", 404), ("family=nonsense", 404), ("family=nursing", 200)]
)
def test_a_plan_is_about_somebody_who_exists(client, group, query, status):
    client.force_login(lead_of(group).user)

    assert client.get(plan_url(group, query)).status_code == status


def test_only_those_who_keep_the_group_or_own_the_gap_plan(client, group):
    owner = MembershipFactory().person
    gap = GapFactory(group=group, owner=owner)
    url = plan_url(group, f"family={gap.family.slug}")
    readers = {
        "member": group.memberships.first().person.user,
        "lead elsewhere": lead_of(GroupFactory()).user,
        "owner": owner.user,
        "lead": lead_of(group).user,
        "manager": ManagerFactory(),
    }

    seen = {}
    for name, user in readers.items():
        client.force_login(user)
        seen[name] = client.get(url).status_code

    assert seen == {
        "member": 403,
        "lead elsewhere": 403,
        "owner": 200,
        "lead": 200,
        "manager": 200,
    }


def test_what_is_wrong_in_a_plan_is_said_at_its_field(client, group):
    client.force_login(lead_of(group).user)

    response = client.post(
        plan_url(group, "family=nursing"),
        {**PLAN, "is_wanted": "", "engaging": "x" * 1001, "call": "x" * 201, "owner": 999999},
    )

    assert response.context["form"].errors == {
        "is_wanted": ["Select whether you are looking for them"],
        "engaging": ["Shorten the text to 1,000 characters"],
        "call": ["Shorten the call to 200 characters"],
        "owner": ["Choose somebody from the list"],
    }
    assert not Gap.objects.exists()


def test_the_owner_is_reminded_on_the_front_page_when_the_review_is_due(client, group):
    owner = lead_of(group)
    GapFactory(group=group, family__name="Dentistry", owner=owner, review_on=timezone.localdate())
    GapFactory(group=group, owner=owner, review_on=timezone.localdate() + timedelta(days=1))
    client.force_login(owner.user)

    page = words(client.get("/"))

    assert "Look again at who is missing: dentistry" in page
    assert page.count("Look again") == 1


def test_all_groups_together_name_nobody_and_tell_no_small_number(client, group):
    for _ in range(6):
        MembershipFactory(group=group, person__organisation=OrganisationFactory())
    MembershipFactory(group__visibility="hidden", person__name="Hidden Example")
    client.force_login(UserFactory())

    response = client.get(ALL)

    room = response.context["room"]
    assert room.count == 8
    page = words(response)
    assert "Ada Example" not in page
    assert "No member from nursing" in page
    told = {cell.words for table in room.tables for row in table.rows for cell in row.cells}
    assert told == {"nobody", "0", "fewer than 5", "5 or more"}


def test_the_download_holds_what_the_page_shows(client, group):
    GapFactory(group=group, sector=None, family=None, place=PlaceFactory(name="=Nuneaton"))
    client.force_login(UserFactory())

    text = b"".join(client.get(page_of(group) + "?format=csv").streaming_content).decode()
    rows = list(csv.reader(text.splitlines()))

    assert ["Profession", "Nursing", "Rugby", "nobody"] in rows
    assert ["Profession", "Medicine", "All", "2"] in rows
    assert ["", "", "", "", "No member from nursing"] in rows
    assert ["", "", "", "", "'=Nuneaton", "", "", "", ""] not in rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_whatever_the_number_of_members(
    client, group, django_assert_num_queries, rows
):
    for _ in range(rows):
        MembershipFactory(group=group)
        GapFactory(group=group, owner=lead_of(group))
    client.force_login(UserFactory())

    with django_assert_num_queries(11):
        client.get(page_of(group))
    with django_assert_num_queries(8):
        client.get(ALL)
