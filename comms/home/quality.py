"""The system's quality in a sentence and a row of icons."""

from quality.bodies.models import System
from quality.overview import words
from quality.overview.reading import measures_for, read
from quality.overview.rows import Row
from quality.overview.viewer import Viewer
from quality.overview.views import MONTHS_SHOWN

MOST = 6


def quality_at_a_glance(user):
    """What the reader may see of it; None when that is nothing."""
    system = System.objects.home()
    if system is None:
        return None
    viewer = Viewer(user)
    cells = read(viewer, measures_for(viewer, system), months=MONTHS_SHOWN, only_system=True)
    series = [by_area[None] for by_area in cells.values() if None in by_area]
    if not series:
        return None
    return {"story": words.story(series), "rows": [Row(each) for each in series[:MOST]]}
