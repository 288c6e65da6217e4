import json
import math
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quality.spc import Options, SpcError, calculate
from quality.spc.cases import answer

DATA = Path(__file__).parent / "data"
CASES = json.loads((DATA / "spc_cases.json").read_text())
DAY = date(2024, 1, 1)


def series(*values):
    return [(DAY + timedelta(days=n), value) for n, value in enumerate(values)]


def causes(chart):
    return {p.seq: p.special_cause_type for p in chart.points if p.special_cause_flag}


def same(one, other):
    if isinstance(one, float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=0)
    return one == other


@pytest.mark.parametrize("case", CASES, ids=[case["case_id"] for case in CASES])
def test_a_worked_example_comes_out_exactly(case):
    expected = case["expected"]

    got = answer({name: case[name] for name in ("case_id", "options", "input")})

    assert got.keys() == {"case_id", "status", "points", "variation_icon", "assurance_icon"}
    assert got["status"] == expected["status"]
    assert got["variation_icon"] == expected["variation_icon"]
    assert got["assurance_icon"] == expected["assurance_icon"]
    assert [
        (wanted["seq"], name, given.get(name), wanted[name])
        for given, wanted in zip(got["points"], expected["points"], strict=True)
        for name in wanted
        if name not in given or not same(given[name], wanted[name])
    ] == []


def test_points_are_judged_in_date_order():
    forwards = series(*range(20))

    assert calculate(reversed(forwards)) == calculate(forwards)


def test_a_point_on_the_limit_is_inside():
    # Moving ranges of 1 around a mean of 0.5 give limits at exactly 0.5 +/- 2.66.
    basis = [0.0, 1.0] * 6

    inside = calculate(series(*basis, 0.5 + 2.66), Options(fix_after=12))
    outside = calculate(series(*basis, 0.5 + 2.67), Options(fix_after=12))

    assert causes(inside) == {}
    assert causes(outside) == {13: "Above UCL"}


def test_six_rising_points_are_no_trend_and_seven_are():
    wobble = [5.0, 3.0, 5.0, 3.0, 5.0, 3.0]

    six = calculate(series(*wobble, 2.8, 3.2, 3.6, 4.0, 4.4, 4.2))
    seven = calculate(series(*wobble, 2.8, 3.2, 3.6, 4.0, 4.4, 4.8, 5.2, 3.0))

    assert causes(six) == {}
    assert causes(seven) == dict.fromkeys(range(7, 14), "7 Point Trend (Increasing)")


def test_a_measure_may_ask_for_runs_of_six():
    readings = series(5.0, 3.0, 5.0, 3.0, 5.0, 3.0, 2.9, 3.2, 3.6, 4.0, 4.4, 4.8, 3.0)

    chart = calculate(readings, Options(run_length=6))

    assert causes(chart) == dict.fromkeys(range(7, 13), "6 Point Trend (Increasing)")
    assert causes(calculate(readings)) == {}


def test_a_peak_shared_by_two_trends_takes_the_slope_to_its_right():
    climb = [0.1 * n for n in range(7)]
    readings = series(*[0.0, 1.0] * 6, *climb, *climb[-2::-1])

    chart = calculate(readings, Options(fix_after=12))

    assert [p.special_cause_type for p in chart.points][17:20] == [
        "7 Point Trend (Increasing)",
        "7 Point Trend (Decreasing)",
        "7 Point Trend (Decreasing)",
    ]


def test_a_tie_breaks_a_trend():
    rising = [1.0, 9.0, 2.0, 8.0, 3.0, 4.0, 5.0, 5.0, 6.0, 7.0]

    assert causes(calculate(series(*rising))) == {}


def test_only_the_close_points_of_two_in_three_are_flagged():
    basis = [0.0, 1.0] * 6

    chart = calculate(series(*basis, 2.9, 0.9, 2.9, 0.0), Options(fix_after=12))

    assert causes(chart) == {13: "2 in 3 Above CL", 15: "2 in 3 Above CL"}


def test_a_point_outside_the_limits_is_not_close_to_them():
    basis = [0.0, 1.0] * 6

    chart = calculate(series(*basis, 2.9, 0.9, 9.0, 0.0), Options(fix_after=12))

    assert causes(chart) == {15: "Above UCL"}


def test_a_point_on_the_mean_breaks_a_run():
    basis = [0.0, 1.0] * 6
    run = [0.9, 0.8, 0.9, 0.8, 0.9, 0.8]

    whole = calculate(series(*basis, 0.0, *run, 0.9), Options(fix_after=12))
    broken = calculate(series(*basis, 0.0, *run, 0.5, 0.9), Options(fix_after=12))

    assert causes(whole) == dict.fromkeys(range(14, 21), "7 Points Above CL")
    assert causes(broken) == {}


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([0, 1] * 6 + [0.1, 0.2, 0.3, None, 0.4, 0.5, 0.6, 0.7], id="trend"),
        pytest.param([0, 1] * 6 + [0.9, 0.8, 0.9, None, 0.8, 0.9, 0.8, 0.9], id="run"),
        pytest.param([0, 1] * 6 + [2.9, None, 2.9], id="two in three"),
    ],
)
def test_a_missing_value_breaks_what_holds_it_and_is_never_flagged(values):
    chart = calculate(series(*values), Options(fix_after=12))
    missing = [p for p in chart.points if p.value is None]

    assert causes(chart) == {}
    assert [(p.relative_to_mean, p.outside_limits, p.point_type) for p in missing] == [
        (None, None, "common_cause")
    ]


def test_a_moving_range_is_not_bridged_across_a_gap():
    chart = calculate(series(1.0, 2.0, None, 9.0, 8.0), Options(screen=False))

    assert (chart.points[0].mean, chart.points[0].upl) == (5.0, 5.0 + 2.66)


def test_a_missing_last_value_is_common_cause():
    rising = [float(n) for n in range(15)]

    assert calculate(series(*rising)).variation == "improvement_high"
    assert calculate(series(*rising, None)).variation == "common_cause"


def test_a_series_without_values_has_nothing_to_say():
    chart = calculate(series(None, None), Options(target=1.0))

    assert (chart.points[0].mean, chart.variation, chart.assurance, chart.has_limits) == (
        None,
        "common_cause",
        "inconsistent",
        False,
    )


@pytest.mark.parametrize("value", [0.1, 0.7, 1 / 3, 98.6, 1e-9])
def test_a_constant_series_lies_on_its_own_mean(value):
    chart = calculate(series(*[value] * 25))

    assert {(p.mean, p.relative_to_mean, p.upl) for p in chart.points} == {(value, 0, None)}


def test_runs_never_cross_into_a_new_phase():
    readings = series(*[0.0, 1.0] * 6, *[5.0, 6.0] * 6)

    chart = calculate(readings, Options(rebase=(readings[12][0],)))

    assert causes(chart) == {}
    assert [(p.phase, p.mean) for p in chart.points] == [(0, 0.5)] * 12 + [(1, 5.5)] * 12


def test_a_rebase_date_between_points_is_ignored_and_one_on_the_first_opens_phase_one():
    readings = series(1.0, 2.0, 3.0)

    between = calculate(readings, Options(rebase=(DAY - timedelta(days=3),)))
    first = calculate(readings, Options(rebase=(DAY,)))

    assert [p.phase for p in between.points] == [0, 0, 0]
    assert [p.phase for p in first.points] == [1, 1, 1]


def test_limits_are_on_trial_below_thirteen_points():
    assert calculate(series(*[0.0, 1.0] * 6)).on_trial
    assert not calculate(series(*[0.0, 1.0] * 6, 0.0)).on_trial


@pytest.mark.parametrize(
    ("direction", "target", "icon"),
    [
        ("increase", 9.0, "fail"),
        ("increase", -9.0, "pass"),
        ("decrease", 9.0, "pass"),
        ("decrease", -9.0, "fail"),
        ("increase", 0.5, "inconsistent"),
        ("increase", 0.5 + 2.66, "inconsistent"),
        ("neutral", 9.0, None),
        ("increase", None, None),
    ],
)
def test_assurance_compares_the_target_with_the_limits(direction, target, icon):
    chart = calculate(series(*[0.0, 1.0] * 6), Options(direction=direction, target=target))

    assert chart.assurance == icon


def test_the_target_in_force_on_the_last_date_is_the_one_that_counts():
    options = Options(dated_targets=((DAY, 0.4), (DAY + timedelta(days=11), 9.0)))

    chart = calculate(series(*[0.0, 1.0] * 6), options)

    assert [p.target for p in chart.points] == [0.4] * 11 + [9.0]
    assert chart.assurance == "fail"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"input": []}, "There are no points"),
        ({"input": "x"}, "The input must be a list of periods and values"),
        (
            {"input": [{"period": "2024-04-01"}]},
            "Each row of the input needs a period and a value (null when missing)",
        ),
        (
            {"input": [{"period": "2024-04-01", "value": 1}] * 2},
            "There are two values on 2024-04-01",
        ),
        (
            {"input": [{"period": "2024-04-01", "value": math.nan}]},
            "The value on 2024-04-01 is not a number",
        ),
        (
            {"input": [{"period": "April", "value": 1}]},
            "period must be a date like 2024-04-01, not 'April'",
        ),
        (
            {"input": [{"period": "2024-04-01", "value": "1"}]},
            "value must be a number or null, not '1'",
        ),
        (
            {"options": {"improvement_direction": "up"}},
            "The improvement direction must be increase, neutral or decrease",
        ),
        (
            {"options": {"fix_after_n_points": 11}},
            "Limits can be fixed after 12 points or more",
        ),
        (
            {"options": {"fix_after_n_points": 12.5}},
            "fix_after_n_points must be a whole number or null, not 12.5",
        ),
        ({"options": {"target": True}}, "target must be a number or null, not True"),
        ({"options": {"rebase": "2024-04-01"}}, "rebase must be a list of dates"),
        ({"options": {"screen_outliers": "yes"}}, "screen_outliers must be true or false"),
        ({"options": {"run_length": 8}}, "The run length must be 6 or 7"),
        ({"options": []}, None),
    ],
)
def test_a_case_that_cannot_be_used_says_why(change, message):
    case = {"case_id": "x", "options": {}, "input": [{"period": "2024-04-01", "value": 1}]}

    got = answer(case | change)

    if message is None:  # empty options are no options
        assert got["status"] == "ok"
    else:
        assert got == {"case_id": "x", "status": "error", "message": message}


def test_the_command_answers_the_good_cases_beside_the_bad(tmp_path, capsys):
    asked = tmp_path / "cases.json"
    asked.write_text(json.dumps([CASES[0], {"case_id": "bad", "input": []}, 5]))

    call_command("spc", str(asked))

    got = json.loads(capsys.readouterr().out)
    assert [(case["case_id"], case["status"]) for case in got] == [
        ("s01_rkb_t1_perf", "ok"),
        ("bad", "error"),
        (None, "error"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "is not JSON"), ("{}", "must hold a list of cases"), (None, "No such file")],
)
def test_the_command_refuses_a_file_it_cannot_read(text, message, tmp_path):
    asked = tmp_path / "cases.json"
    if text is not None:
        asked.write_text(text)

    with pytest.raises(CommandError, match=message) as refused:
        call_command("spc", str(asked))

    assert refused.value.returncode == 2


def test_options_refuse_what_the_reference_refuses():
    with pytest.raises(SpcError, match="12 points or more"):
        Options(fix_after=3)
