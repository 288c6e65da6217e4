"""Starts processes, watches over them, and stops them in reverse."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .engines import command_of, wait_until_gone
from .processes import Process
from .state import ROOT, State

STEADY_AFTER = 60
LONGEST_PAUSE = 30


@dataclass
class Child:
    process: Process
    running: subprocess.Popen[bytes]
    started: float = field(default_factory=time.monotonic)
    pause: float = 1
    due: float | None = None

    def stop(self) -> None:
        end_group(self.running.pid, self.process.seconds_to_stop, self.running)


class Supervisor:
    def __init__(self, processes: list[Process], environment: dict[str, str], state: State) -> None:
        self.processes, self.environment, self.state = processes, environment, state
        self.children: list[Child] = []

    def __enter__(self) -> "Supervisor":
        for process in self.processes:
            self.state.log(process.name).write_bytes(b"")
            self.children.append(Child(process, self._spawn(process)))
            self._write_register()
        return self

    def __exit__(self, *failure: object) -> None:
        for child in reversed(self.children):
            child.stop()
        self.state.register.unlink(missing_ok=True)

    def look_after(self) -> None:
        """Start again what has ended, after a pause that doubles until it keeps running."""
        now = time.monotonic()
        for child in self.children:
            if child.due is not None and now >= child.due:
                child.running, child.started, child.due = self._spawn(child.process), now, None
                self._write_register()
            elif child.due is None and child.running.poll() is not None:
                if now - child.started > STEADY_AFTER:
                    child.pause = 1
                name, status = child.process.name, child.running.returncode
                print(
                    f"{name} ended ({status}) and starts again in {child.pause:.0f} s; "
                    f"see {self.state.log(name)}",
                    file=sys.stderr,
                    flush=True,
                )
                # Its own children may still hold its port or its jobs.
                end_group(child.running.pid, 0)
                child.due = now + child.pause
                child.pause = min(child.pause * 2, LONGEST_PAUSE)

    @property
    def ended(self) -> list[Process]:
        return [child.process for child in self.children if child.running.poll() is not None]

    def _spawn(self, process: Process) -> subprocess.Popen[bytes]:
        with open(self.state.log(process.name), "ab") as log:
            # A session of its own: Ctrl-C reaches only the supervisor, which stops them in order.
            return subprocess.Popen(
                process.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _write_register(self) -> None:
        numbers = [child.running.pid for child in self.children]
        facts = {str(number): command_once_begun(number) for number in numbers}
        self.state.register.write_text(json.dumps(facts))


def command_once_begun(pid: int) -> str | None:
    """For a moment, while it turns into another program, a process has no command line."""
    for _ in range(100):
        if (command := command_of(pid)) != "":
            return command
        time.sleep(0.01)
    return None


def end_leftovers(register: Path) -> None:
    """End what a supervisor that was killed has left running."""
    try:
        facts = json.loads(register.read_text())
    except (FileNotFoundError, ValueError):
        return
    for number, command in reversed(facts.items()):
        # The number may belong to a stranger by now.
        if command and command_of(int(number)) == command:
            end_group(int(number), 10)
    register.unlink()


def end_group(pid: int, seconds: float, child: subprocess.Popen[bytes] | None = None) -> None:
    """Ask a process to finish; after that many seconds, end it and its children."""
    with contextlib.suppress(ProcessLookupError):
        # A child that was waited for has given its number back.
        if child is None or child.poll() is None:
            os.kill(pid, signal.SIGTERM)
            wait_until_gone(pid, seconds)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    if child:
        child.wait()


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Ctrl-C, a plain kill and a closed terminal all end the block, then nothing interrupts."""

    def stop(number: int, frame: object) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    signals = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
    before = [signal.signal(each, stop) for each in signals]
    try:
        yield
    finally:
        for each, handler in zip(signals, before, strict=True):
            if signal.getsignal(each) is stop:
                signal.signal(each, handler)
