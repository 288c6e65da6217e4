import sys

from django.core.management.base import BaseCommand

from ccpl_portal.packs.actions import check_pack
from ccpl_portal.packs.faults import Unusable


class Command(BaseCommand):
    help = "Name each fault of a pack by file, line and column. The portal's content is untouched."

    def add_arguments(self, parser):
        parser.add_argument("pack", help="a folder, or the name of a pack in the library")

    def handle(self, *, pack, **options):
        try:
            report = check_pack(pack)
        except Unusable as wrong:
            for fault in wrong.faults:
                self.stderr.write(str(fault))
            sys.exit(2)
        for fault in report.faults:
            self.stderr.write(str(fault))
        if report.faults:
            sys.exit(3)
        self.stdout.write(f"{report.title}: {report.count('made')} rows, no fault")
