"""What a role must have before it may go on (6.1 of the design), said in words."""

from leadership_dev.machine.registry import Refused, guard

from .models import Anchor, LeadershipRole

LEAST_DAYS_OPEN = 14
LEAST_PROFESSIONS = 2
LEAST_PANEL = {LeadershipRole.Weight.FULL: 3, LeadershipRole.Weight.LIGHT: 2}


def refuse_if(reasons):
    if reasons:
        raise Refused(*reasons)


@guard("role", "submit_for_approval")
@guard("role", "approve")
@guard("role", "open")
def draft_is_complete(role, **facts):
    refuse_if([*missing_facts(role), *missing_dates(role), *missing_in_criteria(role)])


def missing_facts(role):
    demanded = [
        (role.amount, "Enter the time a week"),
        (role.term_months, "Enter the term in months"),
        (role.contact_name and role.contact_email, "Enter a contact with a name and an address"),
        (role.purpose, "Enter what the role is for"),
        (role.accountability, "Enter the line of accountability"),
        (role.pay, "Enter the pay or the backfill"),
    ]
    return [words for value, words in demanded if not value]


def missing_dates(role):
    if not role.opens_at or not role.closes_at:
        return ["Enter when the role opens and closes"]
    if role.days_open < LEAST_DAYS_OPEN:
        return [f"Close the role {LEAST_DAYS_OPEN} days or more after it opens"]
    return []


def missing_in_criteria(role):
    criteria = list(role.criteria.with_anchors())
    if not any(criterion.is_essential for criterion in criteria):
        yield "Add at least one essential criterion"
    for criterion in criteria:
        told = {anchor.score for anchor in criterion.anchors.all()}
        if told != set(Anchor.WORDS):
            yield f"Say what each score from 0 to 4 means for “{criterion.name}”"


@guard("role", "approve")
@guard("role", "open")
def panel_is_complete(role, **facts):
    members = list(role.panel_members.all())
    least = LEAST_PANEL[role.weight]
    professions = {member.profession_id for member in members} - {None}
    demanded = [
        (len(members) >= least, f"Put at least {least} people on the panel"),
        (any(member.is_chair for member in members), "Name the chair of the panel"),
        (
            len(professions) >= LEAST_PROFESSIONS,
            f"Put at least {LEAST_PROFESSIONS} professions on the panel",
        ),
    ]
    refuse_if([words for met, words in demanded if not met])


@guard("role", "approve")
def approver_is_another_person(role, *, by, **facts):
    if by is None or by == role.author:
        raise Refused("Somebody other than the author must approve the role")


@guard("role", "open")
def closing_is_to_come(role, **facts):
    if not LeadershipRole.objects.filter(pk=role.pk).closing_later().exists():
        raise Refused("Choose a closing date that is still to come")


@guard("role", "close")
def closing_has_come(role, **facts):
    if not LeadershipRole.objects.due_to_close().filter(pk=role.pk).exists():
        raise Refused("The closing date has not come yet")


@guard("role", "extend")
def extended_in_time(role, *, closes_at=None, **facts):
    if not LeadershipRole.objects.open().filter(pk=role.pk).exists():
        raise Refused("The role has closed. Advertise it again instead")
    if closes_at is None or closes_at <= role.closes_at:
        raise Refused("Enter a closing date that is later than the present one")
