"""Hallway: where the library `rules` looks for the rules of the shared rooms."""

from .accounts import rules as accounts
from .jobs import rules as jobs
from .outbox import rules as outbox

__all__ = ["accounts", "jobs", "outbox"]
