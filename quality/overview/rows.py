"""A series as a line of a table, as a large chart, and as one of many small ones."""

import string
from dataclasses import dataclass
from functools import cached_property

from django.template.loader import render_to_string

from ccpl_portal.ui.dates import month
from quality.charts.drawing import NARROW, SLIDE, SMALL, WIDE, draw, span
from quality.charts.spark import spark

from . import words

SIZES = {WIDE: "wide", NARROW: "narrow", SMALL: "small", SLIDE: "slide"}


@dataclass
class Row:
    """A line of the table of measures: a series and what is drawn and said of it."""

    series: object

    @property
    def measure(self):
        return self.series.measure

    @property
    def variation(self):
        return words.variation(self.series)

    @property
    def assurance(self):
        return words.assurance(self.series)

    @property
    def value(self):
        latest = self.series.latest
        if latest is None:
            return "No data"
        if latest.is_hidden:
            return "Hidden: small number"
        return self.series.words(latest.value) or "Nothing to divide by"

    @property
    def target(self):
        return "" if self.series.target is None else self.series.words(self.series.target)

    @property
    def marks(self):
        """What the chart marks, as (month or letter and month, words)."""
        phases = [(f"New phase from {month(p.starts_on)}", p.reason) for p in self.series.phases]
        happened = marks_of(self.series)
        return phases + [(f"{letter}, {month(m.starts_on)}", m.reason) for letter, m in happened]

    @cached_property
    def spark(self):
        return spark(self.series.chart)


def figure_of(series):
    """The large chart twice: one drawn for a wide page, one for a phone."""
    if series.chart is None:
        return ""
    return draw_as(series, WIDE, "wide") + draw_as(series, NARROW, "narrow")


def small(series, of=None):
    """One of the small charts: its line, its picture and its verdict."""
    whose = series.area or series.body
    name = f"{series.measure.code}-{whose.code if whose else 'system-wide'}"
    picture = draw_as(series, SMALL, name, of=of) if series.chart else ""
    return Row(series), picture, words.verdict(series)


def alike(all_series):
    """Small charts of one measure on one scale, so that the eye may compare them."""
    measure = all_series[0].measure if all_series else None
    points = [point for one in all_series if one.chart for point in one.chart.points]
    counts = measure is not None and not measure.has_denominator
    of = span(points, bounds_of(measure)) if points and not counts else None
    return [small(one, of) for one in all_series]


def bounds_of(measure):
    return measure.lower_bound, measure.upper_bound


def marks_of(series):
    """What happened, each with the letter that the chart gives its month."""
    letters = {}
    for mark in series.happenings:
        letters.setdefault(mark.starts_on, string.ascii_uppercase[len(letters) % 26])
    return [(letters[mark.starts_on], mark) for mark in series.happenings]


def title_of(series):
    first, last = series.months[0].period, series.months[-1].period
    return f"{series.measure.name}, {series.label}, {month(first)} to {month(last)}"


def draw_as(series, size, name, *, of=None):
    drawing = draw(
        series.chart,
        series.words,
        size=size,
        bounds=bounds_of(series.measure),
        reasons={phase.starts_on: phase.reason for phase in series.phases},
        flags={mark.starts_on: letter for letter, mark in marks_of(series)},
        of=of,
    )
    context = {
        "drawing": drawing,
        "id": f"chart-{name}",
        "class": f"quality-chart quality-chart--{SIZES[size]}",
        "title": title_of(series),
        "verdict": words.verdict(series),
        "heading": slide_heading(series) if size is SLIDE else None,
    }
    return render_to_string("quality/charts/_chart.html", context)


def slide_heading(series):
    """What a slide says around its picture: it leaves the page's words behind."""
    return {
        "name": series.measure.name,
        "about": title_of(series).removeprefix(f"{series.measure.name}, "),
        "icons": " · ".join(filter(None, [words.variation(series), words.assurance(series)])),
        "source": series.measure.set.source
        or ("Example data" if series.measure.set.is_example else ""),
    }


def table_of(series):
    """The numbers behind the chart, the newest first."""
    points = series.chart.points if series.chart else [None] * len(series.months)
    rows = []
    for told, point in zip(series.months, points, strict=True):
        rows.append(
            {
                "month": told,
                "value": series.words(told.value),
                "mean": series.words(point.mean) if point else "",
                "range": words.expected_range(series, point) if point else "",
                "cause": words.cause(point) if point and point.special_cause_flag else "",
            }
        )
    return rows[::-1]
