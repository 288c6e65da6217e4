"""The figures that stand beside a report, as its reader may see them."""

from quality.overview import words
from quality.overview.reading import measures_for, read, read_bodies, with_duties
from quality.overview.viewer import Viewer


def beside(user, scope, period):
    """(measure, figure of the month, variation by then) for each measure with a figure."""
    rows = []
    for series in series_of(user, scope):
        month = next((m for m in series.months if m.period == period and m.received), None)
        if month is None:
            continue
        figure = "Hidden: small number" if month.is_hidden else series.words(month.value)
        so_far = words.variation(series) if month is series.latest else ""
        rows.append((series.measure, figure or "Nothing to divide by", so_far))
    return rows


def series_of(user, scope):
    viewer = Viewer(user)
    measures = with_duties(measures_for(viewer, scope.system))
    if scope.body:
        found = read_bodies(viewer, measures, bodies=[scope.body])
        return [one for of_measure in found.values() for one in of_measure]
    key = scope.area.pk if scope.area else None
    everything = read(viewer, measures)
    return [cells[key] for cells in everything.values() if key in cells]
