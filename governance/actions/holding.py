"""Open actions that somebody holds, for when they leave."""

from ccpl_portal.leaving.registry import Holding, Kind, holds

from .actions import rearrange
from .models import Action


def held_by(person):
    """By reference alone: a manager hands on actions whose words are for members only."""
    for action in Action.objects.open().filter(owner=person).select_related("group"):
        words = f"Action {action.reference}, {action.group.name}"
        yield Holding(action.pk, words, action.get_absolute_url())


def hand_over(key, *, to, on, by):
    action = Action.objects.select_for_update(of=["self"]).get(pk=key)
    rearrange(
        action=action,
        text=action.text,
        owner=to,
        owner_name="",
        due_on=action.due_on,
        by=by,
    )


def end(key, *, on, by):
    hand_over(key, to=None, on=on, by=by)


holds(
    Kind(
        name="actions",
        heading="Open actions",
        order=60,
        held_by=held_by,
        hand_over=hand_over,
        end=end,
    )
)
