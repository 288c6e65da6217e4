from django.db.models import Exists, OuterRef, Q
from rules import predicate

from ccpl_portal.accounts.rules import is_manager, is_superuser, is_verified, manage
from networks.models import Group, Membership
from networks.rules import holds

from .models import groups_of

Role = Membership.Role


@predicate
def runs(user, group):
    """Plans the group's meetings and keeps its agenda: chair, lead or secretary."""
    return holds(user, group, *Membership.LEADING)


@predicate
def keeps_papers(user, group):
    """Keeps its papers and minutes: the secretary; a lead where no forum has no secretary."""
    return groups_kept_by(user).filter(pk=group.pk).exists()


def groups_kept_by(user):
    """The groups whose papers and minutes this person keeps."""
    if not is_verified(user):
        return Group.objects.none()
    secretaries = Membership.objects.current().filter(group=OuterRef("pk"), role=Role.SECRETARY)
    alone = Q(pk__in=groups_of(user, Role.LEAD, Role.CHAIR), kind__is_forum=False)
    return Group.objects.filter(
        Q(pk__in=groups_of(user, Role.SECRETARY)) | alone & ~Exists(secretaries)
    )


def roles_of(user, group):
    """The roles that a verified person holds in a group today."""
    if not is_verified(user):
        return set()
    held = Membership.objects.current().filter(group=group, person__user=user)
    return set(held.values_list("role", flat=True))


def keeps_with(roles, group):
    """`keeps_papers` for somebody whose roles are known."""
    if Role.SECRETARY in roles or group.kind.is_forum or not roles & {Role.LEAD, Role.CHAIR}:
        return Role.SECRETARY in roles
    return not Membership.objects.current().filter(group=group, role=Role.SECRETARY).exists()


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
