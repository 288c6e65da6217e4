"""`./portal check`: everything that can be said about the code without running its tests."""

import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .preparing import LOCK
from .state import ROOT

PRODUCTION_LOCK = ROOT / "requirements.lock"

# Rooms that know nothing of Django, and whose types are therefore checked.
TYPED = ["ccpl_portal/launcher", "quality/spc"]

# Settings as production has them. No server is asked.
PRODUCTION = {
    "CCPL_MODE": "production",
    "SECRET_KEY": "checked-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "CACHE_URL": "redis://127.0.0.1:1/1",
    "EMAIL_URL": "smtp://127.0.0.1:1",
}


def run(arguments: list[str]) -> int:
    failed = [name for name, command in commands() if not passes(name, command)]
    for fault in lock_faults():
        print(fault)
        failed.append("lock files")
    print(
        "All checks passed" if not failed else f"To put right: {', '.join(dict.fromkeys(failed))}"
    )
    return 1 if failed else 0


def commands() -> Iterator[tuple[str, list[str]]]:
    typed = [folder for folder in TYPED if (ROOT / folder).exists()]
    templates = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
    yield "format", ["ruff", "format", "--check", "--quiet", "."]
    yield "lint", ["ruff", "check", "--quiet", "."]
    if templates:
        yield "templates", ["djade", "--check", "--target-version", "5.2", *templates]
    yield "types", ["mypy", "--no-error-summary", *typed]
    yield "migrations", [*manage(), "makemigrations", "--check", "--dry-run"]
    yield "deployment", [*manage(), "check", "--deploy", "--fail-level", "WARNING"]


def manage() -> list[str]:
    # Without a database Django warns that it cannot compare its history of migrations.
    return ["python", "-W", "ignore::RuntimeWarning", "manage.py"]


def passes(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    path = f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**kept, **PRODUCTION, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = "does not pass" if done.returncode else "passes"
    print(f"{name} {verdict} ({time.monotonic() - started:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout.rstrip(), flush=True)
    return done.returncode == 0


def lock_faults() -> Iterator[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = project["dependencies"]
    for path in (PRODUCTION_LOCK, LOCK):
        yield from address_faults(path.name, path.read_text())
    locked, everything = pins(PRODUCTION_LOCK.read_text()), pins(LOCK.read_text())
    yield from requirement_faults(PRODUCTION_LOCK.name, asked, locked)
    more = project["optional-dependencies"]["development"]
    yield from requirement_faults(LOCK.name, [*asked, *more], everything)
    for name, version in locked.items():
        if everything.get(name) != version:
            yield f"{LOCK.name} does not hold {name} {version} as {PRODUCTION_LOCK.name} does"


def address_faults(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if re.search(r"https?:|file:|--(extra-)?index-url|--find-links", line):
            yield f"{name}:{number} holds an address: {line.strip()}"


def requirement_faults(name: str, asked: list[str], locked: dict[str, str]) -> Iterator[str]:
    for requirement in map(Requirement, asked):
        version = locked.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            yield f"{name} has {version or 'nothing'} for {requirement} of pyproject.toml"


def pins(lock: str) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", lock, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}
