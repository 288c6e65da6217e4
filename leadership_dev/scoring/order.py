"""A random order that is each member's own and stays the same from one day to the next."""

from hashlib import sha256


def shuffled(seat, things, key=lambda thing: thing, about=""):
    """The things in this member's order; another one for each criterion (`about`)."""

    def drawn(thing):
        return sha256(f"{seat.role_id}:{seat.pk}:{about}:{key(thing)}".encode()).digest()

    return sorted(things, key=drawn)
