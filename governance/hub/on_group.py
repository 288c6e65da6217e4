"""What governance puts on the page of a group: how to get a matter onto an agenda, what was
decided."""

from django.urls import reverse

from ccpl_portal.accounts.rules import is_manager, is_verified
from ccpl_portal.strategy.registry import Row, Section
from ccpl_portal.ui.dates import day
from governance.decisions.models import Decision
from networks.groups.panels import on_group_page
from networks.models import Membership

LATEST, LONGEST = 3, 160


@on_group_page
def plan_or_ask(group, user):
    """Planning for those who run the group; for other professionals, asking for an item."""
    if not group.is_live or not is_verified(user):
        return
    if group.acting & set(Membership.LEADING):
        row = Row("Plan the next meeting", reverse("planning:plan", args=[group.slug]))
        yield Section(0, "Agenda", [row])
    elif not is_manager(user):
        row = Row("Ask for an agenda item", reverse("planning:ask", args=[group.slug]))
        yield Section(0, "Agenda", [row])


@on_group_page
def what_was_decided(group, user):
    decisions = Decision.objects.visible_to(user).filter(group=group)
    rows = [
        Row(
            shortened(one.text),
            one.get_absolute_url(),
            f"{one.outcome_words}, {day(one.decided_on)}",
            one.is_example,
        )
        for one in decisions.order_by("-decided_on", "-pk")[:LATEST]
    ]
    yield Section(
        15, "Latest decisions", rows, more=f"{reverse('decisions:list')}?group={group.slug}"
    )


def shortened(text):
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
