"""Where everything of a chart stands: plain numbers, for a template to draw as SVG.

Presentation attributes only, so that the same drawing is a picture on a page (whose policy
allows no inline style), a file, and a slide.
"""

import math
from dataclasses import dataclass, field
from datetime import date

from quality.spc import Chart, Point


@dataclass(frozen=True)
class Size:
    """A canvas and what it leaves around the plot."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    text: int
    dates: int

    @property
    def plot_right(self):
        return self.width - self.right

    @property
    def plot_bottom(self):
        return self.height - self.bottom


WIDE = Size(880, 400, left=64, right=150, top=28, bottom=40, text=15, dates=7)
NARROW = Size(340, 300, left=46, right=10, top=24, bottom=34, text=12, dates=3)
# A picture for a slide, half as large again; its heading stands above the plot.
SLIDE = Size(1120, 630, left=84, right=210, top=130, bottom=76, text=19, dates=7)
SMALL = Size(300, 150, left=44, right=10, top=14, bottom=28, text=12, dates=2)


@dataclass(frozen=True)
class Mark:
    """A point as it is drawn: where, what shape, and the words for whoever points at it."""

    x: float
    y: float
    shape: str
    words: str


@dataclass(frozen=True)
class Line:
    x1: float
    x2: float
    y: float


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    words: str


@dataclass
class Drawing:
    size: Size
    marks: list[Mark] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    means: list[Line] = field(default_factory=list)
    bands: list[tuple[Line, float]] = field(default_factory=list)
    targets: list[Line] = field(default_factory=list)
    dividers: list[Label] = field(default_factory=list)
    flags: list[Label] = field(default_factory=list)
    ends: list[Label] = field(default_factory=list)
    rows: list[Label] = field(default_factory=list)
    columns: list[Label] = field(default_factory=list)


SHAPES = {
    "common_cause": "dot",
    "special_cause_improvement": "improvement",
    "special_cause_concern": "concern",
    "special_cause_neutral_high": "neutral",
    "special_cause_neutral_low": "neutral",
}


def draw(chart: Chart, words, *, size=WIDE, bounds=(None, None), reasons=None, flags=None, of=None):
    """Place a chart on a canvas.

    `words` turns a value into words with its unit; `bounds` are the lowest and highest
    possible value, beyond which no limit is drawn; `reasons` names the phases by date and
    `flags` gives what happened a letter by date; `of` is the span of values when several
    charts share one.
    """
    points = chart.points
    low, high = of or span(points, bounds)
    step = (size.plot_right - size.left) / max(len(points) - 1, 1)

    def across(n):
        return round(size.left + n * step, 1)

    def up(value):
        share = (value - low) / (high - low)
        return round(size.plot_bottom - share * (size.plot_bottom - size.top), 1)

    drawing = Drawing(size)
    for n, point in enumerate(points):
        if point.value is not None:
            said = f"{point.period:%B %Y}: {words(point.value)}{why(point)}"
            shape = SHAPES[point.point_type]
            drawing.marks.append(Mark(across(n), up(point.value), shape, said))
    drawing.paths = [
        "M" + "L".join(f"{across(n)} {up(points[n].value)}" for n in part)
        for part in unbroken(points)
    ]
    for first, last in phases(points):
        start, end = across(first), across(last)
        point = points[first]
        if point.mean is not None:
            drawing.means.append(Line(start, end, up(clamp(point.mean, bounds))))
        if point.upl is not None:
            upper, lower = up(clamp(point.upl, bounds)), up(clamp(point.lpl, bounds))
            drawing.bands.append((Line(start, end, upper), lower))
        if first:
            reason = (reasons or {}).get(point.period, "")
            line = round((across(first - 1) + start) / 2, 1)
            drawing.dividers.append(Label(line, size.top, shortened(reason, end - line, size)))
    drawing.targets = [
        Line(across(first), across(last), up(points[first].target))
        for first, last in runs([point.target for point in points])
        if points[first].target is not None
    ]
    drawing.flags = [
        Label(across(n), size.plot_bottom, flags[point.period])
        for n, point in enumerate(points)
        if flags and point.period in flags
    ]
    drawing.ends = ends(points[-1], up, words, bounds, size)
    drawing.rows = [Label(size.left, up(value), words(value)) for value in round_values(low, high)]
    drawing.columns = [
        Label(across(n), size.plot_bottom, f"{points[n].period:%b %Y}")
        for n in spread(points, size.dates)
    ]
    return drawing


def shortened(words, room, size):
    """As much as there is room for before the next phase, cut at a word; the page says it all."""
    most = int(room / (size.text * 0.55))
    if len(words) <= most:
        return words
    cut = words[:most].rpartition(" ")[0]
    return f"{cut}…" if cut else ""


def why(point: Point):
    return (
        f" ({CAUSES[point.special_cause_type.split(' ', 1)[0]](point)})"
        if (point.special_cause_flag)
        else ""
    )


CAUSES = {
    "Above": lambda point: "above the expected range",
    "Below": lambda point: "below the expected range",
    "2": lambda point: f"two of three points near the {side(point)} limit",
    "6": lambda point: part_of(point),
    "7": lambda point: part_of(point),
}


def side(point):
    return "upper" if "Above" in point.special_cause_type else "lower"


def part_of(point):
    if "Trend" in point.special_cause_type:
        way = "rise" if "Increasing" in point.special_cause_type else "fall"
        return f"part of a steady {way}"
    way = "above" if "Above" in point.special_cause_type else "below"
    return f"part of a run {way} the average"


def clamp(value, bounds):
    lowest, highest = bounds
    if lowest is not None:
        value = max(value, float(lowest))
    if highest is not None:
        value = min(value, float(highest))
    return value


def span(points, bounds):
    """The values from the bottom of the plot to its top, with a little air."""
    values = [p.value for p in points if p.value is not None]
    values += [p.target for p in points if p.target is not None]
    values += [clamp(v, bounds) for p in points for v in (p.mean, p.lpl, p.upl) if v is not None]
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    air = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return clamp(low - air, bounds), clamp(high + air, bounds)


def unbroken(points):
    """Stretches of neighbours that both have a value and are of one phase."""
    part = []
    for n, point in enumerate(points):
        if part and (point.value is None or point.phase != points[n - 1].phase):
            yield part
            part = []
        if point.value is not None:
            part.append(n)
    if part:
        yield part


def runs(values):
    """(first, last) of each stretch of equal values."""
    start = 0
    for n in range(1, len(values) + 1):
        if n == len(values) or values[n] != values[start]:
            yield start, n - 1
            start = n


def phases(points):
    return runs([point.phase for point in points])


def ends(last, up, words, bounds, size):
    """What each line is, said at its right end; on a narrow canvas the caption says it."""
    if size.right < 100:
        return []
    said = []
    if last.target is not None:
        said.append((up(last.target), f"Target {words(last.target)}"))
    if last.mean is not None:
        said.append((up(clamp(last.mean, bounds)), f"Average {words(last.mean)}"))
    if last.upl is not None:
        upper, lower = clamp(last.upl, bounds), clamp(last.lpl, bounds)
        said.append((up(upper), f"Upper limit {words(upper)}"))
        said.append((up(lower), f"Lower limit {words(lower)}"))
    said.sort()
    labels = []
    for y, text in said:
        # Labels keep a line's height from each other, whatever the lines do.
        if labels:
            y = max(y, labels[-1].y + size.text + 3)
        labels.append(Label(size.plot_right + 12, y, text))
    return labels


def round_values(low, high, about=7):
    """Round numbers across the span, for the lines that values are read by."""
    rough = (high - low) / about
    if rough <= 0 or not math.isfinite(rough):
        return [low]
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [n * step for n in range(first, last + 1)]


def spread(points, about):
    """Which points carry a date: evenly apart, and with a year's first month where they can."""
    if len(points) <= about:
        return range(len(points))
    gaps = [g for g in (1, 2, 3, 6, 12, 24, 60, 120, 240) if len(points) / g <= about]
    gap = gaps[0] if gaps else len(points)
    starts: list[int] = [n for n in range(min(gap, len(points))) if is_first(points[n].period, gap)]
    return range(starts[0] if starts else 0, len(points), gap)


def is_first(day: date, gap):
    """April begins the NHS year."""
    return (day.month - 4) % min(gap, 12) == 0
