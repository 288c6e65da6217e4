from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.organisations.periods import holds_today
from ccpl_portal.outbox.actions import write_letter
from ccpl_portal.people.models import Appointment, Person
from networks.groups.models import Group
from networks.members.models import Membership

from .models import MembershipRule


def keep_up():
    """Let every rule add who came into its posts and end who left them; again changes nothing."""
    for rule in MembershipRule.objects.filter(group__in=Group.objects.live()):
        keep_one(rule)


@transaction.atomic
def keep_one(rule):
    Group.objects.select_for_update().get(pk=rule.group_id)
    wanted = set(people_of(rule).values_list("pk", flat=True))
    belonging = Membership.objects.current().filter(group=rule.group)
    for membership in belonging.filter(by_rule=rule).exclude(person__in=wanted):
        end(membership)
    there = set(belonging.values_list("person", flat=True))
    for person in Person.objects.filter(pk__in=wanted - there).select_related("user"):
        add(rule, person)


def people_of(rule):
    """Whoever holds a post of the rule today and has not left the group by themselves."""
    held = Appointment.objects.current().filter(holds_today("post__"))
    for field, chosen in [
        ("post__kind__in", rule.post_kinds.all()),
        ("post__place__in", rule.places.all()),
        ("person__profession__in", rule.professions.all()),
    ]:
        if chosen:
            held = held.filter(**{field: chosen})
    return Person.objects.filter(pk__in=held.values("person")).exclude(
        pk__in=rule.stay_out.values("pk")
    )


def add(rule, person):
    membership = Membership.objects.create(
        group=rule.group,
        person=person,
        role=rule.role,
        votes=rule.votes,
        from_on=timezone.localdate(),
        by_rule=rule,
    )
    record("added member by rule", membership, group=rule.group_id, rule=rule.pk)
    if person.user or person.email:
        write_letter(
            to=person.user or person.email,
            template="networks/by_rule/letters/invited",
            context={"group": rule.group, "person": person, "rule": rule},
            key=f"membership {membership.pk} by rule",
            about=membership,
        )


def end(membership):
    record("ended membership by rule", membership, group=membership.group_id)
    today = timezone.localdate()
    if membership.from_on == today:
        membership.delete()
    else:
        membership.until_on = today
        membership.save()
