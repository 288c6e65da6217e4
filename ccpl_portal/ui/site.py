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
_memory = {"system": "", "until": 0.0}


def name_provider(function):
    """Register the function that knows the system's name; it returns "" while none is loaded."""
    _providers.append(function)
    return function


def remember(system, seconds=REMEMBERED_FOR):
    _memory.update(system=system, until=time.monotonic() + seconds)


def forget():
    _memory.update(system="", until=0.0)


def system_name():
    if time.monotonic() >= _memory["until"]:
        remember(next((name for ask in _providers if (name := ask())), ""))
    return _memory["system"]


def current():
    return Site(PORTAL_NAME, system_name(), settings.NHS_IDENTITY)


def site(request):
    """Context processor; asks nothing until a template does."""
    return {"site": current}
