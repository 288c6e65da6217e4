"""Who isn't in the room, and that small counts of people who are not named stay unknown."""

import itertools
import random

import pytest

from ccpl_portal.organisations.models import OrganisationKind
from ccpl_portal.people.missing import MakeUp, Room, scope_of, under_small
from ccpl_portal.people.missing.small import BOUNDS, FEW, NOT_SHOWN, Sum, bounds, marked
from tests.factories.organisations import (
    OrganisationFactory,
    OrganisationKindFactory,
    PlaceFactory,
    PlaceMembershipFactory,
    SectorFactory,
    ServiceFactory,
    SystemFactory,
)
from tests.factories.people import ProfessionFactory, ProfessionFamilyFactory


class System:
    """Two places; hospitals in both, general practice in Rugby, mental health system-wide."""

    def __init__(self):
        self.root = SystemFactory()
        self.rugby = PlaceFactory(name="Rugby", slug="rugby", position=1)
        self.coventry = PlaceFactory(name="Coventry", slug="coventry", position=2)
        self.medicine = self.profession("Medicine")
        self.nursing = self.profession("Nursing")
        self.managing = self.profession("Management", is_expected=False)
        self.practice = self.body("Rugby PCN", "General practice", self.rugby)
        self.hospital = self.body("City Hospital", "Acute care", self.coventry)
        self.mind = self.body("Mind Trust", "Mental health", self.root)

    def profession(self, name, **kwargs):
        return ProfessionFactory(name=name, family=ProfessionFamilyFactory(name=name, **kwargs))

    def body(self, name, sector, place):
        kind = OrganisationKind.objects.filter(slug=sector).first() or OrganisationKindFactory(
            slug=sector, name=sector, sector=SectorFactory(name=sector, slug=sector)
        )
        body = OrganisationFactory(name=name, kind=kind)
        PlaceMembershipFactory(organisation=body, place=place)
        return body

    def room(self, *voices, places=(), organisation=None):
        makeup = MakeUp()
        spoken = [
            makeup.voice(
                number, profession=profession.pk, organisation=organisation and organisation.pk
            )
            for number, (profession, organisation) in enumerate(voices)
        ]
        return Room(makeup, scope_of(makeup, places=places, organisation=organisation), spoken)


def rows(table):
    return {row.name: [cell.words for cell in [*row.cells, row.total]] for row in table.rows}


def said(room, noun="member"):
    return [missing.words for missing in room.missing(noun)]


@pytest.mark.django_db
def test_people_are_counted_by_profession_sector_and_place():
    system = System()

    room = system.room(
        (system.medicine, system.hospital),
        (system.medicine, system.mind),
        (system.managing, system.hospital),
        (system.nursing, None),
    )

    families, sectors = room.tables
    assert families.columns == ["Rugby", "Coventry", "System-wide", "Not known"]
    assert rows(families) == {
        "Medicine": ["nobody", "1", "1", "0", "2"],
        "Nursing": ["nobody", "nobody", "0", "1", "1"],
        "Others, or not known": ["0", "1", "0", "0", "1"],
    }
    assert rows(sectors) == {
        "General practice": ["nobody", "0", "0", "0", "nobody"],
        "Acute care": ["0", "2", "0", "0", "2"],
        "Mental health": ["0", "0", "1", "0", "1"],
        "Not known": ["0", "0", "0", "1", "1"],
    }
    assert [cell.words for cell in families.totals] == ["nobody", "2", "1", "1"]
    assert rows(room.bodies) == {
        "City Hospital": ["2"],
        "Mind Trust": ["1"],
        "Rugby PCN": ["nobody"],
        "Others, or not known": ["1"],
    }


@pytest.mark.django_db
def test_who_is_missing_is_named_once_and_never_where_nobody_works():
    system = System()
    second = system.body("Warwick Hospital", "Acute care", system.rugby)

    room = system.room((system.medicine, system.hospital), (system.nursing, second))

    assert said(room) == [
        "no member from general practice",
        "no member from mental health",
        "no member from medicine in Rugby",
        "no member from nursing in Coventry",
    ]


@pytest.mark.django_db
def test_general_practice_is_missed_in_the_place_that_has_it():
    system = System()
    city = system.body("City PCN", "General practice", system.coventry)
    trust = system.body("Rugby Hospital", "Acute care", system.rugby)

    room = system.room((system.medicine, city), (system.medicine, trust), (system.nursing, trust))

    assert "no member from general practice in Rugby" in said(room)
    assert "no member from acute care in Coventry" in said(room)
    assert [missing.words for missing in room.silent_bodies()] == [
        "no member from City Hospital",
        "no member from Mind Trust",
        "no member from Rugby PCN",
    ]


@pytest.mark.django_db
def test_a_place_without_anybody_is_named_in_the_words_of_the_room():
    system = System()

    room = system.room((system.medicine, system.hospital), (system.nursing, system.mind))

    assert said(room, "answer") == [
        "no answer from Rugby",
        "no answer from general practice",
        "no answer from nursing in Coventry",
    ]
    assert room.missing()[0].about == {"place": system.rugby.pk}
    assert room.missing()[2].about == {
        "family": system.nursing.family_id,
        "place": system.coventry.pk,
    }
    assert said(system.room()) == []


@pytest.mark.django_db
def test_a_group_of_one_place_is_measured_against_that_place_and_the_system_wide():
    system = System()
    serving = system.body("Serving Trust", "Acute care", system.coventry)
    ServiceFactory(organisation=serving, place=system.rugby)

    room = system.room((system.medicine, system.hospital), places=[system.rugby])

    assert room.tables[0].columns == ["Rugby", "Elsewhere"]
    assert list(rows(room.bodies)) == [
        "Mind Trust",
        "Rugby PCN",
        "Serving Trust",
        "Others, or not known",
    ]


@pytest.mark.django_db
def test_a_neighbourhood_counts_with_the_place_it_is_in():
    system = System()
    street = PlaceFactory(name="Street", parent=system.rugby)
    corner = system.body("Corner Practice", "General practice", street)

    room = system.room((system.medicine, corner))

    assert rows(room.tables[0])["Medicine"] == ["1", "nobody", "1"]
    assert "no member from Rugby" not in said(room)


@pytest.mark.django_db
def test_the_make_up_is_read_in_the_same_number_of_queries(django_assert_num_queries):
    system = System()
    with django_assert_num_queries(3):
        MakeUp()
    for name in "abc":
        system.body(name, name, PlaceFactory())
        system.profession(name)

    with django_assert_num_queries(3):
        makeup = MakeUp()
        Room(makeup, scope_of(makeup), [makeup.voice(1)])


@pytest.mark.django_db
def test_unnamed_people_are_told_in_words_and_no_number_is_given_away():
    system = System()
    doctors = [(system.medicine, system.hospital)] * 6
    room = under_small(system.room(*doctors, (system.nursing, system.mind)))

    families = room.tables[0]
    assert rows(families) == {
        "Medicine": ["nobody", "5 or more", "0", "5 or more"],
        "Nursing": ["nobody", "nobody", "fewer than 5", "fewer than 5"],
    }
    assert families.total.words == "5 or more"
    assert rows(room.bodies) == {
        "City Hospital": ["5 or more"],
        "Mind Trust": ["fewer than 5"],
        "Rugby PCN": ["nobody"],
    }
    assert "no member from general practice" in said(room)


@pytest.mark.django_db
def test_of_fewer_than_five_unnamed_people_nothing_is_told():
    system = System()

    room = under_small(system.room(*[(system.medicine, system.hospital)] * 4))

    every = [cell.words for table in room.tables for row in table.rows for cell in row.cells]
    assert set(every) == {NOT_SHOWN}
    assert room.tables[0].total.words == NOT_SHOWN


def test_four_cells_of_a_small_total_do_not_tell_that_each_is_one():
    marks = marked([4, 1, 1, 1, 1], [Sum(0, [1, 2, 3, 4])])

    assert marks == ["some", FEW, FEW, FEW, FEW]


def test_a_total_that_says_some_is_not_told_by_a_single_part_elsewhere():
    # The same four people, added up in another way too.
    sums = [Sum(0, [1, 2, 3, 4]), Sum(0, [5])]
    marks = marked([4, 1, 1, 1, 1, 4], sums)

    low, high = bounds(marks, sums)
    assert marks[0] == "some"
    assert [high[n] - low[n] >= 2 for n in range(6)] == [True] * 6


@pytest.mark.parametrize("seed", range(40))
def test_no_small_count_of_a_random_table_can_be_worked_out(seed):
    """The attack: try every table that fits the words, and see what each cell may be."""
    counts, sums, free = random_tables(random.Random(seed))
    marks = marked(counts, sums)

    possible = [set() for _ in counts]
    choices = [range(lowest(marks[n]), highest(marks[n]) + 1) for n in free]
    for values in itertools.product(*choices):
        table = dict(zip(free, values, strict=True))
        if fits(table, marks, sums):
            for n, value in table.items():
                possible[n].add(value)

    for n, count in enumerate(counts):
        if 1 <= count < 5:
            assert count in possible[n]
            assert len(possible[n]) >= 2, (n, counts, marks)


def lowest(mark):
    return BOUNDS[mark][0]


def highest(mark):
    """High enough to leave room, low enough to try everything."""
    return int(min(BOUNDS[mark][1], 8))


def random_tables(chance):
    """Professions by place beside organisations by place; every total is shown."""
    cells = [chance.choice([0, 0, 1, 1, 2, 3, 5]) for _ in range(4)]
    columns = [cells[0] + cells[2], cells[1] + cells[3]]
    bodies = [shared(chance, column) for column in columns]
    counts = [*cells, cells[0] + cells[1], cells[2] + cells[3], *columns, *bodies[0], *bodies[1]]
    sums = [
        Sum(4, [0, 1]),
        Sum(5, [2, 3]),
        Sum(6, [0, 2]),
        Sum(7, [1, 3]),
        Sum(6, [8, 9]),
        Sum(7, [10, 11]),
    ]
    return counts, sums, [0, 1, 2, 3, 8, 10]


def shared(chance, total):
    first = chance.randint(0, total)
    return [first, total - first]


def fits(table, marks, sums):
    """Fill in what follows from the free cells, and see whether the words allow it."""
    for total, parts, _ in sums[:4]:
        table[total] = sum(table[part] for part in parts)
    table[9] = table[6] - table[8]
    table[11] = table[7] - table[10]
    return all(BOUNDS[marks[n]][0] <= value <= BOUNDS[marks[n]][1] for n, value in table.items())
