"""What a person may hold in groups, for when they leave."""

from ccpl_portal.leaving.columns import named_in
from ccpl_portal.leaving.periods import held_for_a_time
from ccpl_portal.leaving.registry import holds
from networks.groups.models import Group
from networks.members.models import Membership
from networks.missing.models import Gap

holds(
    held_for_a_time(
        lambda: Membership.objects.select_related("group").order_by("rank", "group__name"),
        name="memberships",
        heading="Groups",
        order=30,
        words=lambda held: f"{held.get_role_display()} of {held.group.name}",
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
    )
)
