from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ccpl_portal.accounts.models import User
from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import write_letter
from ccpl_portal.people.actions import entry_of
from ccpl_portal.web.errors import Conflict
from networks.members.models import Membership
from networks.rules import keeping_roles

from .models import JoinRequest

State = JoinRequest.State
LETTERS = "networks/joining/letters"


def belonging(group, person):
    """Memberships of today or to come."""
    not_over = Q(until_on=None) | Q(until_on__gt=timezone.localdate())
    return Membership.objects.filter(not_over, group=group, person=person)


@transaction.atomic
def join(*, group, by):
    """Make somebody a member of an open group; one who belongs to it stays as they are."""
    person = entry_of(by)
    return make_member(group, person, by=by)


def make_member(group, person, *, by):
    membership = belonging(group, person).first()
    if membership is None:
        membership = Membership.objects.create(
            group=group, person=person, from_on=timezone.localdate()
        )
        record("joined group", membership, by=by, group=group.pk, person=person.pk)
    return membership


@transaction.atomic
def ask_to_join(*, group, message, by):
    """Wait for an answer of those who keep the group; asking twice makes one request."""
    person = entry_of(by)
    if belonging(group, person).exists():
        raise Conflict("You belong to this group already")
    request, is_new = JoinRequest.objects.waiting().get_or_create(
        group=group, person=person, defaults={"message": message}
    )
    if is_new:
        record("asked to join group", request, by=by, group=group.pk)
        for keeper in keepers(group):
            write_letter(
                to=keeper,
                template=f"{LETTERS}/asked",
                context={"request": request, "group": group, "person": person},
                key=f"join-request {request.pk} asked {keeper.pk}",
                about=request,
            )
    return request


def keepers(group):
    """The accounts of those who answer for it: a network's leads, a forum's secretary."""
    leading = Membership.objects.current().filter(group=group, role__in=keeping_roles(group))
    return User.objects.verified().filter(person__memberships__in=leading).distinct()


@transaction.atomic
def accept(*, request, answer, by):
    settle(request, State.ACCEPTED, by=by, answer=answer)
    make_member(request.group, request.person, by=by)
    tell_asker(request)


@transaction.atomic
def decline(*, request, answer, by):
    settle(request, State.DECLINED, by=by, answer=answer)
    tell_asker(request)


@transaction.atomic
def withdraw(*, request, by):
    settle(request, State.WITHDRAWN, by=by)


def settle(request, state, *, by, answer=""):
    moved = (
        JoinRequest.objects.waiting()
        .filter(pk=request.pk)
        .update(state=state, answer=answer, decided_by=by, decided_at=timezone.now())
    )
    if not moved:
        raise Conflict("This request has been settled already. Open the group to see how")
    request.refresh_from_db(fields=["state", "answer", "decided_by", "decided_at"])
    record(f"{state} join request", request, by=by, group=request.group_id)


def tell_asker(request):
    if request.person.user is None:
        return
    write_letter(
        to=request.person.user,
        template=f"{LETTERS}/answered",
        context={"request": request, "group": request.group, "person": request.person},
        key=f"join-request {request.pk} answered",
        about=request,
    )


@transaction.atomic
def leave(*, group, by):
    """End every role that this person has in the group, as of today; returns how many."""
    today = timezone.localdate()
    held = Membership.objects.current().filter(group=group, person__user=by)
    ended = list(held.select_related("by_rule").select_for_update(of=["self"]))
    for membership in ended:
        if membership.by_rule:
            membership.by_rule.stay_out.add(membership.person_id)
        record("left group", membership, by=by, group=group.pk, role=membership.role)
        if membership.from_on == today:
            # It held on no day at all, and such a span cannot be kept.
            membership.delete()
        else:
            membership.until_on = today
            membership.save()
    return len(ended)
