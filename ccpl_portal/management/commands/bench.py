from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import autodiscover_modules

from ccpl_portal.bench.registry import benchmarks
from ccpl_portal.bench.report import Report
from ccpl_portal.bench.scratch import scratch_database


class Command(BaseCommand):
    help = "Measures one part of the portal in a scratch database and prints the figures."

    def add_arguments(self, parser):
        autodiscover_modules("benchmarks")
        parser.add_argument("name", help=", ".join(sorted(benchmarks())))

    def handle(self, name, **options):
        known = benchmarks()
        if name not in known:
            raise CommandError(f"No benchmark is called {name}. Choose {', '.join(sorted(known))}")
        report = Report(self.stdout)
        with scratch_database():
            report.heading(name)
            known[name](report)
