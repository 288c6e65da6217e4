from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import recall, write_letter
from ccpl_portal.people.actions import entry_of
from ccpl_portal.web.errors import Conflict
from networks.groups.models import Group
from networks.joining.actions import accept as accept_request
from networks.joining.actions import make_member
from networks.joining.models import JoinRequest

from .models import Invitation, in_28_days
from .preview import preview

State = Invitation.State
LETTERS = "networks/invitations/letters"


@transaction.atomic
def invite(*, group, text, by):
    """Add those who are known, write to the others; returns what became of every piece."""
    Group.objects.select_for_update().get(pk=group.pk)
    found = preview(group, text)
    for one in found.known:
        add_known(group, one, by=by)
    for piece in [*found.invited, *found.renewed]:
        invite_one(group, piece, by=by)
    return found


def add_known(group, one, *, by):
    person = one.person or entry_of(one.user)
    asked = JoinRequest.objects.waiting().filter(group=group, person=person).first()
    if asked:
        # They have asked already, so this is the answer that they wait for.
        accept_request(request=asked, answer="", by=by)
        return
    membership = make_member(group, person, by=by)
    write_letter(
        to=one.user or one.email,
        template=f"{LETTERS}/added",
        context={"group": group, "person": person, "by": by},
        key=f"membership {membership.pk} added",
        about=membership,
    )


def invite_one(group, piece, *, by):
    """Asking again renews the invitation that waits."""
    invitation, _ = Invitation.objects.update_or_create(
        group=group,
        email=piece.email,
        state=State.WAITING,
        defaults={
            "name": piece.name,
            "invited_by": by,
            "invited_at": timezone.now(),
            "expires_at": in_28_days(),
        },
    )
    record("invited to group", invitation, by=by, group=group.pk)
    write_letter(
        to=piece.email,
        template=f"{LETTERS}/invited",
        context={"invitation": invitation, "group": group, "by": by},
        key=f"invitation {invitation.pk} of {invitation.invited_at.isoformat()}",
        about=invitation,
        secret=True,
    )


@transaction.atomic
def accept(*, invitation, by):
    if invitation.email.lower() != by.email.lower():
        raise Conflict("This invitation was sent to another address")
    settle(invitation, State.ACCEPTED, by=by)
    return make_member(invitation.group, entry_of(by), by=by)


@transaction.atomic
def decline(*, invitation, by=None):
    settle(invitation, State.DECLINED, by=by)


@transaction.atomic
def withdraw(*, invitation, by):
    settle(invitation, State.WITHDRAWN, by=by)
    recall(about=invitation, by=by)


def settle(invitation, state, *, by):
    waiting = Invitation.objects.waiting().filter(pk=invitation.pk)
    if not waiting.update(state=state, decided_at=timezone.now()):
        raise Conflict(
            "This invitation is not waiting any more: it was answered, or its time ran out"
        )
    record(f"{state} invitation", invitation, by=by, group=invitation.group_id)


def forget():
    """Addresses of people who did not come are not kept."""
    before = timezone.now() - settings.INVITATIONS_KEPT
    Invitation.objects.filter(
        Q(decided_at__lt=before) | Q(decided_at=None, expires_at__lt=before)
    ).delete()
