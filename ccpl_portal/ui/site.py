"""What this portal is called, and which system it serves."""

import time
from typing import NamedTuple

from django.conf import settings

PORTAL_NAME = "Clinical and care professional leadership"
REMEMBERED_FOR = 60  # seconds; another process may have loaded a pack meanwhile


class Site(NamedTuple):
    name: str
    system: str
    nhs_identity: bool


_providers = []
_portal_providers = []
_memory = {"portal": PORTAL_NAME, "system": "", "until": 0.0}


def name_provider(function):
    """Register the function that knows the system's name; it returns "" while none is loaded."""
    _providers.append(function)
    return function


def portal_name_provider(function):
    """Register the function that knows what the system calls the portal, or returns ""."""
    _portal_providers.append(function)
    return function


def remember(system, *, portal=PORTAL_NAME, seconds=REMEMBERED_FOR):
    _memory.update(portal=portal, system=system, until=time.monotonic() + seconds)


def forget():
    _memory.update(until=0.0)


def asked(providers):
    return next((name for ask in providers if (name := ask())), "")


def names():
    """What the portal is called, and the system."""
    if time.monotonic() >= _memory["until"]:
        remember(asked(_providers), portal=asked(_portal_providers) or PORTAL_NAME)
    return _memory["portal"], _memory["system"]


def portal_name():
    return names()[0]


def current():
    return Site(*names(), settings.NHS_IDENTITY)


def site(request):
    """Context processor; asks nothing until a template does."""
    return {"site": current}
