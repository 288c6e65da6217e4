"""The register of what /me/ shows of a person's own: rooms add a part from AppConfig.ready().

mine.shows("My groups", lambda user: [(group.name, group.get_absolute_url()), ...])
"""

_parts = []


def shows(heading, lines):
    """Add a part; lines(user) gives pairs of words and address, the address None for plain text."""
    _parts.append((heading, lines))


def parts(user):
    """The parts that hold something for this person."""
    found = ((heading, list(lines(user))) for heading, lines in _parts)
    return [(heading, lines) for heading, lines in found if lines]
