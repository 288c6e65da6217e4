"""A measure over time, as one viewer may see it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from quality.bodies.models import Area, Body
from quality.measures.models import Measure
from quality.measures.words import in_words
from quality.spc import Chart, calculate


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a series. Hidden figures never come this far: their fields are None."""

    period: date
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None
    expected: int = 0
    received: int = 0
    status: str = "no_data"
    is_hidden: bool = False


@dataclass
class Series:
    """A measure of the system, of one area, of the system-wide bodies or of one body."""

    measure: Measure
    months: list[Month] = field(default_factory=list)
    area: Area | None = None
    body: Body | None = None
    is_system_wide: bool = False

    @property
    def label(self):
        if self.area or self.body:
            return str(self.area or self.body)
        return "System-wide organisations" if self.is_system_wide else str(self.measure.system)

    @cached_property
    def chart(self) -> Chart | None:
        return self.chart_until(len(self.months))

    def chart_until(self, count):
        readings = [
            (m.period, None if m.value is None else float(m.value)) for m in self.months[:count]
        ]
        if all(value is None for _, value in readings):
            return None
        return calculate(readings, self.options)

    @cached_property
    def options(self):
        return self.measure.spc_options(area=self.area, body=self.body)

    @cached_property
    def latest(self) -> Month | None:
        """The newest month that anything was returned for."""
        return next((m for m in reversed(self.months) if m.received), None)

    @property
    def last_period(self):
        return self.months[-1].period

    @property
    def is_historical(self):
        return self.latest is not None and self.measure.set.is_historical(self.latest.period)

    @property
    def variation(self):
        """The icon of the newest month; None where there is not enough to judge by."""
        return self.chart.variation if self.chart and self.chart.has_limits else None

    @property
    def assurance(self):
        return self.chart.assurance if self.chart and self.chart.has_limits else None

    @property
    def target(self):
        return self.options.target_on(self.months[-1].period) if self.months else None

    @property
    def phases(self):
        """Those that begin within the chart."""
        within = {month.period for month in self.months[1:]}
        phases = self.measure.phases_of(area=self.area, body=self.body)
        return [phase for phase in phases if phase.starts_on in within]

    @property
    def happenings(self):
        within = {month.period for month in self.months}
        marks = self.measure.happenings_of(area=self.area, body=self.body)
        return [mark for mark in marks if mark.starts_on in within]

    def words(self, value):
        return in_words(self.measure, value)
