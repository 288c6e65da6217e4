from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.search.actions import refresh
from ccpl_portal.web.caching import content_changed
from governance.meetings.words import Visibility
from governance.references.actions import next_reference

from .models import Action, ActionChange


@transaction.atomic
def take_on(*, group, text, by, item=None, entry=None, owner=None, owner_name="", due_on=None):
    action = Action.objects.create(
        reference=next_reference(group, day_of(item), letter="A"),
        group=group,
        item=item,
        entry=entry,
        text=text,
        owner=owner,
        owner_name=owner.name if owner else owner_name,
        due_on=due_on,
    )
    write_step(action, by=by)
    record("took on action", action, by=by)
    return action


def day_of(item):
    return timezone.localdate(item.meeting.starts_at) if item else timezone.localdate()


@transaction.atomic
def report(*, action, state, comment, by):
    """Say how far an action has come. Who owns it and when it is due stay as they are."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    if (action.state, "") == (state, comment):
        return action
    action.state = state
    action.save(update_fields=["state"])
    write_step(action, by=by, comment=comment)
    record("reported on action", action, by=by, state=state)
    return action


@transaction.atomic
def rearrange(*, action, text, owner, owner_name, due_on, by, comment=""):
    """Reword an action, or give it another owner or date; the old ones stay in its history."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    action.text, action.due_on = text, due_on
    action.owner, action.owner_name = owner, owner.name if owner else owner_name
    action.save(update_fields=["text", "due_on", "owner", "owner_name"])
    write_step(action, by=by, comment=comment)
    record("rearranged action", action, by=by)
    return action


def write_step(action, *, by, comment=""):
    last = action.changes.first()
    now = {"state": action.state, "due_on": action.due_on, "owner_name": action.owner_words}
    if last and not comment and all(getattr(last, name) == value for name, value in now.items()):
        return
    ActionChange.objects.create(action=action, by=by, comment=comment, **now)


@transaction.atomic
def publish_actions(*, meeting, only_public=False):
    waiting = Action.objects.filter(item__meeting=meeting, published_at=None)
    if only_public:
        waiting = waiting.filter(item__visibility=Visibility.PUBLIC)
    new = list(waiting.values_list("pk", flat=True))
    Action.objects.filter(pk__in=new).update(published_at=timezone.now())
    refresh(Action, new)
    content_changed()
