"""What changed about a group and its members, when and by whom: from the versions the database
keeps."""

from dataclasses import dataclass
from datetime import datetime

from ccpl_portal.accounts.models import User
from networks.groups.models import Group
from networks.members.models import Membership

NEWEST = 200
# Follow from other fields, or tell a reader nothing.
UNSHOWN = {"id", "updated_at", "summary", "purpose_html", "is_example", "slug"}


@dataclass(frozen=True)
class Change:
    at: datetime
    by: User | None
    words: str
    details: tuple = ()


def changes_of(group):
    """The newest first."""
    groups = list(group.events.order_by("-pgh_id").select_related("pgh_context")[: NEWEST + 1])
    members = list(
        Membership.pgh_event_model.objects.filter(group=group)
        .order_by("-pgh_id")
        .select_related("pgh_context", "person")[:NEWEST]
    )
    people = people_of([*groups, *members])
    found = [*changes_of_page(groups, people), *changes_of_members(members, people)]
    return sorted(found, key=lambda change: change.at, reverse=True)[:NEWEST]


def people_of(events):
    return User.objects.in_bulk({key for key in map(user_of, events) if key})


def user_of(event):
    return (event.pgh_context.metadata.get("user") if event.pgh_context else None) or None


def changes_of_page(events, people):
    for event, before in zip(events, [*events[1:], None], strict=True):
        by = people.get(user_of(event))
        if before is None:
            if event.pgh_label == "insert":
                yield Change(event.pgh_created_at, by, "The group was added")
            continue
        details = tuple(differences(before, event))
        if details:
            labels = ", ".join(label for label, _, _ in details)
            yield Change(event.pgh_created_at, by, f"Changed: {labels}", details)


def differences(before, after):
    for field in Group._meta.concrete_fields:
        if field.name in UNSHOWN or field.is_relation:
            continue
        was, now = getattr(before, field.attname), getattr(after, field.attname)
        if was != now:
            label = field.verbose_name
            yield label, words_of(field, was), words_of(field, now)


def words_of(field, value):
    if value in {None, ""}:
        return "nothing"
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    return str(value)


def changes_of_members(events, people):
    roles = dict(Membership.Role.choices)
    for event in events:
        role = roles[event.role].lower()
        if event.pgh_label == "insert":
            words = f"{event.person} became {role}"
        elif event.until_on:
            words = f"{event.person}: {role} until {event.until_on:%-d %B %Y}"
        else:
            words = f"{event.person}: {role}, changed"
        yield Change(event.pgh_created_at, people.get(user_of(event)), words)
