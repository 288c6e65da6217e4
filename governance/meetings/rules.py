from rules import predicate

from ccpl_portal.accounts.rules import is_manager, is_superuser, manage
from networks.models import Membership
from networks.rules import is_secretary, leads

from .models import groups_of

Role = Membership.Role


@predicate
def runs(user, group):
    """Makes the agenda and holds the meetings: chair, lead or secretary."""
    return leads(user, group) or is_secretary(user, group)


@predicate
def keeps_papers(user, group):
    """Keeps papers, minutes and decisions: the secretary. The lead of a group that is no forum
    does so where it has no secretary."""
    if is_secretary(user, group):
        return True
    return not group.kind.is_forum and leads(user, group) and not has_secretary(group)


def has_secretary(group):
    return Membership.objects.current().filter(group=group, role=Role.SECRETARY).exists()


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
