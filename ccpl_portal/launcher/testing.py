"""`./portal test`: the suite on engines that are thrown away afterwards."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from .engines import Engines
from .environment import environment
from .managing import attend
from .state import ROOT, State
from .supervisor import stoppable

BROWSERS = ["chromium", "chromium-browser", "google-chrome"]


def run(arguments: list[str]) -> int:
    browser = find_browser()
    if not browser and os.environ.get("CI") == "true":
        sys.exit("No Chromium found. Install it (apt install chromium) or set PORTAL_CHROMIUM")
    folder = Path(tempfile.mkdtemp(prefix="ccpl-test-"))
    folder.chmod(0o711)
    try:
        state = State(folder)
        with stoppable(), Engines(folder, state.logs, durable=False) as engines:
            seen = environment("test", state, engines, "http://127.0.0.1:8000")
            seen["PORTAL_CHROMIUM"] = browser or ""
            wanted = [*(arguments or whole_suite()), "--rootdir", str(ROOT), "-c", str(CONFIG)]
            return attend([sys.executable, "-m", "pytest", *wanted], seen)
    finally:
        engines.postgres.remove()
        shutil.rmtree(folder, ignore_errors=True)


CONFIG = ROOT / "pyproject.toml"


def whole_suite() -> list[str]:
    processes = min(os.cpu_count() or 1, 4)
    # The files in the order that tests/conftest.py gives them.
    in_order = ["--dist", "loadfile", "--no-loadscope-reorder"]
    return ["-n", str(processes), *in_order] if processes > 1 else []


def find_browser() -> str | None:
    if own := os.environ.get("PORTAL_CHROMIUM"):
        return own
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)
