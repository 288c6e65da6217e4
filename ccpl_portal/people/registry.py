"""What the houses above tell about a person.

A house registers its functions in registration.py:

    reads_contact(lambda user, person: ...)   # who reads private contact details by a role
    joins(lambda person, user: [Section(...)])   # what stands on a person's page
"""

from ccpl_portal.strategy.registry import Row, Section

__all__ = ["Row", "Section", "joins", "may_by_role", "reads_contact", "sections_of"]

_readers = []
_joiners = []


def reads_contact(function):
    """Register `function(user, person) -> bool`."""
    if function not in _readers:
        _readers.append(function)
    return function


def may_by_role(user, person):
    return any(function(user, person) for function in _readers)


def joins(function):
    """Register `function(person, user) -> iterable of Section`, only what this reader may see."""
    if function not in _joiners:
        _joiners.append(function)
    return function


def sections_of(person, user):
    sections = [section for joiner in _joiners for section in joiner(person, user)]
    return sorted((section for section in sections if section.rows), key=lambda s: s.order)
