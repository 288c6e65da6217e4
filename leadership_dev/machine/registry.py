"""What a step demands and what follows from it, told by the rooms that know.

@guard("role", "approve")
def panel_is_complete(role, **facts): raises Refused in words when something is missing

@effect("role", "close")
def lapse_drafts(role, *, by, reason, **facts): runs in the same transaction, after the change

A room registers in a module that `leadership_dev/registration.py` imports.
"""

from collections import defaultdict

_guards = defaultdict(list)
_effects = defaultdict(list)


class Refused(Exception):
    """The step exists, but something is missing. `reasons` are said to the person, one a line."""

    def __init__(self, *reasons):
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


def guard(machine, name):
    def register(function):
        _guards[machine, name].append(function)
        return function

    return register


def effect(machine, name):
    def register(function):
        _effects[machine, name].append(function)
        return function

    return register


def what_is_missing(thing, name, **facts):
    """Every reason why the step would be refused now, of all guards together."""
    reasons = []
    for check in _guards[thing.MACHINE.name, name]:
        try:
            check(thing, **facts)
        except Refused as refused:
            reasons += refused.reasons
    return reasons


def follow(thing, name, **facts):
    for function in _effects[thing.MACHINE.name, name]:
        function(thing, **facts)
