"""What a person may hold in groups, for when they leave."""

from django.db.models import Count, OuterRef, Subquery

from ccpl_portal.leaving.columns import named_in
from ccpl_portal.leaving.periods import held_for_a_time
from ccpl_portal.leaving.registry import holds
from ccpl_portal.ui.dates import day
from networks.groups.models import Group
from networks.members.models import Membership
from networks.missing.models import Gap
from networks.resources.models import Resource
from networks.rules import keeping_roles


def with_reviews():
    """Each with the number of the group's resources that somebody is to look at again."""
    due = Resource.objects.in_use().filter(group=OuterRef("group"), review_on__isnull=False)
    # A subquery, as rows that are counted together cannot be locked.
    counted = due.order_by().values("group").annotate(number=Count("pk")).values("number")
    memberships = Membership.objects.select_related("group__kind")
    return memberships.annotate(to_review=Subquery(counted)).order_by("rank", "group__name")


def reviews_of(held):
    """What goes with the role: whoever keeps a group also does its reviews."""
    if held.role not in keeping_roles(held.group):
        return ""
    words = []
    if held.group.review_on:
        words.append(f"Review of the group due on {day(held.group.review_on)}")
    if held.to_review:
        words.append(f"{held.to_review} resource{'s' if held.to_review > 1 else ''} to review")
    return ". ".join(words)


holds(
    held_for_a_time(
        with_reviews,
        name="memberships",
        heading="Groups",
        order=30,
        words=lambda held: f"{held.get_role_display()} of {held.group.name}",
        due=reviews_of,
        href=lambda held: held.group.get_absolute_url(),
        # Whom the new holder represents follows from who they are.
        copied=["group", "role", "votes", "place"],
    )
)
holds(
    named_in(
        lambda: Group.objects.exclude(status=Group.Status.CLOSED).order_by("name"),
        "executive_sponsor",
        name="sponsored",
        heading="Groups that reach the board through them",
        order=40,
    )
)
holds(
    named_in(
        lambda: Gap.objects.wanted().for_listing(),
        "owner",
        name="gaps",
        heading="Missing voices that they take care of",
        order=50,
        words=lambda gap: f"{gap}, {gap.group or 'all groups'}",
        due=lambda gap: f"To be reviewed on {day(gap.review_on)}" if gap.review_on else "",
    )
)
