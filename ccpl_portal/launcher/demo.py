"""`./portal demo`: the whole portal on this machine, with example people to sign in as."""

import argparse
import contextlib
import http.client
import socket
import sys
import time
import tomllib

from .engines import Engines
from .environment import environment
from .preparing import begun, collecting, loading, migrating, prepare
from .processes import services
from .state import DEFAULT_PACK, ROOT, State, folder_for
from .supervisor import Supervisor, end_leftovers, stoppable

HOST = "127.0.0.1"
LIBRARY = ROOT / "ccpl_portal/packs/library"
SECONDS_UNTIL_READY = 90

PASSWORD = "demo-only-password"  # noqa: S105 (refused outside the demo)
SIGN_INS = {
    "clinician": "signed-in professional with no other role",
    "lead": "leads one clinical network",
    "member": "member of the Clinical and Care Forum",
    "secretary": "secretary of the Clinical and Care Forum",
    "secretary2": "secretary of the Clinical Executive Group",
    "unverified": "has an account that nobody has verified yet",
    "ceg_chair": "chairs the Clinical Executive Group",
    "chair": "chairs the Clinical and Care Forum",
    "panel1": "chairs the panel of the demo vacancy",
    "panel2": "member of the panel",
    "panel3": "member of the panel",
    "coordinator": "recruitment coordinator",
    "applicant": "has a draft application",
    "quality": "submits returns for RKB",
    "quality2": "submits returns for RJC",
    "sqg": "member of the System Quality Group",
    "manager": "programme manager (Django admin, no superuser)",
    "admin": "superuser",
}


def run(arguments: list[str]) -> int:
    wanted = parse(arguments)
    state = State(folder_for(wanted.pack))
    if not state.demo_lock.take():
        sys.exit(f"The demo is already running at {state.demo_lock.words}")
    end_leftovers(state.register)
    port = free_port(wanted.port)
    address = f"http://{HOST}:{port}/"
    state.demo_lock.say(address)
    if wanted.reset:
        reset(state)

    with contextlib.suppress(KeyboardInterrupt), stoppable():
        return serve(wanted, port, address, state)
    print("Stopped", file=sys.stderr)
    return 0


def serve(wanted: argparse.Namespace, port: int, address: str, state: State) -> int:
    with Engines(state.folder, state.logs) as engines:
        seen = environment("demo", state, engines, address.rstrip("/"))
        prepare(migrating(), seen, state)
        with begun(collecting(), seen, state):
            prepare(loading(wanted.pack), seen, state)
        with Supervisor(services(f"{HOST}:{port}"), seen, state) as supervisor:
            wait_until_ready(port, supervisor, state)
            print(f"Ready: {address}", flush=True)
            print_sign_ins()
            if wanted.once:
                return check(port, supervisor)
            while True:
                time.sleep(1)
                engines.revive()
                supervisor.look_after()


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("./portal demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="0 takes any that is free")
    parser.add_argument("--once", action="store_true", help="start, check, stop")
    parser.add_argument("--reset", action="store_true", help="begin with a new database")
    parser.add_argument("--pack", default=DEFAULT_PACK, choices=packs(), metavar="NAME")
    return parser.parse_args(arguments)


def packs() -> list[str]:
    """The packs that describe a system; others are what those build on."""
    found = sorted(LIBRARY.glob("*/pack.toml"))
    return [path.parent.name for path in found if "system" in tomllib.loads(path.read_text())]


def free_port(port: int) -> int:
    with socket.socket() as probe:
        # Without this a port that a stopped demo has just left would count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except (OSError, OverflowError):
            sys.exit(
                f"Port {port} is in use by another program or not allowed. "
                f"Choose another: ./portal demo --port {8001 if port == 8000 else 8000}"
            )
        return int(probe.getsockname()[1])


def reset(state: State) -> None:
    engines = Engines(state.folder, state.logs)
    if engines.postgres not in engines.engines:
        sys.exit("--reset makes a new embedded database, but DATABASE_URL names another. Unset it")
    if not engines.lock.take():
        sys.exit("Another ./portal command is using the database. Reset it when that has ended")
    for engine in reversed(engines.engines):
        if engine.is_running():
            engine.stop()
    engines.postgres.remove()
    engines.lock.leave()
    state.reset()


def wait_until_ready(port: int, supervisor: Supervisor, state: State) -> None:
    deadline = time.monotonic() + SECONDS_UNTIL_READY
    while get(port, "/readyz") != 200:
        if supervisor.ended or time.monotonic() > deadline:
            names = [process.name for process in supervisor.ended] or ["web"]
            last = state.log(names[0]).read_text(errors="replace").splitlines()[-12:]
            sys.exit("\n".join([*last, f"{names[0]} did not start: see {state.log(names[0])}"]))
        time.sleep(0.05)


def check(port: int, supervisor: Supervisor) -> int:
    status = get(port, "/")
    faults = [f"{process.name} has ended" for process in supervisor.ended]
    if status != 200:
        faults.append(f"the home page answers {status}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def get(port: int, path: str) -> int | None:
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def print_sign_ins() -> None:
    print(f"\nSign in with the password {PASSWORD} as:")
    for name, role in SIGN_INS.items():
        print(f"  {name + '@demo.example':27}{role}")
    print("\nCtrl-C stops everything.", flush=True)
