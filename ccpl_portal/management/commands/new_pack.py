from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug

from ccpl_portal.packs.folders import LIBRARY
from ccpl_portal.packs.skeleton import write_skeleton


class Command(BaseCommand):
    help = "Write an empty pack: its folders, a file for each kind of content, and a guide."

    def add_arguments(self, parser):
        parser.add_argument("name", help="small letters and hyphens: anytown-and-around")
        parser.add_argument("--in", dest="folder", type=Path, default=LIBRARY)

    def handle(self, *, name, folder, **options):
        try:
            validate_slug(name)
        except ValidationError:
            raise CommandError(
                "Name the pack with letters, numbers and hyphens", returncode=2
            ) from None
        if (folder / name).exists():
            raise CommandError(f"{folder / name} is already there", returncode=2)
        write_skeleton(folder / name)
        self.stdout.write(f"Wrote {folder / name}. Its README.md says what each file holds.")
