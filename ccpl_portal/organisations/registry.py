"""What the houses above know of a place or an organisation: which transformation programmes work
for it, and in which groups an organisation has a voice.

A house registers a function in its registration.py; it is asked when the page is drawn, and
tells of no more than this reader may know.
"""

_askers = []
_voices = []


def tells_programmes(function):
    """Register `function(place_or_organisation, user) -> queryset or list of programmes`."""
    if function not in _askers:
        _askers.append(function)
    return function


def tells_voices(function):
    """Register `function(organisation, user) -> groups in which it has a voice`."""
    if function not in _voices:
        _voices.append(function)
    return function


def voices_of(organisation, user):
    return [group for ask in _voices for group in ask(organisation, user)]


def programmes_of(thing, user):
    found = {programme.pk: programme for ask in _askers for programme in ask(thing, user)}
    return sorted(found.values(), key=lambda programme: (programme.position, programme.name))
