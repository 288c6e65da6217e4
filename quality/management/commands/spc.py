import json

from django.core.management.base import BaseCommand, CommandError

from quality.spc.cases import answer


class Command(BaseCommand):
    help = "Judge the series of a JSON file by the rules of statistical process control"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", help='cases: [{"case_id", "options", "input"}, ...]')

    def handle(self, *, file, **options):
        try:
            with open(file, encoding="utf-8-sig") as opened:
                cases = json.load(opened)
        except OSError as problem:
            raise CommandError(f"{file}: {problem.strerror}", returncode=2) from problem
        except ValueError as problem:
            raise CommandError(f"{file} is not JSON: {problem}", returncode=2) from problem
        if not isinstance(cases, list):
            raise CommandError(f"{file} must hold a list of cases", returncode=2)
        self.stdout.write(json.dumps([answer(case) for case in cases], indent=1))
