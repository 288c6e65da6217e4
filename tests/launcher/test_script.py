"""The script `portal`: the one thing that runs before anything is installed."""

import os
import shutil
import subprocess
import sys

import pytest

from ccpl_portal.launcher.state import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A project whose launcher only says how it was called, and whose lock asks for nothing."""
    project = tmp_path_factory.mktemp("script") / "project"
    launcher = project / "ccpl_portal/launcher"
    launcher.mkdir(parents=True)
    (launcher.parent / "__init__.py").touch()
    (launcher / "__init__.py").touch()
    (launcher / "__main__.py").write_text(
        "import os, sys\nprint(os.getcwd(), sys.argv[1:])\nsys.exit(3)\n"
    )
    (launcher / "development.lock").touch()
    shutil.copy(ROOT / "portal", project / "portal")
    return project, run(project, "manage", "a b")


@pytest.fixture
def project(installed, tmp_path):
    return shutil.copytree(installed[0], tmp_path / "project", symlinks=True)


def run(project, *arguments, **environment):
    return subprocess.run(
        [project / "portal", *arguments],
        cwd=project.parent,
        env={"PATH": os.environ["PATH"], "PYTHON": sys.executable, **environment},
        capture_output=True,
        text=True,
    )


def test_it_installs_once_and_hands_over_in_the_callers_folder(installed):
    project, first = installed

    second = run(project, "manage", "a b")

    assert first.stdout == f"{project.parent} ['manage', 'a b']\n"
    assert first.stderr.splitlines() == [
        f"Making {project}/.venv",
        "Installing the packages of ccpl_portal/launcher/development.lock",
    ]
    assert (second.stdout, second.stderr) == (first.stdout, "")
    assert (first.returncode, second.returncode) == (3, 3)


def test_it_installs_again_when_the_lock_changes(project):
    (project / "ccpl_portal/launcher/development.lock").write_text("# another\n")

    again = run(project)

    assert again.stderr.splitlines() == [
        "Installing the packages of ccpl_portal/launcher/development.lock"
    ]


def test_it_makes_a_broken_environment_anew(project):
    venv = project / "elsewhere"
    (project / ".venv").rename(venv)
    (venv / "bin/python").unlink()

    again = run(project, PORTAL_VENV=str(venv))

    assert again.stderr.splitlines()[0] == f"Making {venv}"
    assert (again.returncode, (project / ".venv").exists()) == (3, False)


def test_without_a_fitting_python_it_says_what_to_install(project):
    shutil.rmtree(project / ".venv")

    refused = run(project, PYTHON="false")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "The portal needs Python 3.11, 3.12 or 3.13 with venv. "
        "On Debian or Ubuntu: apt install python3 python3-venv\n"
    )


def test_without_a_command_it_lists_them():
    said = subprocess.run(
        [sys.executable, "-m", "ccpl_portal.launcher"], cwd=ROOT, capture_output=True, text=True
    )

    assert [line.split()[1] for line in said.stdout.splitlines()] == [
        *["demo", "test", "check", "manage"]
    ]


def test_an_unknown_command_is_refused_with_the_list():
    said = subprocess.run(
        [sys.executable, "-m", "ccpl_portal.launcher", "deploy"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert said.returncode == 2
    assert said.stderr.splitlines()[0] == "There is no ./portal deploy."


def test_the_launcher_starts_without_django_or_celery():
    program = (
        "import sys, ccpl_portal.launcher.__main__\n"
        "print([name for name in ('django', 'celery', 'redis') if name in sys.modules])"
    )

    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)

    assert said.stdout == "[]\n"
