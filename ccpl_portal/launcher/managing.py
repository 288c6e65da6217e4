"""`./portal manage`: manage.py on the engines and in the environment of the demo."""

import signal
import subprocess
import sys

from .engines import Engines
from .environment import environment
from .preparing import migrating, prepare
from .state import ROOT, State, folder_for
from .supervisor import stoppable

# These look after the tables themselves, or need none.
BEFORE_ANY_TABLE = {
    *["check", "help", "makemigrations", "migrate", "optimizemigration", "showmigrations"],
    *["sqlmigrate", "squashmigrations", "version", "--help", "--version"],
}
# After these the demo must look at its database again.
UNSETTLING = {"dbshell", "flush", "migrate", "shell"}


def run(arguments: list[str]) -> int:
    state = State(folder_for())
    command = arguments[0] if arguments else "help"
    running = state.demo_address()
    with stoppable(), Engines(state.folder, state.logs) as engines:
        address = running or "http://127.0.0.1:8000/"
        seen = environment("demo", state, engines, address.rstrip("/"))
        if not running and command not in BEFORE_ANY_TABLE:
            prepare(migrating(), seen, state)
        if command in UNSETTLING:
            state.forget("migrate", "load_pack")
        return attend([sys.executable, str(ROOT / "manage.py"), *arguments], seen)


def attend(command: list[str], seen: dict[str, str]) -> int:
    """Run a command in the foreground; signals are for it, and so is the answer."""
    child = subprocess.Popen(command, env=seen)
    forwarded = [signal.SIGTERM, signal.SIGHUP]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in forwarded:
        signal.signal(each, lambda number, frame: child.send_signal(number))
    status = child.wait()
    for each in forwarded:
        signal.signal(each, signal.SIG_IGN)
    return 128 - status if status < 0 else status
