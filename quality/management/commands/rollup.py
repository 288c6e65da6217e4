import csv
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from quality.bodies.models import System
from quality.rollup.actions import AS_WAS, CURRENT
from quality.rollup.table import HEADING, table


class Command(BaseCommand):
    help = "Print a system's roll-up as it stood on a day"

    def add_arguments(self, parser):
        parser.add_argument("--system", required=True, metavar="CODE")
        parser.add_argument("--as-at", metavar="DATE", help="for example 2023-10-31")
        parser.add_argument("--basis", choices=[AS_WAS, CURRENT], default=AS_WAS)
        parser.add_argument("--csv", action="store_true", help="as CSV (the default is aligned)")

    def handle(self, *, system, as_at, basis, **options):
        try:
            found = System.objects.get(code=system)
        except System.DoesNotExist:
            codes = ", ".join(System.objects.values_list("code", flat=True)) or "none"
            raise CommandError(f"There is no system {system}. Loaded: {codes}") from None
        try:
            day = date.fromisoformat(as_at) if as_at else None
        except ValueError:
            raise CommandError(f"Enter a date such as 2023-10-31, not {as_at}") from None
        rows = [HEADING, *table(found, as_at=day, basis=basis)]
        if options["csv"]:
            csv.writer(self.stdout, lineterminator="\n").writerows(rows)
            return
        widths = [max(len(str(row[n])) for row in rows) for n in range(len(HEADING))]
        for row in rows:
            cells = zip(row, widths, strict=True)
            self.stdout.write("  ".join(f"{cell!s:{width}}" for cell, width in cells).rstrip())
