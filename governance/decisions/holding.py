"""Decisions that somebody sees through, for when they leave."""

from ccpl_portal.leaving.columns import named_in
from ccpl_portal.leaving.registry import holds

from .models import Decision

holds(
    named_in(
        lambda: Decision.objects.select_related("group"),
        "owner",
        name="decisions",
        heading="Decisions that they see through",
        order=65,
        # By reference alone: a manager hands on decisions whose words are for members only.
        words=lambda decision: f"Decision {decision.reference}, {decision.group.name}",
    )
)
