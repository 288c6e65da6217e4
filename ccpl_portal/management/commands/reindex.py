from django.core.management.base import BaseCommand

from ccpl_portal.search.actions import reindex


class Command(BaseCommand):
    help = "Describes every record to the search box anew. Needed only after a bulk change by hand."

    def handle(self, *args, **options):
        self.stdout.write(f"{reindex()} records can be found")
