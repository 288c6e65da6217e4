from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ccpl_portal.packs.faults import Unusable
from quality.loading.actions import load_quality_pack
from quality.rollup.actions import roll_up

LIBRARY = Path(__file__).resolve().parents[2] / "library"


class Command(BaseCommand):
    help = "Load a folder of another system's places, measures and returns, and roll them up"

    def add_arguments(self, parser):
        parser.add_argument("folder", help="a folder, or the name of a pack that the portal brings")
        parser.add_argument("--returns", metavar="FILE", help="take the returns from this file")

    def handle(self, *, folder, returns, **options):
        try:
            report = load_quality_pack(found(folder), returns=returns)
        except Unusable as unusable:
            raise CommandError(str(unusable), returncode=2) from None
        roll_up(system=report.system)
        for note in report.notes:
            self.stderr.write(f"{note}, so it was left out")
        for fault in report.faults:
            self.stderr.write(str(fault))
        self.stdout.write(
            f"{report.system.code}: made {report.made}, changed {report.changed}, "
            f"unchanged {report.unchanged}, refused {len(report.faults)}"
        )
        if report.faults:
            raise SystemExit(3)


def found(folder):
    """A folder of this name here, else one of the library."""
    brought = LIBRARY / Path(folder).name
    return brought if not Path(folder).is_dir() and brought.is_dir() else folder
