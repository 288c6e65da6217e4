"""Which transformation programmes work for a place or an organisation.

A house that knows registers a function in its registration.py; it is asked when the page of a
place or an organisation is drawn, and tells of no more than this reader may know.
"""

_askers = []


def tells_programmes(function):
    """Register `function(place_or_organisation, user) -> queryset or list of programmes`."""
    if function not in _askers:
        _askers.append(function)
    return function


def programmes_of(thing, user):
    found = {programme.pk: programme for ask in _askers for programme in ask(thing, user)}
    return sorted(found.values(), key=lambda programme: (programme.position, programme.name))
