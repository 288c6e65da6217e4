"""What this house tells the registers of the shared rooms."""

from ccpl_portal.people.registry import reads_contact
from ccpl_portal.strategy.registry import Row, Section, hangs
from ccpl_portal.ui import navigation
from ccpl_portal.web.caching import register_public

from .groups.models import Group, GroupKind, Membership, Stage
from .rules import may_read_private_contact

register_public(GroupKind, Group, Membership, Stage)
reads_contact(may_read_private_contact)
navigation.add("Groups", "directory:list", order=10)

MOST = 20


@hangs
def groups_of(tag, user):
    groups = Group.objects.visible_to(user).live().filter(tags=tag).select_related("kind")
    rows = [Row(group.name, group.get_absolute_url(), group.kind.name) for group in groups[:MOST]]
    yield Section(10, "Groups", rows)
