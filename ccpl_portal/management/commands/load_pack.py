import sys

from django.core.management.base import BaseCommand

from ccpl_portal.packs.actions import load_pack
from ccpl_portal.packs.faults import Unusable


class Command(BaseCommand):
    help = "Fill the portal from a pack. A second run changes nothing; edits made here are kept."

    def add_arguments(self, parser):
        parser.add_argument("pack", help="a folder, or the name of a pack in the library")
        parser.add_argument("--facts-only", action="store_true", help="leave examples out")

    def handle(self, *, pack, facts_only, **options):
        try:
            report = load_pack(pack, examples=False if facts_only else None)
        except Unusable as wrong:
            for fault in wrong.faults:
                self.stderr.write(str(fault))
            self.stderr.write("Nothing was loaded.")
            sys.exit(2)
        for tally in report.tallies:
            self.stdout.write(
                f"{tally.path}: {tally.made} made, {tally.changed} changed, "
                f"{tally.unchanged} unchanged, {tally.refused} refused"
            )
        self.stdout.write(
            f"{report.title}: {report.count('made')} made, {report.count('changed')} changed, "
            f"{report.count('unchanged')} unchanged, {len(report.faults)} refused"
        )
        for fault in report.faults:
            self.stderr.write(str(fault))
        if report.faults:
            sys.exit(3)
