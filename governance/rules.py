"""Hallway: where the library `rules` looks for the rules of this house."""

from .customs import rules as customs
from .delivery import rules as delivery
from .meetings import rules as meetings
from .meetings.rules import keeps_papers, runs
from .papers import rules as papers

__all__ = ["customs", "delivery", "keeps_papers", "meetings", "papers", "runs"]
