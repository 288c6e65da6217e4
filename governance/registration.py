"""What this house tells the registers of the shared rooms."""

from ccpl_portal.strategy.registry import Row, Section, hangs
from ccpl_portal.ui import navigation
from ccpl_portal.web.caching import register_public

from .delivery.models import Deliverable
from .meetings.models import AgendaItem, Meeting

register_public(Meeting, AgendaItem, Deliverable)
navigation.add("Governance", "governance:hub", order=30)


@hangs
def deliverables_of(tag, user):
    promised = Deliverable.objects.for_listing().hanging_on(tag)
    rows = [
        Row(
            promise.title,
            promise.get_absolute_url(),
            f"By {promise.due_words}. {promise.get_outcome_display()}",
        )
        for promise in promised
    ]
    yield Section(20, "What was promised", rows)
