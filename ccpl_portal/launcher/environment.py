"""What the portal's processes see of the world: the names in the README's table."""

import os
import sys
from pathlib import Path

from .engines import Engines
from .state import State


def environment(mode: str, state: State, engines: Engines, address: str) -> dict[str, str]:
    programs = str(Path(sys.executable).parent)
    own = {
        "CCPL_MODE": mode,
        "DJANGO_SETTINGS_MODULE": "ccpl_portal.settings",
        "PATH": f"{programs}:{os.environ.get('PATH', '')}",
        "PORTAL_STATE": str(state.folder),
        "PYTHONUNBUFFERED": "1",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or state.secret_key,
        "SITE_URL": os.environ.get("SITE_URL") or address,
    }
    without = {"PYTHONPATH", "PYTHONSAFEPATH"}
    kept = {name: value for name, value in os.environ.items() if name not in without}
    return {**kept, **own, **engines.environment}
