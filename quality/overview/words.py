"""What a series says, in sentences that a board member understands."""

from dataclasses import dataclass

from ccpl_portal.ui.dates import month
from quality.charts.drawing import clamp

VARIATION = {
    "common_cause": "Ordinary variation",
    "improvement_high": "Improvement: high",
    "improvement_low": "Improvement: low",
    "concern_high": "Concern: high",
    "concern_low": "Concern: low",
    "neutral_high": "Change: high",
    "neutral_low": "Change: low",
}
ASSURANCE = {
    "pass": "Will meet the target",
    "fail": "Will miss the target",
    "inconsistent": "May meet or miss the target",
}
ENOUGH = "Not enough data"


def variation(series):
    return VARIATION.get(series.variation, ENOUGH)


def assurance(series):
    if series.target is None or series.measure.direction == "neutral":
        return ""
    return ASSURANCE.get(series.assurance, ENOUGH)


def verdict(series):
    """The whole of it: the newest figure, what kind of variation, what of the target."""
    if series.latest is None:
        return "Nothing has been returned yet."
    parts = [newest(series), what_varies(series), what_of_target(series), how_sure(series)]
    return " ".join(part for part in parts if part)


def newest(series):
    latest = series.latest
    if latest.is_hidden:
        return (
            f"The figure for {month(latest.period)} is hidden: it is a small number, or would "
            "give one away."
        )
    if latest.value is None:
        return f"In {month(latest.period)} there was nothing to divide by."
    return f"{series.words(latest.value)} in {month(latest.period)}."


def what_varies(series):
    if series.variation is None:
        return "There is not enough data to tell a change from chance."
    if series.variation == "common_cause":
        return "It goes up and down as it always does: nothing has changed beyond chance."
    kind, way = series.variation.split("_")
    change = {
        "improvement": "a change for the better",
        "concern": "a change for the worse",
        "neutral": f"a change to {'higher' if way == 'high' else 'lower'} figures",
    }[kind]
    return f"This is {change} beyond chance: {cause(series.chart.points[-1])}."


def cause(point):
    kind = point.special_cause_type
    if kind in ("Above UCL", "Below LCL"):
        side = "above the upper" if kind == "Above UCL" else "below the lower"
        return f"the figure lies {side} limit of what was to be expected"
    if "Trend" in kind:
        return (
            f"it has {'risen' if 'Increasing' in kind else 'fallen'} for {kind[0]} months or more"
        )
    side = "above" if "Above" in kind else "below"
    if kind.startswith("2 in 3"):
        return f"two of three months in a row lie far {side} the average"
    return f"{kind[0]} months in a row or more lie {side} the average"


def expected_range(series, point):
    """What is to be expected by chance alone, within what is possible at all."""
    if point.upl is None:
        return ""
    bounds = (series.measure.lower_bound, series.measure.upper_bound)
    low, high = clamp(point.lpl, bounds), clamp(point.upl, bounds)
    return f"{series.words(low)} to {series.words(high)}"


def what_of_target(series):
    told = assurance(series)
    if not told or series.assurance is None:
        return ""
    target = series.words(series.target)
    return {
        "pass": f"The target of {target} will go on being met unless something changes.",
        "fail": f"The target of {target} will go on being missed unless the way of working "
        "changes.",
        "inconsistent": f"The target of {target} lies within ordinary variation: some months "
        "will meet it and some will not.",
    }[series.assurance]


def how_sure(series):
    if series.chart and series.chart.has_limits and series.chart.on_trial:
        return "The limits are on trial: they rest on fewer than 13 months."
    return ""


@dataclass(frozen=True)
class Matter:
    """Something to talk about: which series, how much it weighs, and why."""

    series: object
    weight: int
    reason: str


def matters(all_series, most=5):
    """The matters to talk about, the weightiest first."""
    found = [matter for series in all_series if (matter := matter_of(series))]
    return sorted(found, key=lambda matter: -matter.weight)[:most]


def matter_of(series):
    if series.latest is None:
        return Matter(series, 30, "Nothing has been returned yet")
    weight, reasons = 0, []
    if series.variation and series.variation.startswith("concern"):
        weight += 50
        reasons.append("it has got worse beyond chance")
    if series.assurance == "fail":
        weight += 40
        reasons.append("it will go on missing its target unless the way of working changes")
    missing = series.latest.expected - series.latest.received
    if missing and not series.is_historical:
        weight += 10 + missing
        returns = "return is" if missing == 1 else "returns are"
        reasons.append(f"{missing} {returns} missing for {month(series.latest.period)}")
    if series.variation and series.variation.startswith("improvement"):
        weight += 5
        reasons.append("it has got better beyond chance: find out why and keep it")
    if series.variation and series.variation.startswith("neutral"):
        weight += 5
        way = "higher" if series.variation.endswith("high") else "lower"
        reasons.append(f"it is {way} than chance explains")
    if not reasons:
        return None
    said = " and ".join(reasons)
    return Matter(series, weight, said[0].upper() + said[1:])


def changes(all_series):
    """What is different from what the month before said."""
    for series in all_series:
        if len(series.months) < 2 or not series.chart:
            continue
        before = series.chart_until(len(series.months) - 1)
        if before is None:
            continue
        was, now = before.variation, series.chart.variation
        if was != now:
            yield series, f"{VARIATION[was]} before, {lower(VARIATION[now])} now"


def lower(words):
    return words[:1].lower() + words[1:]


def story(all_series):
    """The state of everything on the page in one sentence."""
    judged = [series for series in all_series if series.variation]
    if not judged:
        return "There is not enough data yet to tell a change from chance."
    worse = sum(s.variation.startswith("concern") for s in judged)
    better = sum(s.variation.startswith("improvement") for s in judged)
    failing = sum(s.assurance == "fail" for s in judged)
    parts = [
        f"{count} {words}"
        for count, words in [
            (worse, "got worse beyond chance" if worse != 1 else "has got worse beyond chance"),
            (better, "got better beyond chance" if better != 1 else "has got better beyond chance"),
            (failing, "will miss the target unless something changes"),
        ]
        if count
    ]
    start = "1 measure" if len(judged) == 1 else f"{len(judged)} measures"
    if not parts:
        return f"{start}: nothing has changed beyond chance."
    return f"{start}: {', '.join(parts)}."
