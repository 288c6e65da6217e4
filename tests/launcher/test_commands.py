"""What ./portal manage and ./portal test pass on, and what they leave behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import django
import pytest

from ccpl_portal.launcher import testing
from ccpl_portal.launcher.state import ROOT


def portal(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "ccpl_portal.launcher", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def test_manage_prints_nothing_but_the_commands_own_output(folder):
    said = portal("manage", "version", PORTAL_STATE=str(folder / "var"))

    assert (said.stdout, said.stderr, said.returncode) == (f"{django.__version__}\n", "", 0)


def test_manage_ends_as_the_command_does_and_stops_what_it_started(folder):
    said = portal("manage", "check", "--tag", "nowhere", PORTAL_STATE=str(folder / "var"))

    assert (said.stdout, said.returncode) == ("", 1)
    assert said.stderr == 'CommandError: There is no system check with the "nowhere" tag.\n'
    assert not (folder / "var/postgres/postmaster.pid").exists()
    assert not (folder / "var/run/valkey.sock").exists()


def test_test_runs_pytest_on_engines_that_are_gone_afterwards(folder):
    suite = folder / "test_surroundings.py"
    suite.write_text(
        "import json, os, pathlib\n"
        "from django.conf import settings\n"
        "def test_surroundings():\n"
        "    seen = {'mode': settings.MODE, 'state': os.environ['PORTAL_STATE']}\n"
        f"    pathlib.Path({str(folder / 'seen.json')!r}).write_text(json.dumps(seen))\n"
        "    assert False\n"
    )

    said = portal("test", str(suite), "-q", "--no-header", "-p", "no:cacheprovider")

    assert said.returncode == 1, "as pytest ends when a test fails"
    assert said.stdout.splitlines()[-1].startswith("1 failed in ")
    seen = json.loads((folder / "seen.json").read_text())
    assert seen["mode"] == "test"
    assert not Path(seen["state"]).exists()


def test_without_arguments_the_suite_runs_on_several_processors(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert testing.whole_suite()[:4] == ["-n", "2", "--dist", "loadfile"]

    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert testing.whole_suite() == []


def test_the_browser_may_be_named(monkeypatch):
    monkeypatch.setenv("PORTAL_CHROMIUM", "/opt/chromium")

    assert testing.find_browser() == "/opt/chromium"


def test_a_browser_is_found_under_any_of_its_names(monkeypatch, folder):
    monkeypatch.setenv("PATH", str(folder))
    assert testing.find_browser() is None

    (folder / "google-chrome").touch(mode=0o755)

    assert testing.find_browser() == str(folder / "google-chrome")


def test_in_ci_a_missing_browser_fails(monkeypatch, folder):
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("CI", "true")

    with pytest.raises(SystemExit, match="No Chromium found"):
        testing.run([])
