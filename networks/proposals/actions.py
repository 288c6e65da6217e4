from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import write_letter
from ccpl_portal.web.errors import Conflict
from networks.groups.models import Group
from networks.groups.slugs import RESERVED
from networks.members.models import Membership

from .models import GroupProposal

State = GroupProposal.State


@transaction.atomic
def propose(*, proposal, by):
    proposal.proposed_by = by
    proposal.save()
    record("proposed group", proposal, by=by)
    return proposal


@transaction.atomic
def discuss(*, proposal, answer, by):
    """Say that the programme talks about it, perhaps with words."""
    move(proposal, State.IN_DISCUSSION, from_states=[State.SUBMITTED], answer=answer, by=by)


@transaction.atomic
def turn_down(*, proposal, answer, by):
    if not answer.strip():
        raise Conflict("Enter why the proposal is not taken forward")
    move(proposal, State.NOT_TAKEN_FORWARD, from_states=GroupProposal.OPEN, answer=answer, by=by)


@transaction.atomic
def agree(*, proposal, kind, answer, by):
    """Make the forming group with its lead. A meeting that decides calls this too."""
    move(proposal, State.AGREED, from_states=GroupProposal.OPEN, answer=answer, by=by, tell=False)
    group = Group.objects.create(
        name=proposal.name,
        slug=free_slug(proposal.name),
        kind=kind,
        status=Group.Status.FORMING,
        purpose=proposal.need,
    )
    if proposal.area:
        group.tags.add(proposal.area)
    if proposal.lead:
        Membership.objects.create(
            group=group,
            person=proposal.lead,
            role=Membership.Role.LEAD,
            from_on=timezone.localdate(),
        )
    proposal.group = group
    proposal.save(update_fields=["group"])
    record("made group of proposal", group, by=by, proposal=proposal.pk)
    tell_proposer(proposal)
    return group


def free_slug(name):
    base = slugify(name)[:100] or "group"
    slug, number = base, 1
    while slug in RESERVED or Group.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def move(proposal, state, *, from_states, answer, by, tell=True):
    moved = GroupProposal.objects.filter(pk=proposal.pk, state__in=from_states).update(
        state=state, answer=answer, decided_by=by, decided_at=timezone.now()
    )
    if not moved:
        raise Conflict("Somebody has answered this proposal already. Open it to see how")
    proposal.refresh_from_db()
    record(f"proposal {state}", proposal, by=by)
    if tell:
        tell_proposer(proposal)


def tell_proposer(proposal):
    if proposal.proposed_by is None:
        return
    write_letter(
        to=proposal.proposed_by,
        template="networks/proposals/letters/answered",
        context={"proposal": proposal, "group": proposal.group},
        key=f"proposal {proposal.pk} {proposal.state}",
        about=proposal,
    )
