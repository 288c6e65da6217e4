"""Somebody asks a group to take up a matter: asked, put on an agenda or declined, decided."""

from django.db import transaction
from django.utils import timezone

from ccpl_portal.accounts.models import User
from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import write_letter
from ccpl_portal.web.errors import Conflict
from networks.models import Membership

from .models import ItemRequest

State = ItemRequest.State
LETTERS = "governance/planning/letters"


@transaction.atomic
def ask(*, request, by):
    """Put a matter to a group and tell those who plan its meetings; sent again, it is one."""
    User.objects.select_for_update().get(pk=by.pk)
    same = ItemRequest.objects.waiting().filter(
        group=request.group, asked_by=by, title=request.title, why=request.why
    )
    if there := same.first():
        return there
    request.asked_by = by
    request.save()
    record("asked for agenda item", request, by=by, group=request.group_id)
    for planner in planners(request.group).exclude(pk=by.pk):
        write_letter(
            to=planner,
            template=f"{LETTERS}/asked",
            context={"request": request},
            key=f"item-request {request.pk} asked {planner.pk}",
            about=request,
        )
    return request


def planners(group):
    leading = Membership.objects.current().filter(group=group, role=Membership.Role.SECRETARY)
    if not leading.exists():
        leading = Membership.objects.current().filter(group=group, role__in=Membership.LEADING)
    return User.objects.verified().filter(person__memberships__in=leading).distinct()


@transaction.atomic
def schedule(*, request, item, by):
    settle(request, State.SCHEDULED, by=by, item=item)
    tell(request, "scheduled")


@transaction.atomic
def decline(*, request, answer, by):
    settle(request, State.DECLINED, by=by, answer=answer)
    tell(request, "declined")


def settle(request, state, *, by, **changes):
    moved = (
        ItemRequest.objects.waiting()
        .filter(pk=request.pk)
        .update(state=state, answered_at=timezone.now(), **changes)
    )
    if not moved:
        raise Conflict("This request has been answered already. Look at it again")
    request.refresh_from_db()
    record(f"{state} item request", request, by=by, group=request.group_id)


def follow(left, item):
    """What was asked for goes with its matter to the next agenda, until something is decided."""
    ItemRequest.objects.filter(item=left, state=State.SCHEDULED).update(item=item)


def wait_again(items):
    """What was asked for waits anew when the line that it had got goes off the agenda."""
    scheduled = ItemRequest.objects.filter(item__in=items, state=State.SCHEDULED)
    scheduled.update(state=State.SUBMITTED, answered_at=None, item=None)


@transaction.atomic
def withdraw(*, request, by):
    """Take back what one asked for, while nobody has answered."""
    gone, _ = ItemRequest.objects.waiting().filter(pk=request.pk, asked_by=by).delete()
    if not gone:
        raise Conflict("This request has been answered already, so it stays on record")
    record("withdrew item request", request, by=by, group=request.group_id)


def tell(request, what):
    write_letter(
        to=request.asked_by,
        template=f"{LETTERS}/{what}",
        context={"request": request, "item": request.item},
        key=f"item-request {request.pk} {what}",
        about=request,
    )
