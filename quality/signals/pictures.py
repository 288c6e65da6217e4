"""The chart that a signal is about, as it stands now."""

from quality.charts.drawing import WIDE
from quality.overview import words
from quality.overview.rows import draw_as, table_of
from quality.returns.due import owed_by
from quality.templatetags.quality import month_name

from .looking import all_series

MONTHS = 24


def series_of(signal):
    """The series that a signal is about; None for missing returns."""
    if signal.measure is None:
        return None
    for series in all_series(signal.system, [signal.measure]):
        if (series.body, series.area) == (signal.body, signal.area):
            return series
    return None


def late_months(signal):
    """The months that the organisation has still not sent, the oldest first."""
    if signal.measure_set is None:
        return []
    dues = owed_by([signal.body])
    return [due for due in reversed(dues) if due.is_late and due.set == signal.measure_set]


def chart_of(signal):
    """The drawing, and its verdict and newest numbers in words."""
    series = series_of(signal)
    if series is None or series.chart is None:
        return "", {"verdict": "", "head": [], "rows": []}
    return draw_as(series, WIDE, "signal"), {
        "verdict": words.verdict(series),
        "head": ["Month", "Figure", "Average", "To be expected", "Beyond chance"],
        "rows": [row_of(line) for line in table_of(series)[:MONTHS]],
    }


def row_of(line):
    return [
        month_name(line["month"].period),
        line["value"] or "No data",
        line["mean"],
        line["range"],
        line["cause"][:1].upper() + line["cause"][1:],
    ]
