"""Hallway: where the library `rules` looks for the rules of the shared rooms."""

from .accounts import rules as accounts

__all__ = ["accounts"]
