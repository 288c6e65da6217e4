from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict

from .models import Transition
from .registry import Refused, follow, what_is_missing
from .tables import SAME


@transaction.atomic
def transition(thing, name, *, by=None, to=None, reason="", also=None, **facts):
    """Change a state: the only writer there is. `by` is None when a timer does it.

    `also` holds fields that change in the same breath; `facts` are for guards and effects.
    Raises Conflict when the machine has no such step from here, Refused when a guard is not
    content. The record passed in is read again under a lock, so what was not saved is lost.
    """
    lock(thing)
    step = thing.MACHINE.step(name, thing.state)
    if step is None:
        raise Conflict(f"This cannot be done now: it is {thing.get_state_display().lower()}")
    target = target_of(step, thing.state, to)
    if step.needs_reason and not reason.strip():
        raise Refused("Enter a reason")
    facts = {"by": by, "to": target, "reason": reason.strip(), **facts}
    if reasons := what_is_missing(thing, name, **facts):
        raise Refused(*reasons)
    made = write(thing, step, target, also or {}, by=by, reason=reason.strip())
    follow(thing, name, **facts)
    return made


@transaction.atomic
def transition_many(things, name, *, by=None, to=None, reason=""):
    """Take every record of a queryset through the same step at once; returns how many moved.

    For steps without guards and effects. Those for which there is no such step stay as they
    are: when two people press at once, the second finds nothing left to move.
    """
    made = []
    held = list(things.select_for_update(of=("self",)))
    for thing in held:
        step = thing.MACHINE.step(name, thing.state)
        if step is not None:
            before, thing.state = thing.state, target_of(step, thing.state, to)
            told(thing, step)
            made.append(entry(thing, step, before, by=by, reason=reason))
    if not made:
        return 0
    fields = ["state", "told_state", "released_at"] if hasattr(held[0], "told_state") else ["state"]
    moved = {line.object_id for line in made}
    type(held[0])._base_manager.bulk_update(
        [thing for thing in held if thing.pk in moved], fields, batch_size=500
    )
    Transition.objects.bulk_create(made, batch_size=500)
    words = f"{name} {held[0].MACHINE.name}".replace("_", " ")
    record(words, None, by=by, count=len(made), ids=sorted(moved))
    return len(made)


def lock(thing):
    thing.refresh_from_db(from_queryset=type(thing)._base_manager.select_for_update(of=("self",)))


def target_of(step, state, to):
    targets = (state,) if step.targets == (SAME,) else step.targets
    if to is None and len(targets) == 1:
        return targets[0]
    if to not in targets:
        raise Conflict("This cannot be the outcome of this step")
    return to


def write(thing, step, target, also, *, by, reason):
    before, thing.state = thing.state, target
    for field, value in also.items():
        setattr(thing, field, value)
    thing.save(update_fields=["state", *also, *told(thing, step)])
    record(
        f"{step.name} {thing.MACHINE.name}".replace("_", " "),
        thing,
        by=by,
        **{"from": before, "to": target},
    )
    made = entry(thing, step, before, by=by, reason=reason)
    made.save()
    return made


def entry(thing, step, before, *, by, reason):
    return Transition(
        machine=thing.MACHINE.name,
        object_id=thing.pk,
        name=step.name,
        from_state=before,
        to_state=thing.state,
        by=by,
        reason=reason,
    )


def told(thing, step):
    """What the person concerned may know: a held outcome stays untold until it is released."""
    if not hasattr(thing, "told_state"):
        return []
    if step.held:
        thing.released_at = None
        return ["released_at"]
    if step.targets == (SAME,):
        thing.released_at = timezone.now()
    thing.told_state = thing.state
    return ["told_state", "released_at"]
