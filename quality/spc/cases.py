"""Cases as JSON: read what a case asks, answer with plain values.

A case is {"case_id", "options", "input": [{"period": "2024-04-01", "value": 0.9 or null}]}.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from .chart import Options, Reading, SpcError, calculate


def answer(case: object) -> dict[str, Any]:
    """Answer one case; a case that cannot be used gives status "error" and a message."""
    case_id = case.get("case_id") if isinstance(case, dict) else None
    try:
        if not isinstance(case, dict):
            raise SpcError("A case must be an object with case_id, options and input")
        chart = calculate(_readings(case.get("input")), _options(case.get("options") or {}))
    except SpcError as problem:
        return {"case_id": case_id, "status": "error", "message": str(problem)}
    return {
        "case_id": case_id,
        "status": "ok",
        "points": [
            point._asdict() | {"period": point.period.isoformat()} for point in chart.points
        ],
        "variation_icon": chart.variation,
        "assurance_icon": chart.assurance,
    }


def _options(given: object) -> Options:
    if not isinstance(given, dict):
        raise SpcError("The options must be an object")
    screen = given.get("screen_outliers", True)
    if not isinstance(screen, bool):
        raise SpcError("screen_outliers must be true or false")
    rebase = given.get("rebase") or []
    if not isinstance(rebase, list):
        raise SpcError("rebase must be a list of dates")
    return Options(
        direction=given.get("improvement_direction", "increase"),
        target=_number(given.get("target"), "target"),
        rebase=tuple(_day(day, "rebase") for day in rebase),
        fix_after=_whole(given.get("fix_after_n_points"), "fix_after_n_points"),
        screen=screen,
        run_length=_whole(given.get("run_length"), "run_length") or 7,
    )


def _readings(given: object) -> Iterable[Reading]:
    if not isinstance(given, list):
        raise SpcError("The input must be a list of periods and values")
    readings = []
    for row in given:
        if not isinstance(row, dict) or "period" not in row or "value" not in row:
            raise SpcError("Each row of the input needs a period and a value (null when missing)")
        readings.append((_day(row["period"], "period"), _number(row["value"], "value")))
    return readings


def _day(given: object, name: str) -> date:
    try:
        return date.fromisoformat(given)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise SpcError(f"{name} must be a date like 2024-04-01, not {given!r}") from None


def _number(given: object, name: str) -> float | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise SpcError(f"{name} must be a number or null, not {given!r}")
    try:
        return float(given)
    except OverflowError:
        raise SpcError(f"{name} is too large") from None


def _whole(given: object, name: str) -> int | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or given != int(given):
        raise SpcError(f"{name} must be a whole number or null, not {given!r}")
    return int(given)
