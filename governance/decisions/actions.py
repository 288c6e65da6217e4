from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.search.actions import refresh
from ccpl_portal.web.caching import content_changed
from governance.meetings.words import Visibility

from .models import Decision
from .registry import tell


@transaction.atomic
def publish_decisions(*, meeting, by, only_public=False):
    """Publish what a meeting decided, each decision once; whoever registered hears of each."""
    waiting = Decision.objects.filter(item__meeting=meeting, published_at=None)
    if only_public:
        waiting = waiting.filter(item__visibility=Visibility.PUBLIC)
    # Two who publish at once: the second waits here, and then finds nothing to publish.
    new = list(waiting.select_for_update(of=["self"]).select_related("item__meeting", "group"))
    Decision.objects.filter(pk__in=[one.pk for one in new]).update(published_at=timezone.now())
    for decision in new:
        decision.refresh_from_db(fields=["published_at"])
        record("published decision", decision, by=by)
        tell(decision)
    # A bulk update sends no signal.
    refresh(Decision, [one.pk for one in new])
    content_changed()
    return new
