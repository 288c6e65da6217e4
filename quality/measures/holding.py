"""Measures that somebody owns, for when they leave."""

from ccpl_portal.leaving.columns import named_in
from ccpl_portal.leaving.registry import holds

from .models import Measure

holds(
    named_in(
        lambda: Measure.objects.select_related("system"),
        "owner",
        name="measures",
        heading="Measures that they own",
        order=80,
        words=lambda measure: measure.name,
    )
)
