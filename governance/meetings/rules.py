from rules import predicate

from ccpl_portal.accounts.rules import is_manager, is_superuser, manage

from .models import groups_of


@predicate
def may_join_by_link(user, meeting):
    """The link to the call is for the group's members and for managers, not for the public."""
    return is_manager(user) or groups_of(user).filter(group=meeting.group).exists()


@predicate
def may_correct(user, meeting=None):
    """Superusers mend a published meeting; a draft is its secretary's."""
    return is_superuser(user) and (meeting is None or not meeting.is_draft)


manage("governance", "meeting", "view")
manage("governance", "agendaitem", "view")
