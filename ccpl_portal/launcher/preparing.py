"""What stands between an empty database and a portal that answers, done once per change."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .engines import short_hash
from .processes import MIGRATE
from .state import ROOT, State, stamp
from .supervisor import end_group

HOUSES = ["ccpl_portal", "networks", "governance", "leadership_dev", "quality", "comms"]
LOCK = ROOT / "ccpl_portal/launcher/development.lock"


@dataclass(frozen=True)
class Step:
    name: str
    words: str
    command: list[str]
    # The step is done again when one of these files has changed.
    files: tuple[Path, ...] = field(repr=False)
    # Its last line says how much was done.
    prints: bool = False
    # An ending that leaves the portal fit for use, though not all was done.
    tolerates: int = 0
    # What to try when it did not succeed.
    advice: str = ""

    def stamp(self, environment: dict[str, str]) -> str:
        return short_hash([stamp(self.files), self.command, environment["DATABASE_URL"]])


def migrating() -> Step:
    files = [path for house in HOUSES for path in (ROOT / house / "migrations").glob("*.py")]
    return Step(
        "migrate",
        "Preparing the database",
        MIGRATE.command,
        (LOCK, *files),
        advice="If the database is older than the first release: ./portal demo --reset",
    )


def loading(pack: str) -> Step:
    command = ["python", "manage.py", "load_pack", pack]
    files = tuple(sources("*.py", "*.csv", "*.md", "*.toml", "*.json"))
    words = f"Loading the pack {pack}"
    # 3: some rows were refused, and are named; the others are loaded.
    return Step("load_pack", words, command, (LOCK, *files), prints=True, tolerates=3)


def collecting() -> Step:
    command = ["python", "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    files = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    settings = ROOT / "ccpl_portal/settings.py"
    return Step("collectstatic", "Collecting static files", command, (LOCK, settings, *files))


def sources(*patterns: str) -> Iterator[Path]:
    for house in HOUSES:
        for pattern in patterns:
            yield from (ROOT / house).rglob(pattern)


@contextlib.contextmanager
def begun(step: Step, environment: dict[str, str], state: State) -> Iterator[None]:
    """Do a step beside what stands in the block; both have ended after it."""
    mark = step.stamp(environment)
    # Somebody else's database may change without us: there each step is done each time.
    if not os.environ.get("DATABASE_URL") and state.is_done(step.name, mark):
        yield
        return
    print(step.words, file=sys.stderr, flush=True)
    log = state.log(step.name)
    with open(log, "wb") as output:
        running = subprocess.Popen(
            step.command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield
        status = running.wait()
    except BaseException:
        end_group(running.pid, 5, running)
        raise
    text = log.read_text(errors="replace").rstrip()
    if status not in (0, step.tolerates):
        last = "\n".join(text.splitlines()[-12:])
        words = f"{step.words}: did not succeed. The whole output is in {log}"
        sys.exit("\n".join(filter(None, [last, words, step.advice])))
    if step.prints:
        print("\n".join(text.splitlines()[0 if status else -1 :]), file=sys.stderr, flush=True)
    if status == 0:
        state.done(step.name, mark)


def prepare(step: Step, environment: dict[str, str], state: State) -> None:
    with begun(step, environment, state):
        pass
