"""Imports run downhill: a line may import only from what lies below it."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

HOUSES = ["comms", "quality", "leadership_dev", "governance", "networks", "ccpl_portal"]

ROOMS = [
    "launcher",
    "bench",
    "desk",
    "packs",
    "search",
    "events",
    "publishing",
    "profiles",
    "leaving",
    "letterbox",
    "outbox",
    "jobs",
    "files",
    "people",
    "glossary",
    "strategy",
    "organisations",
    "accounts",
    "audit",
    "web",
    "typeset",
    "ui",
]


def imported_modules(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_in(module, package):
    return module == package or module.startswith(f"{package}.")


def uphill(order, prefix=""):
    for height, name in enumerate(order):
        above = [f"{prefix}{other}" for other in order[:height]]
        for path in sorted((ROOT / prefix.replace(".", "/") / name).rglob("*.py")):
            for module in imported_modules(path):
                if any(is_in(module, package) for package in above):
                    yield f"{path.relative_to(ROOT)} imports {module}"


def test_houses_import_downhill():
    assert list(uphill(HOUSES)) == []


def test_shared_rooms_import_downhill():
    assert list(uphill(ROOMS, prefix="ccpl_portal.")) == []


def test_the_launcher_imports_no_other_room():
    rooms = [f"ccpl_portal.{name}" for name in ROOMS if name != "launcher"]

    climbing = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sorted((ROOT / "ccpl_portal/launcher").rglob("*.py"))
        for module in imported_modules(path)
        if any(is_in(module, package) for package in [*rooms, *HOUSES[:-1]])
    ]

    assert climbing == []


def test_a_climbing_line_is_named(tmp_path, monkeypatch):
    (tmp_path / "upper").mkdir()
    (tmp_path / "lower").mkdir()
    (tmp_path / "lower" / "views.py").write_text("from upper.models import Thing\n")
    monkeypatch.setitem(globals(), "ROOT", tmp_path)

    assert list(uphill(["upper", "lower"])) == ["lower/views.py imports upper.models.Thing"]
