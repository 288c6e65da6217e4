"""What the page of a group shows to one reader."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Exists,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)

from ccpl_portal.accounts.rules import is_manager, is_verified
from ccpl_portal.people.rules import may_read, may_see_picture
from ccpl_portal.strategy.models import Tag
from networks.joining.standing import standing
from networks.members.models import Membership
from networks.missing.models import Gap
from networks.quorum.models import QuorumCondition
from networks.resources.models import Resource
from networks.rules import keeping_roles, may_list_members
from networks.terms.models import TermsOfReference

from .models import Group
from .panels import panels_of

MEETINGS, RESOURCES, RELATED, NEIGHBOURS = 3, 5, 5, 60


def with_page_facts(groups):
    """Each with what its page needs of other tables, asked for in the same question."""
    newest = TermsOfReference.objects.filter(group=OuterRef("pk")).order_by("-number")
    conditions = QuorumCondition.objects.filter(group=OuterRef("pk"))
    calls = Gap.objects.wanted().filter(group=OuterRef("pk")).exclude(call="").order_by("pk")
    return groups.annotate(
        calls=ArraySubquery(calls.values("call")),
        terms_adopted_on=Subquery(newest.values("adopted_on")[:1]),
        has_conditions=Exists(conditions),
    )


def page_for(group, user, visible):
    members = list(Membership.objects.current().visible_to(user).filter(group=group).for_page())
    for member in members:
        member.is_linked = may_read(user, member.person)
        member.picture = member.person.picture if may_see_picture(user, member.person) else None
    own = {member.role for member in members if member.person.user_id == user.pk}
    acting = own if is_verified(user) else set()
    keeps = is_manager(user) or bool(acting & keeping_roles(group))
    edits = keeps or (group.is_hidden and bool(acting & set(Membership.LEADING)))
    group.acting, group.edits = acting, edits
    # Declared by a house above: the relation and its words are there, their import is not.
    coming = group.meetings.visible_to(user).going_ahead().upcoming()
    return {
        "group": group,
        "named": [member for member in members if member.is_named],
        "members": members if may_list_members(user, group) else None,
        "joining": standing(user, group, belongs=bool(own), keeps=keeps),
        "keeps": keeps,
        "edits": edits,
        "quorum_conditions": conditions_of(group),
        "meetings": list(coming[:MEETINGS]),
        "resources": resources_of(group, user),
        "panels": panels_of(group, user),
        **neighbours(group, visible),
    }


def conditions_of(group):
    conditions = list(group.quorum_conditions.all()) if group.has_conditions else []
    silent = [condition for condition in conditions if not condition.words]
    prefetch_related_objects(silent, "professions", "families")
    return conditions


def resources_of(group, user):
    """The newest, and one more than is shown, so that the page knows whether there are others."""
    resources = Resource.objects.visible_to(user).in_use().filter(group=group)
    newest = resources.select_related("file__current").order_by("-updated_at", "-pk")
    return list(newest[: RESOURCES + 1])


def neighbours(group, visible):
    """The line above and below, and groups that work on the same priority areas."""
    areas = [tag.pk for tag in group.tags.all() if tag.kind == Tag.Kind.PRIORITY_AREA]
    in_line = Q(reports_to=group) | Q(pk=group.reports_to_id)
    alike = Group.tags.through.objects.filter(tag__in=areas).values("group")
    near = (
        visible.filter(in_line | Q(pk__in=alike))
        .exclude(pk=group.pk)
        .exclude(status=Group.Status.CLOSED)
        .order_by(Case(When(in_line, then=Value(0)), default=Value(1)), "name")
        .select_related("kind")
    )
    found = list(near[:NEIGHBOURS])
    below = [other for other in found if other.reports_to_id == group.pk]
    above = [other for other in found if other.pk == group.reports_to_id]
    related = [other for other in found if other not in below and other not in above]
    return {
        "reports_to": above[0] if above else None,
        "reporting": below,
        "related": related[:RELATED],
    }
