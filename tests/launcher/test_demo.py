import contextlib
import http.client
import json
import signal
import socket

import pytest

from ccpl_portal.launcher import demo
from ccpl_portal.launcher.engines import command_of


def test_a_port_that_is_in_use_is_named_with_a_way_on():
    with socket.socket() as taken:
        taken.bind((demo.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit, match=f"Port {port} is in use by another program"):
            demo.free_port(port)


def test_a_port_that_was_just_left_is_free():
    with socket.socket() as server, socket.socket() as client:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((demo.HOST, 0))
        server.listen()
        port = server.getsockname()[1]
        client.connect((demo.HOST, port))
        # The side that closes first keeps the address in TIME_WAIT.
        server.accept()[0].close()

    assert demo.free_port(port) == port


def test_port_0_is_any_free_one():
    assert demo.free_port(0) > 1024


@pytest.mark.parametrize("port", ["-1", "70000"])
def test_a_port_that_cannot_be_is_refused(port):
    with pytest.raises(SystemExit, match="in use by another program or not allowed"):
        demo.free_port(int(port))


def test_an_unknown_pack_is_refused_with_those_there_are(capsys):
    with pytest.raises(SystemExit):
        demo.parse(["--pack", "atlantis"])

    assert "coventry-and-warwickshire" in capsys.readouterr().err


def test_a_reset_is_refused_while_another_database_is_named(state, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://there/ccpl")

    with pytest.raises(SystemExit, match="DATABASE_URL names another"):
        demo.reset(state)


def lines_until(process, start):
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip())
        if line.startswith(start):
            return lines
    raise AssertionError("\n".join(lines))


def answer(address, path):
    host = address.removeprefix("http://").rstrip("/")
    with contextlib.closing(http.client.HTTPConnection(host, timeout=20)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


def test_the_demo_from_its_first_start_to_its_last(launch, folder):
    environment = {"PORTAL_STATE": str(folder / "var")}

    first = launch("demo", "--port", "0", **environment)
    address = lines_until(first, "Ready: ")[-1].removeprefix("Ready: ")
    assert lines_until(first, "Ctrl-C")[2] == (
        f"  {'clinician@demo.example':27}signed-in professional with no other role"
    )
    assert answer(address, "/readyz") == 200

    # A second one on the same state goes no further; other commands join.
    second = launch("demo", "--port", "0", **environment)
    assert second.communicate(timeout=20)[0] == f"The demo is already running at {address}\n"
    assert second.returncode == 1
    manage = launch("manage", "diffsettings", **environment)
    assert f"SITE_URL = '{address.rstrip('/')}'" in manage.communicate(timeout=60)[0]

    # Killed, it leaves its processes running; the next start ends them and keeps the database.
    left = [int(number) for number in json.loads((folder / "var/children.json").read_text())]
    assert [bool(command_of(number)) for number in left] == [True, True, True]
    first.kill()
    first.wait()
    port = address.rstrip("/").rpartition(":")[2]
    third = launch("demo", "--port", port, **environment)
    said = lines_until(third, "Ready: ")
    assert said == [f"Ready: {address}"], "nothing had changed, so nothing is prepared again"
    assert [command_of(number) for number in left] == [None, None, None]

    # Ctrl-C stops everything.
    running = [int(number) for number in json.loads((folder / "var/children.json").read_text())]
    third.send_signal(signal.SIGINT)
    assert third.wait(60) == 0
    assert [command_of(number) for number in running] == [None, None, None]
    left_in_state = {path.name for path in (folder / "var").iterdir()}
    assert "children.json" not in left_in_state
    assert {"log", "postgres", "secret_key", "static", "steps.json"} <= left_in_state
