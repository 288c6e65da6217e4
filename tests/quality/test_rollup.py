import csv
import io
import re
import threading
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from quality.models import Change, Figure, Obligation, Return, RollupRun, System
from quality.rollup.actions import ask, is_stale, roll_up
from quality.rollup.table import table
from tests.factories.organisations import (
    OrganisationFactory,
    PlaceFactory,
    PlaceMembershipFactory,
)
from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.quality import (
    AreaFactory,
    BodyFactory,
    MeasureFactory,
    ObligationFactory,
    ReturnFactory,
    SystemFactory,
)

DATA = Path(__file__).parent / "data" / "rollup"
EXPECTED = sorted(DATA.glob("expected_*.csv"))
APRIL, MAY, JUNE = date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1)


@pytest.fixture
def example(db):
    call_command("load_quality_pack", str(DATA))
    return System.objects.get(code="SYSX")


def wanted(file):
    with file.open() as opened:
        rows = [
            {k: v for k, v in row.items() if k != "wrong_mean_of_ratios"}
            for row in csv.DictReader(opened)
        ]
    return sorted(rows, key=lambda row: tuple(row.values()))


def figures(measure):
    """What is kept of a measure, in the order of months and levels."""
    return [
        (f.period, f.level, f.numerator, f.denominator, f.received, f.expected, f.status)
        for f in Figure.objects.filter(measure=measure).order_by("period", "level", "area")
    ]


@pytest.mark.parametrize("file", EXPECTED, ids=[file.stem for file in EXPECTED])
def test_the_command_gives_the_worked_example_exactly(example, capsys, file):
    basis, as_at = re.fullmatch(r"expected_(\w+)_as_at_([\d-]+)", file.stem).groups()
    capsys.readouterr()

    call_command("rollup", "--system", "SYSX", "--as-at", as_at, "--basis", basis, "--csv")

    got = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert sorted(got, key=lambda row: tuple(row.values())) == wanted(file)


def test_the_stored_figures_are_those_of_the_newest_day(example):
    stored = sorted(
        (f.measure_id, f.period, f.level, f.area_id or 0, f.numerator, f.denominator, f.status)
        for f in Figure.objects.all()
    )

    assert len(stored) == 72
    assert stored == sorted(
        (s.measure_id, s.period, s.level, s.area_id or 0, s.numerator, s.denominator, s.status)
        for s in ask(system=example)
    )


def test_the_command_names_the_systems_it_knows(example):
    with pytest.raises(CommandError, match=r"There is no system SYSY\. Loaded: SYSX"):
        call_command("rollup", "--system", "SYSY")


def test_the_command_refuses_a_day_that_is_none(example):
    with pytest.raises(CommandError, match="Enter a date such as 2023-10-31, not soon"):
        call_command("rollup", "--system", "SYSX", "--as-at", "soon")


@pytest.mark.parametrize(
    ("numerators", "primary", "secondary"),
    [
        ([3, 9, 7], [1, 0, 0, 0], [0, 0, 1, 0]),
        ([3, 0, 7], [1, 0, 0, 0], [0, 0, 1, 0]),
        ([3, 4, 7], [1, 1, 0, 0], [0, 0, 0, 0]),
        ([1, 0, 0], [1, 0, 0, 1], [0, 0, 0, 0]),
        ([5, 9, 7], [0, 0, 0, 0], [0, 0, 0, 0]),
        ([3, None, 7], [1, 0, 0, 0], [0, 0, 1, 0]),
    ],
)
def test_a_small_place_takes_the_next_smallest_with_it(db, numerators, primary, secondary):
    measure = MeasureFactory()
    for numerator in numerators:
        owed = ObligationFactory(measure=measure, body=BodyFactory(area=AreaFactory()))
        if numerator is not None:
            ReturnFactory(obligation=owed, numerator=numerator, denominator=100)

    rows = list(table(measure.system))

    assert [row[0] for row in rows] == ["place", "place", "place", "system"]
    assert [row[-2] for row in rows] == primary
    assert [row[-1] for row in rows] == secondary


def test_running_it_again_leaves_rows_values_and_ids_alike(example):
    before = list(Figure.objects.order_by("pk").values())

    again = roll_up(system=example, complete=True)

    assert (again.computed, again.written, again.removed) == (72, 0, 0)
    assert list(Figure.objects.order_by("pk").values()) == before


def test_with_nothing_changed_there_is_nothing_to_do(example):
    runs = RollupRun.objects.count()

    assert roll_up(system=example) is None
    assert RollupRun.objects.count() == runs


def test_a_correction_moves_its_own_figures_and_no_others(example):
    old = dict(Figure.objects.values_list("pk", "fingerprint"))
    first = Return.objects.get(body__code="T01", measure__code="M1", period="2023-04-01")

    ReturnFactory(
        body=first.body,
        measure=first.measure,
        period=first.period,
        version=2,
        numerator=400,
        denominator=430,
        obligation=None,
    )
    assert is_stale(example)
    run = roll_up(system=example)

    moved = Figure.objects.filter(run=run)
    assert {(f.level, f.numerator) for f in moved} == {
        ("place", 1405 - 423 + 400),
        ("system", 3837 - 423 + 400),
    }
    assert {pk for pk, was in old.items() if was != Figure.objects.get(pk=pk).fingerprint} == set(
        moved.values_list("pk", flat=True)
    )
    assert (run.is_complete, run.computed, run.written, run.removed) == (False, 4, 2, 0)
    assert not is_stale(example)


def test_an_earlier_day_keeps_its_figures_after_a_resubmission(example):
    before = list(table(example, as_at=date(2023, 10, 1)))
    first = Return.objects.filter(measure__code="M1", period="2023-04-01").first()

    ReturnFactory(
        body=first.body, measure=first.measure, period=first.period, version=9, obligation=None
    )
    roll_up(system=example)

    assert list(table(example, as_at=date(2023, 10, 1))) == before
    assert list(table(example)) != before


def test_a_ratio_of_sums_and_no_mean_of_ratios(db):
    area = AreaFactory()
    measure = MeasureFactory()
    for numerator, denominator in [(1, 10), (90, 100)]:
        owed = ObligationFactory(measure=measure, body=BodyFactory(area=area))
        ReturnFactory(obligation=owed, numerator=numerator, denominator=denominator)

    roll_up(system=measure.system)

    assert figures(measure) == [
        (APRIL, "place", 91, 110, 2, 2, "final"),
        (APRIL, "system", 91, 110, 2, 2, "final"),
    ]


def test_nothing_out_of_nothing_is_received_but_has_no_value(db):
    entry = ReturnFactory(numerator=0, denominator=0)

    roll_up(system=entry.measure.system)

    figure = Figure.objects.get(level="system")
    assert (figure.status, figure.received, figure.value) == ("final", 1, None)


def test_silence_is_no_data_and_never_nought(db):
    owed = ObligationFactory()
    ReturnFactory(obligation=owed, period=APRIL)
    ReturnFactory(obligation=owed, period=JUNE)

    roll_up(system=owed.measure.system)

    may = Figure.objects.get(level="system", period=MAY)
    assert (may.numerator, may.value, may.status, may.received, may.expected) == (
        None,
        None,
        "no_data",
        0,
        1,
    )


def test_a_withdrawn_return_is_missing_until_the_next_version(db):
    entry = ReturnFactory()
    same = {"body": entry.body, "measure": entry.measure, "obligation": None}
    system = entry.measure.system
    states = []

    roll_up(system=system)
    states += figures(entry.measure)[-1:]
    ReturnFactory(**same, version=2, state="withdrawn", numerator=None, denominator=None)
    roll_up(system=system)
    states += figures(entry.measure)[-1:]
    ReturnFactory(**same, version=3, numerator=80)
    roll_up(system=system)
    states += figures(entry.measure)[-1:]

    assert states == [
        (APRIL, "system_wide", 90, 100, 1, 1, "final"),
        (APRIL, "system_wide", None, None, 0, 1, "no_data"),
        (APRIL, "system_wide", 80, 100, 1, 1, "final"),
    ]


def test_a_draft_counts_for_nothing(db):
    entry = ReturnFactory()
    ReturnFactory(
        body=entry.body,
        measure=entry.measure,
        version=2,
        state="draft",
        obligation=None,
        numerator=1,
    )

    roll_up(system=entry.measure.system)

    assert figures(entry.measure)[0][2] == 90


def test_provisional_until_complete_and_all_final(db):
    measure = MeasureFactory()
    one, other = ObligationFactory.create_batch(2, measure=measure)
    ReturnFactory(obligation=one)
    states = []

    roll_up(system=measure.system)
    states.append(Figure.objects.get(level="system").status)
    ReturnFactory(obligation=other, quality="provisional")
    roll_up(system=measure.system)
    states.append(Figure.objects.get(level="system").status)
    ReturnFactory(body=other.body, measure=measure, version=2, obligation=None)
    roll_up(system=measure.system)
    states.append(Figure.objects.get(level="system").status)

    assert states == ["provisional", "provisional", "final"]


def test_a_new_month_shows_the_silence_of_every_measure(db):
    body = BodyFactory()
    busy, silent = MeasureFactory(), MeasureFactory()
    owed = ObligationFactory(body=body, measure=busy)
    ObligationFactory(body=body, measure=silent)
    ReturnFactory(obligation=owed, period=APRIL)
    roll_up(system=body.system)

    ReturnFactory(obligation=owed, period=JUNE)
    roll_up(system=body.system)

    assert [(row[0], row[1], row[6]) for row in figures(silent)] == [
        (month, level, "no_data")
        for month in (APRIL, MAY, JUNE)
        for level in ("system", "system_wide")
    ]


def test_figures_that_nobody_owes_any_more_are_taken_away(db):
    owed = ObligationFactory()
    ReturnFactory(obligation=owed)
    ReturnFactory(obligation=owed, period=MAY)
    roll_up(system=owed.measure.system)

    Obligation.objects.filter(pk=owed.pk).update(until_on=MAY)
    run = roll_up(system=owed.measure.system, complete=True)

    assert run.removed == 2
    assert {row[0] for row in figures(owed.measure)} == {APRIL}


def test_our_own_bodies_count_where_their_place_membership_says(db):
    root = RootFactory()
    north, south = PlaceFactory(parent=root), PlaceFactory(parent=root)
    hamlet = PlaceFactory(parent=south)
    home = SystemFactory(code="QWU", place=root)
    areas = {
        place: AreaFactory(system=home, code=place.slug, place=place) for place in (north, south)
    }
    trust = OrganisationFactory()
    PlaceMembershipFactory(organisation=trust, place=north, until_on=MAY)
    PlaceMembershipFactory(organisation=trust, place=hamlet, from_on=MAY, until_on=JUNE)
    PlaceMembershipFactory(organisation=trust, place=root, from_on=JUNE)
    body = BodyFactory(system=home, code=trust.ods_code, organisation=trust)
    body.memberships.all().delete()
    owed = ObligationFactory(measure=MeasureFactory(system=home), body=body)
    for month in (APRIL, MAY, JUNE):
        ReturnFactory(obligation=owed, period=month)

    roll_up(system=home)

    assert list(
        Figure.objects.exclude(level="system")
        .order_by("period")
        .values_list("period", "level", "area")
    ) == [
        (APRIL, "place", areas[north].pk),
        (MAY, "place", areas[south].pk),
        (JUNE, "system_wide", None),
    ]
    assert {s.level for s in ask(system=home, basis="current")} == {"system_wide", "system"}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"numerator": 120}, "numerator above denominator in a proportion"),
        ({"numerator": -1}, "return_numerator_not_negative"),
        ({"denominator": -1, "numerator": -2}, "return_(numerator|denominator)_not_negative"),
        ({"numerator": 5, "denominator": 0}, "return_nothing_out_of_nothing"),
        ({"denominator": None}, "denominator missing for a proportion"),
        ({"period": date(2024, 4, 15)}, "return_period_is_first_of_month"),
        ({"numerator": None, "denominator": None}, "return_submitted_has_numerator"),
        ({"period": date(2023, 1, 1)}, "measure not expected from this organisation"),
        ({"period": date(2022, 1, 1)}, "organisation not open"),
        ({"state": "withdrawn"}, "return_withdrawn_has_no_figures"),
        ({"version": 0}, "return_versions_from_one"),
    ],
)
def test_the_database_itself_refuses_what_cannot_be_a_return(db, values, reason):
    owed = ObligationFactory(from_on=date(2023, 4, 1))
    owed.body.memberships.update(from_on=date(2022, 4, 1))

    with pytest.raises(IntegrityError, match=reason), transaction.atomic():
        ReturnFactory(obligation=owed, **values)

    ReturnFactory(obligation=owed)
    assert Return.objects.count() == 1


def test_the_database_refuses_the_same_version_twice(db):
    entry = ReturnFactory()

    with pytest.raises(IntegrityError, match="return_version_once"):
        ReturnFactory(body=entry.body, measure=entry.measure, obligation=None)


@pytest.mark.parametrize("change", ["numerator = 1", "state = 'draft'", "period = '2024-05-01'"])
def test_a_version_is_never_edited(db, change):
    ReturnFactory()

    with (
        pytest.raises(Exception, match="Cannot update rows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE quality_return SET {change}")


def test_a_version_is_never_deleted(db):
    ReturnFactory()

    with pytest.raises(Exception, match="Cannot delete rows"), transaction.atomic():
        Return.objects.all().delete()


def test_the_number_of_statements_does_not_grow_with_the_rows(
    db, django_assert_num_queries, django_assert_max_num_queries
):
    measure = MeasureFactory()
    ReturnFactory(obligation=ObligationFactory(measure=measure))
    with django_assert_max_num_queries(14) as one:
        roll_up(system=measure.system, complete=True)

    for owed in ObligationFactory.create_batch(20, measure=measure):
        ReturnFactory(obligation=owed)
    with django_assert_num_queries(len(one)):
        roll_up(system=measure.system, complete=True)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_give_what_one_gives():
    call_command("load_quality_pack", str(DATA))
    system = System.objects.get(code="SYSX")
    Figure.objects.all().delete()
    Change.objects.create(system=system)
    runs = []

    def run():
        runs.append(roll_up(system=system))
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(run.written if run else 0 for run in runs) == [0, 72]
    assert Figure.objects.count() == 72
    assert not is_stale(system)


@pytest.mark.django_db(transaction=True)
def test_readers_keep_the_old_figures_when_a_run_is_killed_in_the_middle():
    call_command("load_quality_pack", str(DATA))
    system = System.objects.get(code="SYSX")
    old = list(Figure.objects.order_by("pk").values())
    first = Return.objects.get(body__code="T01", measure__code="M1", period="2023-04-01")
    ReturnFactory(
        body=first.body,
        measure=first.measure,
        period=first.period,
        version=2,
        obligation=None,
        numerator=0,
        denominator=1,
    )

    class Killed(BaseException):
        pass

    @transaction.atomic
    def run_and_die():
        assert roll_up(system=system, complete=True).written == 2
        raise Killed

    with pytest.raises(Killed):
        run_and_die()

    assert list(Figure.objects.order_by("pk").values()) == old
    assert is_stale(system)
    assert roll_up(system=system).written == 2
