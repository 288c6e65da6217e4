"""A small load for a server on this machine: bounded in count, no library in its way.

Requests go over kept-open sockets as prepared bytes, so that the client costs little beside
the server; the figure to trust is the processor time that the server itself spent.
"""

import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

CONNECTIONS = 4
SERVER_WORKERS = 2


@dataclass(frozen=True)
class Measured:
    """One address under load: requests a second, 95th percentile and processor time in ms."""

    per_second: float
    p95_ms: float
    cpu_ms: float


@contextmanager
def production_server():
    """The web process as production runs it, on a loopback port of its own; yields (port, pid)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "ccpl_portal.wsgi", "--no-control-socket"]
    command += ["--worker-class", "gthread", "--workers", str(SERVER_WORKERS), "--threads", "4"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    environment = {**os.environ, "LOG_LEVEL": "WARNING"}
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)  # noqa: S603
    try:
        wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


def wait_for(port):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            status, _ = Client(port).get("/healthz")
        except OSError:
            status = None
        if status == 200:
            return
        time.sleep(0.1)
    raise TimeoutError("the server did not start within 30 seconds")


class Client:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.buffer = b""

    def get(self, path, headers=None):
        """Ask for `path`; returns (status, headers as bytes)."""
        lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        while b"\r\n\r\n" not in self.buffer:
            self._more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        status = int(head.split(b" ", 2)[1])
        if status != 304:
            while len(self.buffer) < length:
                self._more()
            self.buffer = self.buffer[length:]
        return status, head

    def _more(self):
        received = self.socket.recv(65536)
        if not received:
            raise ConnectionError("the server closed the connection")
        self.buffer += received


def measure(server, path, *, requests, headers=None, expect=200):
    """Ask `requests` times over four connections; returns Measured."""
    port, pid = server
    times = []

    def ask(count):
        client = Client(port)
        for _ in range(count):
            started = time.perf_counter()
            status, _ = client.get(path, headers)
            times.append(time.perf_counter() - started)
            if status != expect:
                raise RuntimeError(f"{path} answered {status}, not {expect}")

    threads = [
        threading.Thread(target=ask, args=(requests // CONNECTIONS,)) for _ in range(CONNECTIONS)
    ]
    cpu, started = cpu_seconds(pid), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    spent = cpu_seconds(pid) - cpu
    return Measured(
        per_second=len(times) / took,
        p95_ms=1000 * statistics.quantiles(times, n=20)[-1],
        cpu_ms=1000 * spent / len(times),
    )


def cpu_seconds(pid):
    """Processor time that a process and its children have used, in seconds (Linux)."""
    return sum(_ticks(each) for each in [pid, *_children(pid)]) / os.sysconf("SC_CLK_TCK")


def _children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as children:
        return [int(child) for child in children.read().split()]


def _ticks(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])
