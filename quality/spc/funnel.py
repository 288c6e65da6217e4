"""The funnel plot of proportions: which of many lie further from the whole than chance explains."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Two and three standard deviations either side: 95 and 99.8 per cent.
WARNING, LIMIT = 1.959964, 3.090232
# The share of the furthest scores, at either end, that are pulled in before spread is judged.
WINSORISED = 0.1
# Fewer parts cannot tell how much parts ordinarily differ.
ENOUGH = 10
Part = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Funnel:
    """The proportion of the whole, and how much parts differ beyond chance (as a variance)."""

    centre: float
    between: float

    def limits(self, size: float, deviations: float) -> tuple[float, float]:
        """Give the lower and upper limit for a part of `size`, within 0 and 1."""
        wide = deviations * math.sqrt(self.centre * (1 - self.centre) / size + self.between)
        return max(0.0, self.centre - wide), min(1.0, self.centre + wide)

    def score(self, part: Part) -> float:
        """Say how many standard deviations a part lies from the centre; 0 without any spread."""
        numerator, denominator = part
        variance = self.centre * (1 - self.centre) / denominator + self.between
        return (numerator / denominator - self.centre) / math.sqrt(variance) if variance else 0.0


def funnel(parts: Sequence[Part]) -> Funnel:
    """Judge parts, each a (numerator, denominator) pair with a denominator above 0.

    Where ten parts or more differ more than chance alone makes them (overdispersion), the
    limits are widened by an additive variance between them. Raises ValueError for no parts.
    Source: Spiegelhalter 2005, Funnel plots for comparing institutional performance, and
    Handling over-dispersion of performance indicators (10 per cent winsorised, additive).
    """
    if not parts:
        raise ValueError("There is nothing to compare")
    centre = math.fsum(n for n, _ in parts) / math.fsum(d for _, d in parts)
    alone = Funnel(centre, 0.0)
    if len(parts) < ENOUGH or not 0 < centre < 1:
        return alone
    scores = winsorised(sorted(alone.score(part) for part in parts))
    count = len(scores)
    dispersion = math.fsum(score * score for score in scores) / count
    if dispersion * count <= count - 1:
        return alone
    weights = [d / (centre * (1 - centre)) for _, d in parts]
    spread = math.fsum(weights) - math.fsum(w * w for w in weights) / math.fsum(weights)
    return Funnel(centre, (count * dispersion - (count - 1)) / spread if spread else 0.0)


def winsorised(scores: Sequence[float]) -> list[float]:
    """Pull the furthest tenth at either end in to the score that follows them."""
    cut = int(len(scores) * WINSORISED)
    low, high = scores[cut], scores[-1 - cut]
    return [min(max(score, low), high) for score in scores]
