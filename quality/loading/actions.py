"""Quality packs: a folder of CSV files that holds another system's places, bodies and returns."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.packs.faults import Fault, Unusable
from ccpl_portal.web.caching import content_changed
from quality.bodies.models import System
from quality.rollup.actions import note_change

from .returns import load_returns
from .tables import PackLoader


@dataclass
class Report:
    system: System = None
    made: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def count(self, outcome):
        setattr(self, outcome, getattr(self, outcome) + 1)


@transaction.atomic
def load_quality_pack(folder, *, returns=None):
    """Write a pack's good rows; a second run changes nothing. Raises Unusable for a bad file."""
    folder = Path(folder)
    if not folder.is_dir():
        raise Unusable(Fault(str(folder), 0, "", "There is no such folder"))
    report = Report()
    loader = PackLoader(folder, report)
    loader.places()
    loader.organisations()
    loader.memberships()
    loader.sets()
    loader.measures()
    loader.targets()
    loader.phases()
    loader.obligations()
    if report.made or report.changed:
        # Places, bodies or duties moved, so every figure may.
        note_change(system=report.system)
    load_returns(report, Path(returns) if returns else folder / "returns.csv")
    if report.made or report.changed:
        record("loaded quality pack", report.system, made=report.made, changed=report.changed)
        content_changed()
    return report
