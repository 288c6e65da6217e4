"""What the front page says is waiting for somebody who was invited."""

from ccpl_portal.accounts.rules import is_verified

from .models import Invitation


def invitations_waiting_for(user):
    """Pairs of words and address, the newest first."""
    if not is_verified(user):
        return []
    invitations = Invitation.objects.to_answer(user).select_related("group")
    return [
        (f"You are invited to join {invitation.group}", invitation.get_absolute_url())
        for invitation in invitations
    ]
