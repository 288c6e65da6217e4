"""What a running portal must not lose, in one folder: `var/`, or PORTAL_STATE."""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_PACK = "coventry-and-warwickshire"


def folder_for(pack: str = DEFAULT_PACK) -> Path:
    base = Path(os.environ.get("PORTAL_STATE") or ROOT / "var").absolute()
    return base if pack == DEFAULT_PACK else base / "packs" / pack


def make_folder(folder: Path, mode: int = 0o700) -> Path:
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(mode)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        sys.exit(f"Cannot write to {folder}. Set PORTAL_STATE to a folder that you may write to")
    return folder


class Lock:
    """A lock on a file; it falls with the process that held it, even by kill -9."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def take(self) -> bool:
        """Take the lock for this process alone, unless somebody else has it."""
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def share(self) -> None:
        fcntl.flock(self.file, fcntl.LOCK_SH)

    def leave(self) -> None:
        fcntl.flock(self.file, fcntl.LOCK_UN)

    def say(self, words: str) -> None:
        self.path.write_text(words)

    @property
    def words(self) -> str:
        return self.path.read_text()


class State:
    def __init__(self, folder: Path) -> None:
        # Root's database runs as another user, who must be able to walk through.
        self.folder = make_folder(folder, 0o711 if os.geteuid() == 0 else 0o700)
        self.logs = make_folder(folder / "log")
        self.demo_lock = Lock(folder / "demo.lock")
        # The processes of the running demo.
        self.register = folder / "children.json"

    @property
    def secret_key(self) -> str:
        path = self.folder / "secret_key"
        if not path.exists():
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(50))
        return path.read_text()

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def demo_address(self) -> str | None:
        """The address of the demo that runs on this state; None when none does."""
        if self.demo_lock.take():
            self.demo_lock.leave()
            return None
        return self.demo_lock.words or "an address it has yet to print"

    def is_done(self, step: str, stamp: str) -> bool:
        return self._steps().get(step) == stamp

    def done(self, step: str, stamp: str) -> None:
        self._write_steps({**self._steps(), step: stamp})

    def forget(self, *steps: str) -> None:
        self._write_steps({name: s for name, s in self._steps().items() if name not in steps})

    def reset(self) -> None:
        """Clear everything but the locks, which this process holds, and other packs' states."""
        for path in self.folder.iterdir():
            if path.suffix == ".lock" or path.name == "packs":
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        make_folder(self.logs)

    def _steps(self) -> dict[str, str]:
        try:
            steps: dict[str, str] = json.loads((self.folder / "steps.json").read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return steps

    def _write_steps(self, steps: dict[str, str]) -> None:
        part = self.folder / "steps.part"
        part.write_text(json.dumps(steps))
        part.replace(self.folder / "steps.json")


def stamp(paths: Iterable[Path]) -> str:
    """A digest of names, sizes and times of change: another stamp when any file changed."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        facts = path.stat()
        digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
