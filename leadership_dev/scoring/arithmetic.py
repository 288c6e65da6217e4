"""The arithmetic of scoring, exact.

Every criterion has a weight and is scored 0 to 4. A share is between 0 and 1; a score that
nobody gave is None and never counts as 0.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from math import lcm

HIGHEST = 4
# A score of 2 says that the criterion is met.
MEETS = 2
# Scores this far apart on one criterion are discussed.
FAR_APART = 2

MET, NOT_MET, TO_AGREE, NOT_SCORED = "met", "not met", "to agree", "not scored"


@dataclass(frozen=True)
class Measure:
    """What arithmetic needs to know of a criterion."""

    id: Hashable
    weight: int
    is_essential: bool = True
    name: str = ""


def mean(values: Iterable) -> Fraction | None:
    known = [value for value in values if value is not None]
    return Fraction(sum(known), len(known)) if known else None


def share(measures: Iterable[Measure], scores: Mapping) -> Fraction | None:
    """The weighted part of what could be had, over the criteria that were scored."""
    scored = [(m.weight, scores[m.id]) for m in measures if scores.get(m.id) is not None]
    possible = HIGHEST * sum(weight for weight, _ in scored)
    if not possible:
        return None
    # Whole numbers over one denominator: five hundred applications are ranked in one page.
    common = lcm(*(score.denominator for _, score in scored))
    gained = sum(
        weight * score.numerator * (common // score.denominator) for weight, score in scored
    )
    return Fraction(gained, possible * common)


def percent(value: Fraction | None) -> Decimal | None:
    """One decimal, a half rounded up: Fraction(5, 6) is 83.3."""
    if value is None:
        return None
    exact = Decimal(value.numerator * 100) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Judged:
    """One application: what each scorer gave on their own, and what was agreed since."""

    measures: Sequence[Measure]
    sheets: Sequence[Mapping]
    agreed: Mapping = field(default_factory=dict)
    # Who filled in each sheet, in the same order.
    scorers: Sequence[Hashable] = ()

    def given(self, measure: Measure) -> list[int]:
        return self._given[measure.id]

    @cached_property
    def _given(self):
        return {
            m.id: [sheet[m.id] for sheet in self.sheets if sheet.get(m.id) is not None]
            for m in self.measures
        }

    def spread(self, measure: Measure) -> int:
        given = self.given(measure)
        return max(given) - min(given) if given else 0

    def essential(self, measure: Measure) -> str:
        """Whether an essential criterion is met; scorers who differ agree on it first."""
        if measure.id in self.agreed:
            return MET if self.agreed[measure.id] >= MEETS else NOT_MET
        answers = {score >= MEETS for score in self.given(measure)}
        if not answers:
            return NOT_SCORED
        if len(answers) > 1:
            return TO_AGREE
        return MET if answers == {True} else NOT_MET

    def is_flagged(self, measure: Measure) -> bool:
        """To be discussed: scores far apart, or an essential criterion met for some only."""
        if self.spread(measure) >= FAR_APART:
            return True
        return measure.is_essential and len({s >= MEETS for s in self.given(measure)}) > 1

    @cached_property
    def to_agree(self) -> list[Measure]:
        return [m for m in self.measures if self.is_flagged(m) and m.id not in self.agreed]

    @property
    def of_sheets(self) -> list[Fraction | None]:
        return [share(self.measures, sheet) for sheet in self.sheets]

    @property
    def originals(self) -> Fraction | None:
        """The mean before anything was agreed."""
        if not self.agreed:
            return self.overall
        return share(self.measures, {m.id: mean(self.given(m)) for m in self.measures})

    @cached_property
    def overall(self) -> Fraction | None:
        """What was agreed stands in for the mean of its criterion."""
        return share(self.measures, self._values)

    @cached_property
    def on_essential(self) -> Fraction | None:
        return share([m for m in self.measures if m.is_essential], self._values)

    @property
    def meets_essential(self) -> bool:
        return all(self.essential(m) == MET for m in self.measures if m.is_essential)

    def shown(self, measure: Measure) -> Decimal | None:
        """What counts for one criterion, with one decimal."""
        value = self._values[measure.id]
        return None if value is None else percent(Fraction(value) / 100)

    @cached_property
    def _values(self):
        return {
            m.id: self.agreed[m.id] if m.id in self.agreed else mean(self.given(m))
            for m in self.measures
        }


@dataclass(frozen=True)
class Standing:
    """One line of a ranking; equal ranks are ties that the chair has yet to settle."""

    key: Hashable
    rank: int
    overall: Fraction | None
    on_essential: Fraction | None
    is_tied: bool = False
    by_choice: bool = False


def ranking(judged: Mapping[Hashable, Judged], chosen: Mapping[Hashable, int] | None = None):
    """Best first: overall, then the essential criteria, then the chair's own order.

    `chosen` puts applications that are level in order, 1 first; it cannot lift one above
    another that scored higher. Nothing else parts a tie: not a name, a date or chance.
    """
    chosen = chosen or {}
    figures = [(key, one.overall, one.on_essential) for key, one in judged.items()]
    figures.sort(key=_best_first)
    standings, place = [], 1
    for _, level in groupby(figures, key=_best_first):
        level = list(level)
        standings += _settle(level, place, chosen)
        place += len(level)
    return standings


def _best_first(figure):
    _, overall, on_essential = figure
    return (overall is None, -(overall or 0), -(on_essential or 0))


def _settle(level, place, chosen):
    order = [chosen.get(key) for key, _, _ in level]
    settled = len(level) > 1 and None not in order and len(set(order)) == len(order)
    if settled:
        level = sorted(level, key=lambda figure: chosen[figure[0]])
    return [
        Standing(
            key,
            place + (offset if settled else 0),
            overall,
            on_essential,
            is_tied=len(level) > 1 and not settled,
            by_choice=settled,
        )
        for offset, (key, overall, on_essential) in enumerate(level)
    ]
