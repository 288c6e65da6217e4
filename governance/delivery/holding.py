"""Promised results that somebody answers for, for when they leave."""

from ccpl_portal.leaving.columns import named_in
from ccpl_portal.leaving.registry import holds

from .models import Deliverable

holds(
    named_in(
        lambda: Deliverable.objects.filter(outcome=Deliverable.Outcome.NOT_RECORDED),
        "owner",
        name="deliverables",
        heading="Deliverables",
        order=70,
        words=lambda promise: f"{promise.title}, by {promise.due_words}",
    )
)
