"""What the front page says is waiting for those who take care of a gap."""

from django.urls import reverse

from .models import Gap
from .plans import query_for


def reviews_waiting_for(user):
    """Pairs of words and address, the longest due first."""
    due = Gap.objects.due_for_review().filter(owner__user=user).for_listing()
    return [(f"Look again at who is missing: {gap}", address_of(gap)) for gap in due]


def address_of(gap):
    path = (
        reverse("missing:plan", args=[gap.group.slug])
        if gap.group
        else reverse("missing:plan_for_all")
    )
    return f"{path}?{query_for(gap)}"
