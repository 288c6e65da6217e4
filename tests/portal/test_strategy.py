import pytest
from django.db import IntegrityError
from django.urls import reverse

from ccpl_portal.strategy.models import Principle, Tag, Workstream
from tests.factories.accounts import ManagerFactory
from tests.factories.networks import GroupFactory
from tests.factories.people import PersonFactory
from tests.factories.strategy import (
    AimFactory,
    PrincipleFactory,
    TransformationProgrammeFactory,
    WorkstreamFactory,
)
from tests.pages import titles, words

pytestmark = pytest.mark.django_db


def test_each_kind_finds_its_own():
    principle, workstream = PrincipleFactory(), WorkstreamFactory()

    assert list(Principle.objects.all()) == [principle]
    assert list(Workstream.objects.all()) == [workstream]
    assert Tag.objects.count() == 2


def test_two_kinds_may_share_an_address_and_one_kind_may_not():
    WorkstreamFactory(slug="quality")
    AimFactory(slug="quality")

    with pytest.raises(IntegrityError):
        WorkstreamFactory(slug="quality")


def test_a_principle_needs_its_wording():
    with pytest.raises(IntegrityError):
        PrincipleFactory(text="")


def test_the_principles_are_listed_in_full_in_their_order(client):
    PrincipleFactory(number=2, name="Share", text="Nurture a *culture*.")
    PrincipleFactory(number=1, name="Integrate", text="Integrate leaders.")

    response = client.get("/about/principles/")

    assert titles(response) == ["1. Integrate", "2. Share"]
    assert words(response).endswith("1. Integrate Integrate leaders. 2. Share Nurture a culture.")


def test_a_workstream_shows_lead_aims_programmes_and_groups(client):
    workstream = WorkstreamFactory(
        name="Clinical networking",
        text="Mapping groups.",
        lead=PersonFactory(name="Ada Example"),
        mailbox="networking@example.org",
    )
    AimFactory(name="Grow", text="Flourishing groups", horizon=2028).serves.add(workstream)
    TransformationProgrammeFactory(
        name="Breathe well", lead=PersonFactory(name="Ben Example")
    ).serves.add(workstream)
    GroupFactory(name="Respiratory network").tags.add(workstream)
    GroupFactory(name="Secret", visibility="hidden").tags.add(workstream)
    GroupFactory(name="Unrelated")

    response = client.get(workstream.get_absolute_url())

    assert words(response) == (
        "Clinical networking Mapping groups. Aims Flourishing groups by 2028 "
        "Groups Respiratory network Clinical network "
        "Transformation programmes Breathe well, clinical lead Ben Example "
        "Who leads it Ada Example networking@example.org"
    )


def test_a_principle_shows_what_serves_it(client):
    principle = PrincipleFactory(number=3, name="Involve", text="Involve and invest.")
    GroupFactory(name="Respiratory network").tags.add(principle)

    response = client.get("/about/principles/3/")

    assert titles(response) == ["Respiratory network"]
    assert words(response).startswith("Principle 3: Involve Involve and invest.")


def test_a_principle_or_workstream_that_is_not_there_is_not_found(client):
    AimFactory(slug="an-aim")

    assert client.get("/about/principles/9/").status_code == 404
    assert client.get("/about/workstreams/an-aim/").status_code == 404


def test_a_workstream_page_asks_the_same_whatever_the_number_of_groups(
    client, django_assert_max_num_queries
):
    # Each house hangs its own things here, so the number itself is not fixed: only its bound.
    asked = []
    client.get("/about/workstreams/")  # the content version is asked for once
    for rows in [1, 3]:
        workstream = WorkstreamFactory()
        for _ in range(rows):
            GroupFactory().tags.add(workstream)
            AimFactory().serves.add(workstream)
        with django_assert_max_num_queries(12) as queries:
            client.get(workstream.get_absolute_url())
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_a_manager_adds_a_principle_and_is_told_what_is_missing(client):
    client.force_login(ManagerFactory())
    url = reverse("admin:ccpl_portal_principle_add")

    refused = client.post(url, {"number": "", "name": "Integrate", "summary": "", "text": ""})
    accepted = client.post(
        url, {"number": "1", "name": "Integrate", "summary": "", "text": "Integrate leaders."}
    )

    assert refused.context["adminform"].form.errors == {
        "number": ["Enter the number of the principle"]
    }
    assert accepted.status_code == 302
    assert [(p.number, p.slug, p.kind) for p in Principle.objects.all()] == [(1, "1", "principle")]
