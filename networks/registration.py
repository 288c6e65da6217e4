"""What this house tells the registers of the shared rooms."""

from django.urls import reverse

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.files.registry import owner
from ccpl_portal.people.registry import joins, reads_contact
from ccpl_portal.search import audiences
from ccpl_portal.search.registry import Finding, findable
from ccpl_portal.strategy.registry import Row, Section, hangs
from ccpl_portal.ui import navigation
from ccpl_portal.web.caching import register_public

from .directory import belonging  # noqa: F401 - tells places and organisations of groups
from .groups.models import Group, GroupKind, Stage
from .groups.panels import on_group_page
from .members import holding  # noqa: F401 - declares what a person holds in groups
from .members.models import Membership
from .merging import settling  # noqa: F401
from .merging.models import FormerAddress
from .missing.models import Gap
from .quorum.models import QuorumCondition
from .resources.models import Resource
from .rules import may_edit, may_read_group_of, may_read_private_contact
from .terms.models import TermsOfReference

register_public(
    FormerAddress,
    GroupKind,
    Group,
    Membership,
    Stage,
    QuorumCondition,
    TermsOfReference,
    Gap,
    Resource,
)
reads_contact(may_read_private_contact)
navigation.add("Groups", "directory:list", order=10)

MOST = 20


@hangs
def groups_of(tag, user):
    groups = Group.objects.visible_to(user).live().filter(tags=tag).select_related("kind")
    rows = [Row(group.name, group.get_absolute_url(), group.kind.name) for group in groups[:MOST]]
    yield Section(10, "Groups", rows)


@joins
def resources_of(person, user):
    """What the person shared with groups, as far as this reader may see it."""
    if person.user_id is None:
        return
    shared = Resource.objects.visible_to(user).in_use().filter(added_by=person.user_id)
    rows = [
        Row(resource.title, resource.get_absolute_url(), resource.get_kind_display().lower())
        for resource in shared.order_by("-updated_at", "-pk")[:MOST]
    ]
    yield Section(20, "Resources they shared", rows)


@on_group_page
def who_is_missing_from(group, user):
    """Calls for members, for everybody; who is missing, for those who may know the members."""
    rows = [Row(call) for call in group.calls]
    if is_verified(user):
        rows.append(Row("See who is in the room and who is not", page_of_missing(group)))
    yield Section(40, "Who isn’t in the room?", rows)


def page_of_missing(group):
    return reverse("missing:group", args=[group.slug])


@audiences.provider
def groups_of_reader(user):
    """What a verified reader may find because of the groups that they belong to today."""
    if not is_verified(user):
        return
    held = Membership.objects.current().filter(person__user=user).values_list("group", "role")
    for group, role in held:
        yield f"group:{group}"
        if role in Membership.LEADING:
            yield f"group-leads:{group}"


def may_read_resource(user, resource):
    return Resource.objects.visible_to(user).filter(pk=resource.pk).exists()


def may_read_old_resource(user, resource):
    """Versions that were replaced are for those who keep the group's page."""
    return resource.group is not None and may_edit(user, resource.group)


def audiences_of(group):
    if group.status == Group.Status.PROPOSED:
        return [audiences.MANAGER, f"group-leads:{group.pk}"]
    if group.is_hidden:
        return [audiences.MANAGER, f"group:{group.pk}"]
    return [audiences.PUBLIC]


def audiences_of_resource(resource):
    group = resource.group
    if group is not None and (group.is_hidden or group.status == Group.Status.PROPOSED):
        return [audiences.MANAGER, f"group:{group.pk}"]
    if resource.audience == Resource.Audience.PUBLIC:
        return [audiences.PUBLIC]
    if resource.audience == Resource.Audience.VERIFIED:
        return [audiences.PROFESSIONAL, audiences.MANAGER]
    return [audiences.MANAGER, f"group:{group.pk}"]


def describe_resource(resource):
    if resource.withdrawn_at:
        return None
    return Finding(
        title=resource.title,
        summary=resource.summary,
        keywords=" ".join(
            [
                resource.get_kind_display(),
                resource.group.name if resource.group else "",
                *(tag.name for tag in resource.tags.all()),
            ]
        ),
        url=resource.get_absolute_url(),
        audiences=audiences_of_resource(resource),
        dated=resource.updated_at.date(),
        is_example=resource.is_example,
    )


def describe_group(group):
    officers = Membership.objects.current().officers().filter(group=group)
    return Finding(
        title=group.name,
        summary=group.summary,
        body=group.purpose,
        keywords=" ".join(
            [
                group.short_name,
                group.kind.name,
                *(tag.name for tag in group.tags.all()),
                *(place.name for place in group.places.all()),
                *(officer.person.name for officer in officers.select_related("person")),
            ]
        ),
        url=group.get_absolute_url(),
        audiences=audiences_of(group),
        is_example=group.is_example,
    )


findable(
    Group,
    kind="Group",
    describe=describe_group,
    also={Membership: lambda membership: [membership.group]},
    fetch=lambda groups: groups.select_related("kind").prefetch_related("tags", "places"),
)


owner(TermsOfReference, may_read=may_read_group_of)
owner(Resource, may_read=may_read_resource, may_read_old=may_read_old_resource)
findable(
    Resource,
    kind="Resource",
    describe=describe_resource,
    also={Group: lambda group: group.resources.all()},
    fetch=lambda resources: resources.select_related("group").prefetch_related("tags"),
)
