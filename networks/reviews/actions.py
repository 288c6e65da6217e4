from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ccpl_portal.outbox.actions import write_letter
from networks.groups.models import Group
from networks.joining.actions import keepers
from networks.resources.models import Resource

AHEAD = timedelta(weeks=4)
LETTERS = "networks/reviews/letters"


@transaction.atomic
def remind():
    """Write to those who keep what is due for review, once for each review date."""
    due = timezone.localdate() + AHEAD
    for group in Group.objects.live().filter(review_on__lte=due):
        tell(group, group, "group")
    shared = Resource.objects.in_use().filter(review_on__lte=due, group__isnull=False)
    for resource in shared.select_related("group__kind"):
        tell(resource, resource.group, "resource")


def tell(thing, group, noun):
    for keeper in keepers(group):
        write_letter(
            to=keeper,
            template=f"{LETTERS}/{noun}",
            context={noun: thing, "group": group},
            key=f"{noun} {thing.pk} review {thing.review_on} {keeper.pk}",
            about=thing,
        )
