"""The rooms of a selection, each of which registers what it demands, does and shows."""

from .interviews import parts as interview_parts
from .outcomes import parts as outcome_parts
from .outcomes import steps as outcome_steps
from .panel import seats
from .panel import steps as panel_steps
from .pool import parts as pool_parts
from .retention import parts as retention_parts
from .scoring import steps as scoring_steps

__all__ = [
    "interview_parts",
    "outcome_parts",
    "outcome_steps",
    "panel_steps",
    "pool_parts",
    "retention_parts",
    "scoring_steps",
    "seats",
]
