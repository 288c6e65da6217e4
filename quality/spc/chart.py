"""The XmR chart: centre and limits, the four rules of special cause, the two icons."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

Direction = Literal["increase", "neutral", "decrease"]
Variation = Literal[
    "common_cause",
    "improvement_high",
    "improvement_low",
    "concern_high",
    "concern_low",
    "neutral_high",
    "neutral_low",
]
Assurance = Literal["pass", "fail", "inconsistent"]
Reading = tuple[date, float | None]

LIMIT = 2.66
NEAR_LIMIT = 2 * (LIMIT / 3)
SCREEN = 3.267
SHORT_PHASE = 13
SHORTEST_FIX = 12
COMMON_CAUSE = "Common Cause"
SIGNS = {"increase": 1, "neutral": 0, "decrease": -1}


class SpcError(ValueError):
    """A series or its options cannot be used; the message says why, for a person."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a series is to be judged.

    direction: which way is better. target: one number in the unit of the values, or None.
    dated_targets: (from, target) pairs, which replace `target` from their date on.
    rebase: a new phase starts on each of these dates; a date that is no point is ignored.
    fix_after: limits of each phase from its first n points (n at least 12), or None for all.
    screen: leave moving ranges of 3.267 times their average or more out of the limits.
    run_length: points in a row that make a trend or a run, 6 or 7 (the reference has 7).
    """

    direction: Direction = "increase"
    target: float | None = None
    dated_targets: tuple[tuple[date, float], ...] = ()
    rebase: tuple[date, ...] = ()
    fix_after: int | None = None
    screen: bool = True
    run_length: int = 7

    def __post_init__(self) -> None:
        if self.direction not in SIGNS:
            raise SpcError("The improvement direction must be increase, neutral or decrease")
        if self.fix_after is not None and self.fix_after < SHORTEST_FIX:
            raise SpcError("Limits can be fixed after 12 points or more")
        if self.run_length not in (6, 7):
            raise SpcError("The run length must be 6 or 7")

    def target_on(self, day: date) -> float | None:
        passed = [pair for pair in self.dated_targets if pair[0] <= day]
        return max(passed)[1] if passed else self.target


class Point(NamedTuple):
    """One judged reading. mean, lpl, upl and target are in the unit of the values.

    None stands for "undefined": no value on that date, or no moving range to work from.
    """

    seq: int
    period: date
    value: float | None
    phase: int
    mean: float | None
    lpl: float | None
    upl: float | None
    relative_to_mean: int | None
    outside_limits: bool | None
    close_to_limits: bool | None
    special_cause_flag: bool
    special_cause_type: str
    point_type: str
    short_group_warning: bool
    target: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole series, judged: its points in date order and the two icons."""

    points: tuple[Point, ...]
    variation: Variation
    assurance: Assurance | None

    @property
    def has_limits(self) -> bool:
        """Say whether the last phase has limits; without them there is not enough data."""
        return self.points[-1].upl is not None

    @property
    def on_trial(self) -> bool:
        """Say whether the last phase has fewer than 13 points, so that its limits may move."""
        return self.points[-1].short_group_warning


def calculate(readings: Iterable[Reading], options: Options | None = None) -> Chart:
    """Judge a series of (date, value or None) pairs, in any order, one pair a date.

    Values are floats in one unit of the caller's choice (a proportion, a rate, a count);
    mean and limits come back in the same unit. None is a missing value: it is never
    flagged, has no moving range on either side, and breaks any run, trend or window of
    three that holds it (the reference stops with an error where it stands in a trend).
    Raises SpcError for no points, two values on one date, or a value that is no number.
    Source: ptd_spc() of NHSRplotthedots 0.2.2.
    """
    options = options or Options()
    series = sorted(readings, key=lambda reading: reading[0])
    _check(series)
    points: list[Point] = []
    for phase, part in enumerate(_phases(series, options.rebase)):
        points += _judge_phase(part, phase, len(points), options)
    return Chart(
        points=tuple(points),
        variation=_variation(points[-1], options.direction),
        assurance=_assurance(points[-1], options.direction),
    )


def _check(series: Sequence[Reading]) -> None:
    if not series:
        raise SpcError("There are no points")
    previous = None
    for day, value in series:
        if day == previous:
            raise SpcError(f"There are two values on {day.isoformat()}")
        if value is not None and not math.isfinite(value):
            raise SpcError(f"The value on {day.isoformat()} is not a number")
        previous = day


def _phases(series: Sequence[Reading], rebase: Iterable[date]) -> list[Sequence[Reading]]:
    starts = set(rebase)
    cuts = [at for at, (day, _) in enumerate(series) if at and day in starts]
    # A rebase on the very first date opens phase 1 with an empty phase 0 before it.
    empty: list[Sequence[Reading]] = [[]] if series[0][0] in starts else []
    bounds = [0, *cuts, len(series)]
    return empty + [series[bounds[n] : bounds[n + 1]] for n in range(len(bounds) - 1)]


def _mean(values: Sequence[float]) -> float | None:
    """Average as R does it: a second pass takes off the rounding of the first.

    A constant series then has exactly its own value as mean, so no point lies beside it.
    """
    if not values:
        return None
    first = math.fsum(values) / len(values)
    return first + math.fsum([value - first for value in values]) / len(values)


def _average_moving_range(values: Sequence[float | None], screen: bool) -> float | None:
    ranges = [
        abs(value - before)
        for before, value in pairwise(values)
        if before is not None and value is not None
    ]
    average = _mean(ranges)
    if not screen or average is None:
        return average
    bar = SCREEN * average
    return _mean([size for size in ranges if size < bar])


def _judge_phase(part: Sequence[Reading], phase: int, before: int, options: Options) -> list[Point]:
    values = [value for _, value in part]
    basis = values[: options.fix_after]
    mean = _mean([value for value in basis if value is not None])
    average = _average_moving_range(basis, options.screen)
    lower = upper = near_lower = near_upper = None
    if mean is not None and average is not None:
        lower, upper = mean - LIMIT * average, mean + LIMIT * average
        near_lower, near_upper = mean - NEAR_LIMIT * average, mean + NEAR_LIMIT * average

    sides: list[int | None] = []
    outside: list[bool | None] = []
    close: list[bool | None] = []
    for value in values:
        known = value is not None and mean is not None
        sides.append((value > mean) - (value < mean) if known else None)  # type: ignore[operator]
        if value is None or lower is None or upper is None:
            outside.append(None)
            close.append(None)
            continue
        out = value > upper or value < lower
        outside.append(out)
        close.append(not out and (value < near_lower or value > near_upper))  # type: ignore[operator]

    causes = _causes(values, sides, outside, close, options.run_length)
    sign = SIGNS[options.direction]
    short = len(part) < SHORT_PHASE
    return [
        Point(
            before + at + 1,
            day,
            value,
            phase,
            mean,
            lower,
            upper,
            sides[at],
            outside[at],
            close[at],
            causes[at] is not None,
            _name(causes[at], options.run_length),
            _point_type(causes[at], sign),
            short,
            options.target_on(day) if options.dated_targets else options.target,
        )
        for at, (day, value) in enumerate(part)
    ]


# A cause is the rule that named the point and the way it points: +1 high, -1 low.
Cause = tuple[Literal["limit", "trend", "two in three", "run"], int]


def _causes(
    values: Sequence[float | None],
    sides: Sequence[int | None],
    outside: Sequence[bool | None],
    close: Sequence[bool | None],
    length: int,
) -> list[Cause | None]:
    """Name the first rule that holds for each point, in the reference's order."""
    trends = _in_trend(values, length)
    windows = _in_two_of_three(sides, close)
    runs = _in_run(sides, length)
    causes: list[Cause | None] = []
    for at, side in enumerate(sides):
        if outside[at]:
            causes.append(("limit", side or 0))
        elif trends[at]:
            causes.append(("trend", _slope(values, trends, at)))
        elif windows[at]:
            causes.append(("two in three", side or 0))
        elif runs[at]:
            causes.append(("run", side or 0))
        else:
            causes.append(None)
    return causes


def _streaks(signs: Sequence[int | None], length: int) -> Iterable[range]:
    """Yield each stretch of at least `length` equal signs other than 0 and None."""
    start = 0
    for at in range(1, len(signs) + 1):
        if at == len(signs) or signs[at] != signs[start]:
            if signs[start] and at - start >= length:
                yield range(start, at)
            start = at


def _in_run(sides: Sequence[int | None], length: int) -> list[bool]:
    found = [False] * len(sides)
    for streak in _streaks(sides, length):
        for at in streak:
            found[at] = True
    return found


def _in_trend(values: Sequence[float | None], length: int) -> list[bool]:
    found = [False] * len(values)
    if len(values) < length:
        return found
    steps = [
        None if before is None or value is None else (value > before) - (value < before)
        for before, value in pairwise(values)
    ]
    for streak in _streaks(steps, length - 1):
        for at in range(streak.start, streak.stop + 1):
            found[at] = True
    return found


def _in_two_of_three(sides: Sequence[int | None], close: Sequence[bool | None]) -> list[bool]:
    found = [False] * len(sides)
    for at in range(len(sides) - 2):
        side = sides[at]
        if not side or sides[at + 1] != side or sides[at + 2] != side:
            continue
        near = [n for n in (at, at + 1, at + 2) if close[n]]
        if len(near) >= 2:
            for n in near:
                found[n] = True
    return found


def _slope(values: Sequence[float | None], trends: Sequence[bool], at: int) -> int:
    """Give the way a trend points: to the right where the next point is in a trend too."""
    goes_on = at + 1 < len(values) and trends[at + 1]
    before, after = (values[at], values[at + 1]) if goes_on else (values[at - 1], values[at])
    # The reference calls anything that does not rise "Decreasing", a tie between two trends too.
    return 1 if before is not None and after is not None and after > before else -1


def _name(cause: Cause | None, length: int) -> str:
    if cause is None:
        return COMMON_CAUSE
    rule, way = cause
    if rule == "limit":
        return "Above UCL" if way > 0 else "Below LCL"
    if rule == "trend":
        return f"{length} Point Trend ({'In' if way > 0 else 'De'}creasing)"
    start = "2 in 3" if rule == "two in three" else f"{length} Points"
    return f"{start} {'Above' if way > 0 else 'Below'} CL"


def _point_type(cause: Cause | None, sign: int) -> str:
    if cause is None:
        return "common_cause"
    way = cause[1]
    if sign == 0:
        return "special_cause_neutral_high" if way > 0 else "special_cause_neutral_low"
    return "special_cause_improvement" if way * sign > 0 else "special_cause_concern"


def _variation(last: Point, direction: Direction) -> Variation:
    """Give the variation icon, which speaks of the last point only."""
    match last.point_type:
        case "special_cause_neutral_high":
            return "neutral_high"
        case "special_cause_neutral_low":
            return "neutral_low"
        case "special_cause_improvement":
            return "improvement_high" if direction == "increase" else "improvement_low"
        case "special_cause_concern":
            return "concern_low" if direction == "increase" else "concern_high"
        case _:
            return "common_cause"


def _assurance(last: Point, direction: Direction) -> Assurance | None:
    """Give the assurance icon by the last phase's limits.

    A target on a limit, or limits that are undefined, is "inconsistent" as in the reference;
    a page asks `Chart.has_limits` first and says "not enough data" instead.
    """
    if last.target is None or direction == "neutral":
        return None
    if last.lpl is None or last.upl is None:
        return "inconsistent"
    if last.target > last.upl:
        return "fail" if direction == "increase" else "pass"
    if last.target < last.lpl:
        return "pass" if direction == "increase" else "fail"
    return "inconsistent"
