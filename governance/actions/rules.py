"""Who may do what with an action. The policy is docs/permissions.csv."""

from ccpl_portal.accounts.rules import manage
from governance.meetings.rules import keeps_papers


def is_owner(user, action):
    return user.is_authenticated and action.owner is not None and action.owner.user_id == user.pk


def may_report(user, action):
    """Its owner says how far it has come; so does whoever keeps the group's papers."""
    return is_owner(user, action) or keeps_papers(user, action.group)


def may_rearrange(user, action):
    """Words, owner and date are the secretary's."""
    return keeps_papers(user, action.group)


manage("governance", "action", "view")
manage("governance", "actionchange", "view")
