from django.core.management.base import BaseCommand, CommandError

from leadership_dev.coordination.crawl import NotReached, leaks
from leadership_dev.roles.models import LeadershipRole


class Command(BaseCommand):
    help = (
        "Signs in as each member of a role's panel, reads every page and file they can reach, and"
        " fails when one of them would tell who applied."
    )

    def add_arguments(self, parser):
        parser.add_argument("role", help="the role's address, such as clinical-lead-cancer")

    def handle(self, *args, role, **options):
        found = LeadershipRole.objects.filter(slug=role).first()
        if found is None:
            raise CommandError(f"There is no role “{role}”")
        if found.tells_names:
            raise CommandError("The names have been told to the panel: there is nothing to check")
        try:
            leaking = list(leaks(found))
        except NotReached as reason:
            raise CommandError(str(reason)) from None
        for leak in leaking:
            self.stdout.write(
                f"{leak.address}: {leak.what} of {leak.reference}, read by {leak.member}"
            )
        if leaking:
            raise CommandError(f"{len(leaking)} places tell who applied")
        members = found.panel_members.count()
        self.stdout.write(f"Nothing that {members} members of the panel can read tells who applied")
