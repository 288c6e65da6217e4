"""Names of roles that settings may speak of. A house says who holds its own:

roles.provides("secretary", lambda user: ...)
"""

_holders = {}


def provides(role, holds):
    """Makes a role known by name; holds(user) answers for somebody signed in."""
    _holders[role] = holds


def holds_any(user, names):
    """Answers whether this person holds one of the named roles now."""
    return any(_holders[name](user) for name in names if name in _holders)


def known():
    return sorted(_holders)


provides("superuser", lambda user: user.is_superuser)
provides("manager", lambda user: user.has_role("manager"))
provides("coordinator", lambda user: user.has_role("coordinator"))
