"""Hallway: where the library `rules` looks for the rules of the shared rooms."""

from .accounts import rules as accounts
from .files import rules as files
from .glossary import rules as glossary
from .jobs import rules as jobs
from .organisations import rules as organisations
from .outbox import rules as outbox
from .people import rules as people
from .strategy import rules as strategy

__all__ = ["accounts", "files", "glossary", "jobs", "organisations", "outbox", "people", "strategy"]
