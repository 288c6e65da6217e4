import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from leadership_dev.transparency.suppression import publish


class Command(BaseCommand):
    help = "Applies rule SUP-1 to the tables of a JSON file and prints what may be published."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, file, **options):
        try:
            cases = json.loads(file.read_text())
            answers = [
                {
                    "id": case["id"],
                    "columns": [asdict(column) for column in publish(case["columns"])],
                }
                for case in cases
            ]
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        except (KeyError, TypeError, ValueError) as error:
            raise CommandError(f"{file} is not a list of tables: {error}") from error
        self.stdout.write(json.dumps(answers, indent=1))
