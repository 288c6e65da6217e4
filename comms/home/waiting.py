"""What waits for one person, and the groups that are theirs."""

from django.db.models import Prefetch

from ccpl_portal.desk.registry import cares_for
from governance.meetings.models import Meeting
from governance.minutes.waiting import actions_waiting_for, minutes_waiting_for
from governance.planning.waiting import meetings_waiting_for
from leadership_dev.applications.waiting import drafts_waiting_for
from leadership_dev.coordination.waiting import selection_waiting_for
from leadership_dev.roles.waiting import roles_waiting_for
from networks.invitations.waiting import invitations_waiting_for
from networks.joining.waiting import requests_waiting_for
from networks.missing.waiting import reviews_waiting_for
from networks.models import Membership
from quality.returns.waiting import returns_waiting_for


def waiting_for(user):
    """Pairs of words and address; a list that becomes empty when all is done."""
    own = [
        *meetings_waiting_for(user),
        *requests_waiting_for(user),
        *invitations_waiting_for(user),
        *reviews_waiting_for(user),
        *returns_waiting_for(user),
        *selection_waiting_for(user),
        *drafts_waiting_for(user),
        *roles_waiting_for(user),
        *actions_waiting_for(user),
        *minutes_waiting_for(user),
    ]
    if user.is_manager:
        return own + cares_for(user)
    return own


def my_groups(user):
    """Memberships of today, each group with its meetings to come."""
    to_come = Meeting.objects.visible_to(user).published().going_ahead().upcoming()
    return (
        Membership.objects.current()
        .filter(person__user=user)
        .select_related("group__kind")
        .prefetch_related(Prefetch("group__meetings", to_come, to_attr="to_come"))
        .order_by("group__name", "rank")
    )
