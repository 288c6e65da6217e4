"""Where everything of a funnel plot stands."""

from dataclasses import dataclass, field

from quality.spc.funnel import LIMIT, WARNING

from .drawing import Label, Mark, Size, clamp, round_values

FUNNEL = Size(880, 460, left=70, right=120, top=24, bottom=64, text=15, dates=6)
FUNNEL_NARROW = Size(340, 330, left=48, right=12, top=20, bottom=52, text=12, dates=3)
STEPS = 80
NAMED_AT_MOST = 8


@dataclass
class FunnelDrawing:
    size: Size
    centre: float = 0.0
    warning: list[str] = field(default_factory=list)
    limit: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    names: list[Label] = field(default_factory=list)
    rows: list[Label] = field(default_factory=list)
    columns: list[Label] = field(default_factory=list)
    ends: list[Label] = field(default_factory=list)


def draw_funnel(judged, funnel, words, *, size=FUNNEL):
    """Place judged parts (name, numerator, denominator, score, shape) and their limits."""
    most = max(part.denominator for part in judged) * 1.05
    shares = [part.numerator / part.denominator for part in judged]
    least_n = max(min(part.denominator for part in judged) * 0.8, 1)
    low, high = funnel.limits(least_n, LIMIT)
    low, high = min([low, *shares]), max([high, *shares])
    air = (high - low) * 0.05 or 0.05
    low, high = clamp(low - air, (0, 1)), clamp(high + air, (0, 1))

    def across(n):
        return round(size.left + n / most * (size.plot_right - size.left), 1)

    def up(value):
        share = (min(max(value, low), high) - low) / (high - low)
        return round(size.plot_bottom - share * (size.plot_bottom - size.top), 1)

    def curve(deviations, side):
        sizes = [least_n * (most / least_n) ** (step / STEPS) for step in range(STEPS + 1)]
        at = [f"{across(n)} {up(funnel.limits(n, deviations)[side])}" for n in sizes]
        return "M" + "L".join(at)

    drawing = FunnelDrawing(size, centre=up(funnel.centre))
    drawing.warning = [curve(WARNING, side) for side in (0, 1)]
    drawing.limit = [curve(LIMIT, side) for side in (0, 1)]
    if size.right >= 100:
        said = [(funnel.centre, f"All {words(funnel.centre)}")]
        said += zip(funnel.limits(most, LIMIT), ("Outer limit", "Outer limit"), strict=True)
        drawing.ends = [Label(size.plot_right + 8, up(v), text) for v, text in said]
    for part, share in zip(judged, shares, strict=True):
        said = f"{part.name}: {words(share)} of {part.denominator:,} ({part.position})"
        drawing.marks.append(Mark(across(part.denominator), up(share), part.shape, said))
    drawing.names = names(judged, drawing.marks, size)
    drawing.rows = [Label(size.left, up(v), words(v)) for v in round_values(low, high)]
    drawing.columns = [
        Label(across(n), size.plot_bottom, f"{n:,.0f}")
        for n in round_values(0, most, about=size.dates)
    ]
    return drawing


def names(judged, marks, size):
    """The furthest parts by name, where no other name stands; the table has them all."""
    furthest = sorted(zip(judged, marks, strict=True), key=lambda pair: -abs(pair[0].score))
    found = []
    for part, mark in furthest:
        is_common = not part.is_beyond and len(judged) > NAMED_AT_MOST
        if is_common or len(found) == NAMED_AT_MOST or size.right < 100:
            break
        width = len(part.name) * size.text * 0.5
        left = mark.x + 10 if mark.x + 10 + width < size.width else mark.x - 10 - width
        is_free = all(
            abs(mark.y - other.y) > size.text or left > other_end or left + width < other.x
            for other, other_end in found
        )
        if is_free and left > size.left:
            found.append((Label(round(left, 1), mark.y, part.name), left + width))
    return [label for label, _ in found]
