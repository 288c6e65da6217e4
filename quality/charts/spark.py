"""A line the size of a word."""

from dataclasses import dataclass

from .drawing import SHAPES, span, unbroken

WIDTH, HEIGHT, AIR = 120, 32, 5


@dataclass(frozen=True)
class Spark:
    paths: list[str]
    mean: float | None
    x: float
    y: float
    shape: str
    width: int = WIDTH
    height: int = HEIGHT


def spark(chart, most=24):
    """The newest months as a line, the average behind it, and the last point in its shape."""
    if chart is None:
        return None
    points = chart.points[-most:]
    low, high = span([p._replace(target=None, lpl=None, upl=None) for p in points], (None, None))
    step = (WIDTH - 2 * AIR) / max(len(points) - 1, 1)

    def across(n):
        return round(AIR + n * step, 1)

    def up(value):
        return round(HEIGHT - AIR - (value - low) / (high - low) * (HEIGHT - 2 * AIR), 1)

    known = [n for n, point in enumerate(points) if point.value is not None]
    if not known:
        return None
    last = points[known[-1]]
    return Spark(
        paths=[
            "M" + "L".join(f"{across(n)} {up(points[n].value)}" for n in part)
            for part in unbroken(points)
        ],
        mean=None if last.mean is None else up(last.mean),
        x=across(known[-1]),
        y=up(last.value),
        shape=SHAPES[last.point_type],
    )
