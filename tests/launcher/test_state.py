import os
import subprocess
import sys
import textwrap

import pytest

from ccpl_portal.launcher.state import ROOT, Lock, State, folder_for, stamp


def test_the_secret_key_is_made_once_and_for_its_owner_only(state):
    key = state.secret_key

    assert len(key) >= 50
    assert State(state.folder).secret_key == key
    assert (state.folder / "secret_key").stat().st_mode & 0o777 == 0o600


def test_each_pack_has_a_state_of_its_own(monkeypatch, folder):
    monkeypatch.setenv("PORTAL_STATE", str(folder))

    assert folder_for() == folder
    assert folder_for("gloucestershire") == folder / "packs/gloucestershire"


def test_without_a_word_the_state_is_in_var():
    assert folder_for() == ROOT / "var"


def test_a_lock_is_for_one_until_it_is_left(folder):
    first, second = Lock(folder / "a.lock"), Lock(folder / "a.lock")

    assert first.take()
    assert not second.take()
    first.leave()
    assert second.take()


def test_a_lock_falls_with_the_process_that_held_it(folder):
    program = textwrap.dedent(f"""
        from pathlib import Path
        from ccpl_portal.launcher.state import Lock
        Lock(Path({str(folder)!r}) / "a.lock").take() and print("held", flush=True)
        input()
    """)
    holder = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "held\n"
    lock = Lock(folder / "a.lock")
    assert not lock.take()

    holder.kill()
    holder.communicate()

    assert lock.take()


def test_the_running_demos_address_is_known_to_others(state):
    other = State(state.folder)
    assert other.demo_address() is None

    state.demo_lock.take()
    state.demo_lock.say("http://127.0.0.1:8000/")

    assert other.demo_address() == "http://127.0.0.1:8000/"


def test_a_step_is_done_until_what_it_rests_on_changes(state, folder):
    source = folder / "models.py"
    source.write_text("one")
    state.done("migrate", stamp([source]))
    assert State(state.folder).is_done("migrate", stamp([source]))

    source.write_text("another")

    assert not State(state.folder).is_done("migrate", stamp([source]))


def test_a_forgotten_step_is_done_again(state):
    state.done("migrate", "a")
    state.done("collectstatic", "b")

    state.forget("migrate", "load_pack")

    assert (state.is_done("migrate", "a"), state.is_done("collectstatic", "b")) == (False, True)


def test_a_reset_clears_all_but_locks_and_other_packs(state):
    state.done("migrate", "a")
    key = state.secret_key
    (state.folder / "packs/gloucestershire").mkdir(parents=True)

    state.reset()

    assert sorted(path.name for path in state.folder.iterdir()) == ["demo.lock", "log", "packs"]
    assert state.secret_key != key


def test_a_folder_that_cannot_be_written_to_is_named_with_the_way_out(folder):
    blocked = folder / "file"
    blocked.write_text("")

    with pytest.raises(SystemExit, match=r"Cannot write to .*/file/var. Set PORTAL_STATE"):
        State(blocked / "var")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_only_root_lets_others_walk_through_its_state(state):
    assert state.folder.stat().st_mode & 0o777 == 0o711
    assert state.logs.stat().st_mode & 0o777 == 0o700
