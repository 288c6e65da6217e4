from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict
from leadership_dev.applications.models import Application
from leadership_dev.machine.actions import transition, transition_many
from leadership_dev.machine.registry import Refused
from leadership_dev.roles.models import LeadershipRole

from .matching import Matcher
from .models import Assignment, DeclaredTie, PanelMember, Tie

State = Assignment.State
Role = LeadershipRole.State

# The panel may change until the last scores are in; afterwards it is part of the record.
PANEL_CHANGES_IN = {
    Role.DRAFT,
    Role.IN_APPROVAL,
    Role.APPROVED,
    Role.OPEN,
    Role.CLOSED,
    Role.SIFTING,
}


@transaction.atomic
def add_member(*, role, person, is_chair=False, training_expires=None, by):
    role = held(role)
    if role.panel_members.filter(person=person).exists():
        raise Refused("This person is on the panel already")
    if is_chair and role.panel_members.filter(is_chair=True).exists():
        raise Refused("The panel has a chair already. Remove them first")
    member = PanelMember.objects.create(
        role=role, person=person, is_chair=is_chair, training_expires=training_expires
    )
    record("added panel member", member, by=by, role=role.pk, person=person.pk)
    if role.state == Role.SIFTING:
        assign(member)
    return member


@transaction.atomic
def remove_member(*, member, by):
    """Somebody who has not scored leaves the panel; scores that were given are never dropped."""
    role = held(member.role)
    if member.assignments.filter(sheets__submitted_at__isnull=False).exists():
        raise Refused("This member has submitted scores, so they stay on the panel")
    record("removed panel member", member, by=by, role=role.pk, person=member.person_id)
    member.delete()


def held(role):
    role = LeadershipRole.objects.select_for_update(of=["self"]).get(pk=role.pk)
    if role.state not in PANEL_CHANGES_IN:
        raise Conflict("The panel can no longer be changed: scoring is over")
    return role


@transaction.atomic
def name_tie(*, member, person, kind):
    """Note in private whom a member knows. Named late, it still closes what is open to them."""
    tie, _ = DeclaredTie.objects.update_or_create(
        member=member, person=person, defaults={"kind": kind}
    )
    if member.has_declared:
        match(member)
    return tie


@transaction.atomic
def drop_tie(*, tie):
    """Take a name back. Once it has been matched with applications it stays."""
    if tie.member.assignments.exists():
        raise Conflict("The list is open, so what was named stays named")
    tie.delete()


@transaction.atomic
def declare(*, member, by):
    """The member has named everybody they know: what matching leaves over opens to them."""
    moved = PanelMember.objects.filter(pk=member.pk, declared_at=None).update(
        declared_at=timezone.now()
    )
    if not moved:
        return
    member.refresh_from_db(fields=["declared_at"])
    record("declared ties", member, by=by, role=member.role_id)
    match(member)


def assign_all(role):
    for member in role.panel_members.select_related("person__user"):
        assign(member)


def assign(member):
    """Give a member every application that is in the running; the declaration comes first."""
    running = Application.objects.filter(role=member.role_id, state="eligible")
    given = Assignment.objects.bulk_create(
        [Assignment(member=member, application=application) for application in running],
        ignore_conflicts=True,
    )
    if given:
        fresh = Assignment.objects.filter(member=member)
        transition_many(fresh.filter(state=State.ASSIGNED), "ask")
    if member.has_declared:
        match(member)


def match(member):
    """Close what a tie closes and open the rest; nobody is shown why."""
    matcher = Matcher(member)
    undecided = member.assignments.filter(
        state__in=[State.DECLARATION_PENDING, State.CLEARED, State.IN_SCORING]
    ).select_related("application__identity")
    tied, free = {}, []
    for assignment in undecided:
        if kind := matcher.tie_to(assignment.application):
            tied.setdefault(kind, []).append(assignment.pk)
        elif assignment.state == State.DECLARATION_PENDING:
            free.append(assignment.pk)
    for kind, keys in tied.items():
        found = member.assignments.filter(pk__in=keys)
        found.update(conflict=kind, is_automatic=True)
        transition_many(found, "declare_conflict")
        if kind != Tie.PROFESSIONAL:
            # There is nothing for the chair to weigh, so nobody is asked.
            transition_many(member.assignments.filter(pk__in=keys), "recuse")
    transition_many(member.assignments.filter(pk__in=free), "clear")


@transaction.atomic
def recognise(*, assignment, kind, note, by):
    """The member steps back: from here on their sheet counts for nothing."""
    transition(assignment, "declare_conflict", by=by)
    assignment.conflict, assignment.note = kind, note
    assignment.save(update_fields=["conflict", "note"])


@transaction.atomic
def recuse(*, assignment, by):
    transition(assignment, "recuse", by=by)


@transaction.atomic
def manage(*, assignment, note, by):
    """The member only knows the applicant professionally, and may score; the note says why."""
    if assignment.conflict != Tie.PROFESSIONAL:
        raise Conflict("Only somebody who knows an applicant professionally can still score")
    if not note.strip():
        raise Refused("Enter why this member can still score")
    transition(assignment, "manage", by=by, reason=note)
    assignment.note = note
    assignment.save(update_fields=["note"])
    assignment.sheets.update(submitted_at=None)
