import csv
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quality.models import Figure, Measure, Return, System

DATA = Path(__file__).parent / "data" / "rollup"


@pytest.fixture
def pack(tmp_path):
    """A copy of the worked example that a test may spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "pack"))


def load(folder, **options):
    try:
        call_command("load_quality_pack", str(folder), **options)
    except SystemExit as ended:
        return ended.code
    return 0


def test_a_pack_loads_and_a_second_run_changes_nothing(db, capsys):
    assert load(DATA) == 0
    before = list(Figure.objects.order_by("pk").values())
    assert load(DATA) == 0

    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "SYSX: made 174, changed 0, unchanged 0, refused 0",
        "SYSX: made 0, changed 0, unchanged 174, refused 0",
    ]
    assert err == ""
    assert list(Figure.objects.order_by("pk").values()) == before
    assert len(before) == 72


def test_each_refused_return_is_named_by_file_line_column_and_reason(db, capsys):
    load(DATA)
    capsys.readouterr()
    before = Return.objects.count()

    assert load(DATA, returns=str(DATA / "invalid_returns.csv")) == 3

    assert capsys.readouterr().err.splitlines() == [
        "invalid_returns.csv, line 2, column numerator: The numerator (120) is above the "
        "denominator (100). In a proportion it can be at most as large",
        "invalid_returns.csv, line 3, column numerator: The numerator is -1. It cannot be below 0",
        "invalid_returns.csv, line 4, column numerator: The numerator is 5, but the denominator "
        "is 0",
        "invalid_returns.csv, line 5, column denominator: Enter the denominator: a rate needs one",
        "invalid_returns.csv, line 6, column org_code: T06 was not open in August 2023: it ended "
        "on 1 August 2023",
        "invalid_returns.csv, line 7, column measure_code: M3 is not expected from T07 for "
        "April 2023",
        "invalid_returns.csv, line 8, column period: Enter the first day of a month: 2023-04-01, "
        "not 2023-04-15",
        "invalid_returns.csv, line 9, column numerator: Enter a whole number for the numerator, "
        "not “10.5”",
    ]
    assert Return.objects.count() == before


def test_returns_of_another_file_are_new_final_versions_beside_the_refused(db, pack, capsys):
    load(pack)
    more = pack / "more.csv"
    more.write_text(
        "org_code,measure_code,period,numerator,denominator\n"
        "T01,M1,2023-04-01,400,430\n"
        "T99,M1,2023-04-01,400,430\n"
    )

    assert load(pack, returns=str(more)) == 3

    newest = Return.objects.filter(body__code="T01", measure__code="M1").latest("pk")
    assert (newest.version, newest.state, newest.quality, newest.numerator) == (
        2,
        "submitted",
        "final",
        400,
    )
    assert capsys.readouterr().err == (
        "more.csv, line 3, column org_code: There is no organisation “T99” in SYSX\n"
    )


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            "T01,M1,2999-04-01,1,2",
            "column period: April 2999 is not over yet",
        ),
        (
            "T01,M9,2023-04-01,1,2",
            "column measure_code: There is no measure “M9” in SYSX",
        ),
        (
            "T01,M1,45017,1,2",
            "column period: Enter the first day of the month as 2024-04-01, not “45017”",
        ),
        (
            "T01,M1,Apr-23,1,2",
            "column period: Enter the first day of the month as 2024-04-01, not “Apr-23”",
        ),
        ("T01,M1,2023-04-01,,2", "column numerator: Enter the numerator"),
        (
            "T01,M1,2023-04-01,=1+1,2",
            "column numerator: Enter a whole number for the numerator, not “=1+1”",
        ),
        (
            "T01,M3,2023-04-01,1,2",
            "column denominator: A count has no denominator: leave it empty",
        ),
        ("T01,M1,2023-04-01", "This line has 3 cells, the heading has 5"),
    ],
)
def test_what_cannot_be_a_return_is_refused_in_words(db, pack, capsys, row, fault):
    load(pack)
    capsys.readouterr()
    more = pack / "more.csv"
    more.write_text(f"org_code,measure_code,period,numerator,denominator\n{row}\n")

    assert load(pack, returns=str(more)) == 3

    joint = ": " if fault.startswith("This") else ", "
    assert capsys.readouterr().err == f"more.csv, line 2{joint}{fault}\n"


def test_a_version_that_is_here_with_other_figures_is_refused(db, pack, capsys):
    load(pack)
    returns = pack / "returns.csv"
    returns.write_text(returns.read_text().replace(",423,430", ",424,430"))
    capsys.readouterr()

    assert load(pack) == 3

    assert capsys.readouterr().err == (
        "returns.csv, line 2, column version: Version 1 is here already with other figures. "
        "Send a new version\n"
    )


@pytest.mark.parametrize("name", ["places.csv", "obligations.csv", "returns.csv"])
def test_a_pack_without_one_of_its_files_is_unusable(db, pack, name):
    (pack / name).unlink()

    with pytest.raises(CommandError, match=f"{name}: There is no such file") as refused:
        load(pack)

    assert refused.value.returncode == 2
    assert not System.objects.exists()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (
            lambda text: text.replace(b"kind", b"sort"),
            "measures.csv, line 1, column kind: This column is missing",
        ),
        (lambda text: text + b"\xff\xfe", "measures.csv, line 5: This is not UTF-8 text"),
        (lambda text: b"", "measures.csv, line 1, column measure_code: This column is missing"),
    ],
)
def test_an_unusable_file_loads_nothing(db, pack, spoil, reason):
    file = pack / "measures.csv"
    file.write_bytes(spoil(file.read_bytes()))

    with pytest.raises(CommandError) as refused:
        load(pack)

    assert str(refused.value).startswith(reason)
    assert refused.value.returncode == 2
    assert not System.objects.exists()


def test_a_bad_row_of_a_pack_is_refused_and_the_good_ones_are_kept(db, pack, capsys):
    measures = pack / "measures.csv"
    measures.write_text(measures.read_text() + "M4,Odd,percentage,1,increase,\n")

    assert load(pack) == 3

    assert capsys.readouterr().err == (
        "measures.csv, line 5, column kind: Enter one of proportion, rate, count, "
        "not “percentage”\n"
    )
    assert list(Measure.objects.values_list("code", flat=True)) == ["M1", "M2", "M3"]


def test_a_body_without_a_place_or_in_the_system_itself_is_system_wide(db, pack):
    memberships = pack / "memberships.csv"
    memberships.write_text(
        memberships.read_text()
        .replace("T02,PB,2019", "T02,SYSX,2019")
        .replace("T04,PC,2019", "T04,,2019")
    )

    assert load(pack) == 0

    april = Figure.objects.filter(measure__code="M1", period="2023-04-01")
    sums = {f.area.code if f.area else f.level: f.numerator for f in april}
    assert sums.keys() == {"PA", "PB", "PC", "system_wide", "system"}
    assert sums["system"] == sum(n for place, n in sums.items() if place != "system")


def test_a_changed_file_changes_its_rows(db, pack, capsys):
    load(pack)
    measures = pack / "measures.csv"
    measures.write_text(measures.read_text().replace("increase,0.95", "increase,0.9"))
    capsys.readouterr()

    assert load(pack) == 0

    assert capsys.readouterr().out == "SYSX: made 0, changed 1, unchanged 173, refused 0\n"
    assert [str(t) for t in Measure.objects.get(code="M1").targets.all()] == ["0.9"]


def test_the_worked_example_has_the_rows_that_these_tests_count():
    with (DATA / "returns.csv").open() as file:
        assert len(list(csv.DictReader(file))) == 128
