from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict
from leadership_dev.machine.actions import transition
from leadership_dev.machine.registry import Refused
from leadership_dev.scoring.models import Stage

from .models import Decision, ProposedOutcome, Signature, TwoKeys
from .telling import tell_outcome


@transaction.atomic
def write_decision(*, role, rationale, outcomes, by):
    """Keep whom the panel would appoint; a change takes back every signature."""
    demand_interviewing(role)
    decision, _ = Decision.objects.update_or_create(
        role=role, defaults={"rationale": rationale.strip(), "written_by": by}
    )
    decision.signatures.all().delete()
    decision.outcomes.all().delete()
    ProposedOutcome.objects.bulk_create(
        ProposedOutcome(decision=decision, application=application, outcome=outcome)
        for application, outcome in outcomes.items()
    )
    record("wrote decision", decision, by=by, role=role.pk)
    return decision


def demand_interviewing(role):
    if role.state != "interviewing":
        raise Conflict("A decision is written while the role is in its interviews")


@transaction.atomic
def sign(*, role, by):
    """Sign the decision; with the last signature that is needed it is recorded."""
    role = type(role).objects.select_for_update(of=["self"]).get(pk=role.pk)
    demand_interviewing(role)
    decision = Decision.objects.filter(role=role).first()
    if decision is None:
        raise Refused("Write the decision before it is signed")
    signature, is_new = Signature.objects.get_or_create(decision=decision, by=by)
    if is_new:
        record("signed decision", decision, by=by, role=role.pk)
    if decision.signatures.count() >= role.signatures_needed:
        transition(role, "record_decision", by=by)
    return signature


@transaction.atomic
def ask_two_keys(*, deed, role, application=None, reason, by):
    """The chair asks; nothing happens before a manager turns the second key."""
    if not reason.strip():
        raise Refused("Enter a reason")
    if deed == TwoKeys.Deed.REINSTATE:
        demand_step(application, "reinstate")
    else:
        demand_step(role, "reopen")
    keys, _ = TwoKeys.objects.get_or_create(
        deed=deed,
        role=role,
        application=application,
        settled_at=None,
        defaults={"reason": reason.strip(), "asked_by": by},
    )
    return keys


def demand_step(thing, name):
    if thing.MACHINE.step(name, thing.state) is None:
        raise Conflict("This cannot be done now")


@transaction.atomic
def confirm_two_keys(*, keys, by):
    keys = TwoKeys.objects.select_for_update(of=["self"]).get(pk=keys.pk)
    if keys.settled_at is not None:
        raise Conflict("This has been settled already")
    if keys.asked_by_id == by.pk:
        raise Refused("Somebody else than the one who asked has to confirm")
    if keys.deed == TwoKeys.Deed.REINSTATE:
        reinstate(keys.application, keys.reason, by=by)
    else:
        transition(keys.role, "reopen", by=by, reason=keys.reason)
    settle(keys, by)


@transaction.atomic
def refuse_two_keys(*, keys, by):
    keys = TwoKeys.objects.select_for_update(of=["self"]).get(pk=keys.pk)
    if keys.settled_at is not None:
        raise Conflict("This has been settled already")
    settle(keys, by)


def settle(keys, by):
    keys.settled_by, keys.settled_at = by, timezone.now()
    keys.save(update_fields=["settled_by", "settled_at"])
    record(f"settled {keys.deed}", keys, by=by, role=keys.role_id)


def reinstate(application, reason, *, by):
    """Bring an application back. Before its stage was released, nobody is told of it either."""
    if application.role.state in {"completed", "archived", "withdrawn"}:
        raise Conflict("The role is completed: an application can no longer be brought back")
    told, was_released = application.told_state, application.released_at is not None
    transition(application, "reinstate", by=by, reason=reason)
    if was_released:
        if application.state == "shortlisted":
            tell_outcome(application, Stage.SIFT, "reinstated")
    else:
        application.told_state = told
        application.save(update_fields=["told_state"])


@transaction.atomic
def decide_again(*, application, outcome, by):
    """The outcome of an application that was brought back after the decision; held again."""
    if application.role.state != "decided":
        raise Conflict("Outcomes are changed while the decision waits to be released")
    transition(application, "decide", to=outcome, by=by)
