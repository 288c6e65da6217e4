"""Organisations that become one: previewed, done at once, and followed by the roll-up."""

from datetime import date

import pytest
from django.urls import reverse

from ccpl_portal.audit.models import Event
from ccpl_portal.organisations.merging import Merger, merge
from ccpl_portal.organisations.models import Organisation
from quality.bodies.actions import adopt_body
from quality.models import Figure, Obligation
from quality.rollup.actions import ask, is_stale, roll_up
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.organisations import (
    OrganisationFactory,
    PlaceFactory,
    PlaceMembershipFactory,
)
from tests.factories.quality import MeasureFactory, ObligationFactory, ReturnFactory

from .test_overview import words_of

MARCH, APRIL, MAY = date(2024, 3, 1), date(2024, 4, 1), date(2024, 5, 1)


@pytest.fixture
def two(home):
    """A trust in each of two places, both returning a measure; and the measure."""
    measure = MeasureFactory(system=home)
    trusts = []
    for name in ("Northern Trust", "Southern Trust"):
        place = PlaceFactory(parent=home.place, name=name.split()[0])
        trust = OrganisationFactory(name=name)
        PlaceMembershipFactory(organisation=trust, place=place)
        owed = ObligationFactory(measure=measure, body=adopt_body(home, trust))
        ReturnFactory(obligation=owed, period=MARCH)
        trusts.append(trust)
    roll_up(system=home, complete=True)
    return (*trusts, measure)


def test_the_past_stays_and_the_new_organisation_goes_on(two, home):
    north, south, measure = two
    before = list(ask(system=home))
    manager = ManagerFactory()

    merge(merger=Merger((north,), south, APRIL), by=manager)

    assert is_stale(home)
    roll_up(system=home)
    north.refresh_from_db()
    assert (north.closed_on, north.merged_into) == (APRIL, south)
    assert [m.until_on for m in north.place_memberships.all()] == [APRIL]
    duties = Obligation.objects.filter(measure=measure).order_by("body__name")
    assert [(d.body.name, d.until_on) for d in duties] == [
        ("Northern Trust", APRIL),
        ("Southern Trust", None),
    ]
    assert [one for one in ask(system=home) if one.period == MARCH] == before
    assert Event.objects.filter(verb="merged organisation", actor_id=manager.pk).count() == 1


def test_what_only_the_old_one_returned_passes_to_the_new(two, home):
    north, south, measure = two
    other = MeasureFactory(system=home, set=measure.set)
    ObligationFactory(measure=other, body=north.quality_body)

    merge(merger=Merger((north,), south, APRIL), by=ManagerFactory())

    passed = Obligation.objects.get(measure=other, body=south.quality_body)
    assert (passed.from_on, passed.until_on) == (APRIL, None)
    ReturnFactory(obligation=passed, period=APRIL)
    roll_up(system=home)
    expected = Figure.objects.filter(period=APRIL, level="system", measure=other)
    assert [(f.expected, f.received) for f in expected] == [(1, 1)]
    later = Figure.objects.filter(period=APRIL, level="system", measure=measure)
    assert [f.expected for f in later] == [1]


def test_by_todays_boundaries_a_closed_one_keeps_its_last_place(two, home):
    north, south, _ = two

    merge(merger=Merger((north,), south, APRIL), by=ManagerFactory())

    as_today = [one for one in ask(system=home, basis="current") if one.period == MARCH]
    assert sorted(one.received for one in as_today if one.level == "place") == [1, 1]


def test_a_manager_sees_what_will_happen_before_it_does(client, two):
    north, south, _ = two
    client.force_login(ManagerFactory())
    chosen = {"action": "merge", "_selected_action": [north.pk]}
    address = client.post(reverse("admin:ccpl_portal_organisation_changelist"), chosen).url
    said = {"into": south.pk, "on_day": "1", "on_month": "4", "on_year": "2024"}

    preview = words_of(client.post(address, said))

    assert "Northern Trust closes on 1 April 2024, merged into Southern Trust" in preview
    assert "Northern Trust belongs to Northern until 1 April 2024" in preview
    assert "for months before 1 April 2024 only" in preview
    north.refresh_from_db()
    assert north.closed_on is None

    done = client.post(address, {**said, "merge": "yes"}, follow=True)

    assert "Northern Trust merge into Southern Trust" in words_of(done)
    assert Organisation.objects.get(pk=north.pk).merged_into == south
    page = words_of(client.get(north.get_absolute_url()))
    assert "Merged into Southern Trust" in page


@pytest.mark.parametrize(
    ("into", "day", "words"),
    [
        ("north", "1", "cannot merge into itself"),
        ("south", "31", "Enter a real date"),
        ("", "1", "Choose the organisation that goes on"),
        ("south", "", "Enter the first day on which they are one"),
    ],
)
def test_an_impossible_merger_is_refused_in_words(client, two, into, day, words):
    north, south, _ = two
    client.force_login(ManagerFactory())
    address = f"{reverse('admin:ccpl_portal_organisation_merge')}?ids={north.pk}"
    key = {"north": north.pk, "south": south.pk, "": ""}[into]
    said = {"into": key, "on_day": day, "on_month": "4", "on_year": "2024" if day else ""}
    if not day:
        said["on_month"] = ""

    response = client.post(address, {**said, "merge": "yes"})

    assert words in words_of(response)
    assert not Organisation.objects.exclude(merged_into=None).exists()


def test_mergers_are_for_managers(client, two):
    north, _, _ = two
    address = f"{reverse('admin:ccpl_portal_organisation_merge')}?ids={north.pk}"
    statuses = [client.get(address).status_code]
    for user in (UserFactory(), ManagerFactory()):
        client.force_login(user)
        statuses.append(client.get(address).status_code)
    statuses.append(client.get(reverse("admin:ccpl_portal_organisation_merge")).status_code)

    assert statuses == [302, 404, 200, 404]


def test_managers_see_the_work_in_the_background(client, home, two):
    address = reverse("admin:quality_rolluprun_work")
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    client.force_login(ManagerFactory())

    page = words_of(client.get(address))

    assert "Roll-ups of quality figures" in page
    assert "Arden everything" in page
    assert "Nothing has failed." in page
