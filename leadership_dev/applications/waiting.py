"""What the front page says is waiting for somebody who applies."""

from ccpl_portal.ui import dates
from leadership_dev.roles.models import LeadershipRole

from .models import Application


def drafts_waiting_for(user):
    """Drafts that can still be sent, the next to close first."""
    drafts = Application.objects.of(user).drafts().filter(role__in=LeadershipRole.objects.open())
    return [
        (
            f"Finish your application for {draft.role.title}, which closes"
            f" {dates.away(draft.role.closes_at)}",
            draft.get_absolute_url(),
        )
        for draft in drafts.select_related("role").order_by("role__closes_at")
    ]
