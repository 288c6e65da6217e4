"""Statistical process control for NHS measures: XmR charts in plain Python, no Django inside.

Source of every rule: NHSRplotthedots 0.2.2 (NHS-R Community, MIT licence), which draws
"Making Data Count" charts. Where this room departs from it, the docstring says so.
"""

from .chart import Assurance, Chart, Direction, Options, Point, SpcError, Variation, calculate

__all__ = [
    "Assurance",
    "Chart",
    "Direction",
    "Options",
    "Point",
    "SpcError",
    "Variation",
    "calculate",
]
