"""Who may do what with groups, in words. The policy is docs/permissions.csv."""

import rules

from ccpl_portal.accounts import roles
from ccpl_portal.accounts.rules import is_manager, is_verified, manage

from .groups.models import Group
from .members.models import Membership

Role = Membership.Role


def holds(user, group, *roles):
    """True when a verified person holds one of these roles of the group today."""
    if not is_verified(user):
        return False
    mine = Membership.objects.current().filter(group=group, person__user=user)
    return mine.filter(role__in=roles).exists() if roles else mine.exists()


@rules.predicate
def is_member(user, group):
    return holds(user, group)


@rules.predicate
def is_secretary(user, group):
    return holds(user, group, Role.SECRETARY)


def is_a_secretary(user):
    """Keeps the papers of some group, so that signing in asks for a second step."""
    mine = Membership.objects.current().filter(person__user=user, role=Role.SECRETARY)
    return is_verified(user) and mine.exists()


roles.provides("secretary", is_a_secretary)


@rules.predicate
def is_chair(user, group):
    return holds(user, group, Role.CHAIR)


@rules.predicate
def leads(user, group):
    """Chairs the group or leads it; either answers for it in public."""
    return holds(user, group, Role.CHAIR, Role.LEAD)


def keeping_roles(group):
    """Who keeps the group's page and its members: a forum's secretary, a network's lead."""
    return {Role.SECRETARY} if group.kind.is_forum else {Role.CHAIR, Role.LEAD}


@rules.predicate
def keeps(user, group):
    return holds(user, group, *keeping_roles(group))


@rules.predicate
def may_edit(user, group):
    if group.is_hidden:
        return is_manager(user) or holds(user, group, *Membership.LEADING)
    return is_manager(user) or keeps(user, group)


@rules.predicate
def may_keep_members(user, group):
    return is_manager(user) or keeps(user, group)


@rules.predicate
def may_see_history(user, group):
    """A network's lead; those who run a hidden group. A forum's history is for managers."""
    if is_manager(user):
        return True
    if group.is_hidden:
        return holds(user, group, *Membership.LEADING)
    return not group.kind.is_forum and leads(user, group)


@rules.predicate
def may_invite(user, group):
    """Who keeps the members, and a secretary, who writes the group's letters."""
    return is_manager(user) or holds(user, group, Role.SECRETARY, *keeping_roles(group))


def may_read_group_of(user, thing):
    """Whoever may read a group's page reads what is on it."""
    return Group.objects.visible_to(user).filter(pk=thing.group_id).exists()


@rules.predicate
def may_list_members(user, group):
    return is_verified(user)


@rules.predicate
def oversees_quality(user):
    """Belongs to the group that watches quality across the system."""
    if not is_verified(user):
        return False
    return (
        Membership.objects.current()
        .filter(person__user=user, group__oversees_quality=True)
        .exclude(group__status=Group.Status.CLOSED)
        .exists()
    )


@rules.predicate
def may_read_private_contact(user, person):
    """A lead or secretary reads the contact details of people in the group that they keep."""
    if not is_verified(user):
        return False
    keeping = (
        Membership.objects.current()
        .filter(person__user=user, role__in=Membership.LEADING)
        .values("group")
    )
    return Membership.objects.current().filter(person=person, group__in=keeping).exists()


for model in [
    "gap",
    "group",
    "groupkind",
    "membership",
    "membershiprule",
    "quorumcondition",
    "resource",
    "stage",
    "termsofreference",
]:
    manage("networks", model)
manage("networks", "joinrequest", "view")
manage("networks", "invitation", "view")
manage("networks", "groupproposal", "view")
