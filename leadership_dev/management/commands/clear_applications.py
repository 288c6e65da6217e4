from django.core.management.base import BaseCommand

from leadership_dev.retention.actions import clear


class Command(BaseCommand):
    help = "Deletes applications that have been kept long enough; the nightly job does the same."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what is due")

    def handle(self, *args, dry_run, **options):
        counts = clear(dry_run=dry_run)
        verb = "Would delete" if dry_run else "Deleted"
        for kind in ["drafts", "unsuccessful", "appointed"]:
            self.stdout.write(f"{verb} {counts[kind]} {kind}")
        self.stdout.write(f"{verb} {counts['talent pool']} of the talent pool")
