"""Hallway: where the library `rules` looks for the rules of this house."""

from .delivery import rules as delivery
from .meetings import rules as meetings

__all__ = ["delivery", "meetings"]
