import json
import os
import signal
import subprocess
import time

import pytest

from ccpl_portal.launcher.engines import command_of
from ccpl_portal.launcher.processes import Process
from ccpl_portal.launcher.supervisor import Supervisor, end_leftovers, stoppable


def says(name, words, *, on_term="exit 0", seconds_to_stop=5):
    """A process that appends its words when it starts and its name when it is told to stop."""
    script = f"trap 'echo {name} >> order; {on_term}' TERM; {words}; while :; do sleep 0.02; done"
    return Process(name, f'sh -c "{script}"', seconds_to_stop)


@pytest.fixture
def supervise(state, monkeypatch):
    monkeypatch.setattr("ccpl_portal.launcher.supervisor.ROOT", state.folder)
    return lambda *processes: Supervisor(list(processes), dict(os.environ), state)


def wait_for(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_processes_are_stopped_in_reverse(supervise, state):
    with supervise(says("web", ":"), says("worker", ":")) as supervisor:
        numbers = [child.running.pid for child in supervisor.children]
        time.sleep(0.2)

    assert (state.folder / "order").read_text().split() == ["worker", "web"]
    assert [command_of(number) for number in numbers] == [None, None]
    assert not state.register.exists()


def test_what_ends_is_started_again_after_a_pause_that_doubles(supervise, state, capsys):
    with supervise(Process("web", "sh -c 'echo started; exit 3'")) as supervisor:
        child = supervisor.children[0]
        for pause in (1, 2):
            child.running.wait()
            supervisor.look_after()
            assert round(child.due - time.monotonic()) == pause
            child.due = time.monotonic()
            supervisor.look_after()
        child.running.wait()

    assert state.log("web").read_text() == "started\n" * 3
    words = capsys.readouterr().err.splitlines()
    assert words == [
        f"web ended (3) and starts again in {pause} s; see {state.log('web')}" for pause in (1, 2)
    ]


def test_after_a_steady_minute_the_pause_is_short_again(supervise):
    with supervise(Process("web", "true")) as supervisor:
        child = supervisor.children[0]
        child.pause, child.started = 16, child.started - 61
        child.running.wait()

        supervisor.look_after()

        assert child.pause == 2


def test_a_process_that_does_not_listen_is_ended(supervise):
    with supervise(says("web", ":", on_term=":", seconds_to_stop=0.3)) as supervisor:
        number = supervisor.children[0].running.pid
        time.sleep(0.2)

    assert command_of(number) is None


def test_the_children_of_a_process_end_with_it(supervise, state):
    with supervise(says("web", "sleep 100 & echo $! > child")) as supervisor:
        wait_for(lambda: (state.folder / "child").exists())
        wait_for(lambda: (state.folder / "child").read_text())
        child = int((state.folder / "child").read_text())
        wait_for(lambda: command_of(child) == "sleep 100")
        assert supervisor.ended == []

    wait_for(lambda: command_of(child) is None)


def test_what_a_killed_supervisor_left_is_ended(tmp_path):
    left = subprocess.Popen(["sleep", "100"], start_new_session=True)
    (tmp_path / "children.json").write_text(json.dumps({str(left.pid): "sleep 100"}))

    end_leftovers(tmp_path / "children.json")

    assert left.wait(30) == -signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


def test_a_stranger_who_bears_a_number_now_is_left_alone(tmp_path):
    stranger = subprocess.Popen(["sleep", "100"], start_new_session=True)
    (tmp_path / "children.json").write_text(json.dumps({str(stranger.pid): "gunicorn"}))

    end_leftovers(tmp_path / "children.json")

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_block_and_a_second_one_does_not_disturb_the_stopping(number):
    before = signal.getsignal(number)
    stopped = []

    def block():
        with stoppable():
            try:
                os.kill(os.getpid(), number)
            finally:
                os.kill(os.getpid(), number)
                stopped.append(number)

    try:
        with pytest.raises(KeyboardInterrupt):
            block()
    finally:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(number, before)

    assert stopped == [number]
