"""Hallway: where the library `rules` looks for the rules of this house."""

from .actions import rules as actions
from .customs import rules as customs
from .decisions import rules as decisions
from .delivery import rules as delivery
from .meetings import rules as meetings
from .meetings.rules import keeps_papers, runs
from .papers import rules as papers

__all__ = [
    "actions",
    "customs",
    "decisions",
    "delivery",
    "keeps_papers",
    "meetings",
    "papers",
    "runs",
]
