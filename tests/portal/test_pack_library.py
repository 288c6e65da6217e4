"""The packs that come with the portal."""

from collections import Counter

import pytest

from ccpl_portal.organisations.models import Organisation, Place, PlaceMembership
from ccpl_portal.packs.actions import load_pack
from ccpl_portal.packs.folders import LIBRARY, open_folder
from ccpl_portal.packs.models import Pack
from ccpl_portal.strategy.models import Aim, Principle, Workstream
from governance.models import Deliverable
from networks.models import Group

SYSTEMS = sorted(
    path.parent.name for path in LIBRARY.glob("*/pack.toml") if open_folder(path.parent.name).system
)


def members_of(slug):
    return sorted(
        PlaceMembership.objects.filter(place__slug=slug)
        .exclude(organisation__kind__slug="primary-care-network")
        .values_list("organisation__ods_code", flat=True)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", SYSTEMS)
def test_each_pack_loads_without_a_fault_and_only_once(name):
    first, second = load_pack(name), load_pack(name)

    assert [str(fault) for fault in first.faults] == []
    assert (first.count("changed"), first.count("unchanged")) == (0, 0)
    assert (second.count("made"), second.count("changed")) == (0, 0)
    assert second.count("unchanged") == first.count("made")
    assert Place.objects.system().name == Pack.objects.get().title


@pytest.mark.django_db
def test_coventry_and_warwickshire_is_true_to_its_facts(settings):
    settings.PRODUCTION = True

    load_pack("coventry-and-warwickshire")

    networks = Organisation.objects.filter(kind__slug="primary-care-network")
    assert {
        place.name: networks.in_place(place).count() for place in Place.objects.below_system()
    } == {"Coventry": 8, "Warwickshire North": 5, "Rugby": 1, "South Warwickshire": 7}
    assert all("As at 1 January 2022" in network.note for network in networks)
    assert members_of("coventry") == ["407", "RKB"]
    assert members_of("warwickshire-north") == ["E07000219", "RLT", "X-NWBC"]
    assert members_of("rugby") == ["E07000220"]
    assert members_of("south-warwickshire") == ["E07000221", "E07000222", "RJC"]
    assert members_of("coventry-and-warwickshire") == ["404", "QWU", "RYA", "RYG", "X-WMS"]
    assert sorted(Group.objects.values_list("name", flat=True)) == [
        "Clinical Executive Group",
        "Clinical and Care Forum",
        "Local Maternity and Neonatal Services Group",
        "System Quality Group",
    ]
    assert Principle.objects.count() == 5
    assert Workstream.objects.count() == 7
    assert [aim.horizon for aim in Aim.objects.all()] == [2028] * 5
    assert {d.outcome for d in Deliverable.objects.all()} == {"not_recorded"}
    assert Counter(d.due_words for d in Deliverable.objects.all()) == {
        "the end of quarter 1 of 2023/24": 5,
        "the end of 2023/24": 11,
    }


@pytest.mark.django_db
def test_production_holds_no_example(settings):
    settings.PRODUCTION = True

    load_pack("coventry-and-warwickshire")

    assert not Group.objects.filter(is_example=True).exists()
    assert not Organisation.objects.filter(is_example=True).exists()
