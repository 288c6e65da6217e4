"""What was decided goes back to whoever asked for the matter."""

from governance.decisions.models import Decision
from governance.decisions.registry import when_published

from .models import ItemRequest
from .requests import State, tell

LONGEST = 2000


@when_published
def answer_the_asker(decision):
    """Tell the asker what was decided, as far as the asker may read it; once for each request."""
    request = (
        ItemRequest.objects.filter(
            item__in=[decision.item_id, decision.item.parent_id], state=State.SCHEDULED
        )
        .select_related("asked_by", "group")
        .first()
    )
    if request is None:
        return
    if not Decision.objects.visible_to(request.asked_by).filter(pk=decision.pk).exists():
        return
    request.state, request.answer = State.DECIDED, decision.text[:LONGEST]
    request.save(update_fields=["state", "answer"])
    tell(request, "decided")
