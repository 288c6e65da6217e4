"""A pack on disk: pack.toml beside `facts/` and `examples/`."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from .faults import Fault, Unusable
from .reading import Sheet, read_csv, read_markdown, words_of
from .registry import in_order, known_paths

LIBRARY = Path(__file__).parent / "library"
SECTIONS = ["facts", "examples"]
REQUIRED = {"name", "title"}
OPTIONAL = {"system", "portal", "builds_on", "licences"}


@dataclass
class Folder:
    path: Path
    name: str
    title: str
    system: str = ""
    portal: str = ""
    builds_on: str = ""
    licences: list[str] = field(default_factory=list)

    def label(self, path):
        return f"{self.name}/{path.relative_to(self.path).as_posix()}"

    def files(self, section, pattern):
        return sorted((self.path / section).glob(pattern))

    def strangers(self):
        """Files that no loader knows: a slip in a name must not leave a file out in silence."""
        for section in SECTIONS:
            known = {file for pattern in known_paths() for file in self.files(section, pattern)}
            for file in sorted((self.path / section).rglob("*")):
                if file.is_file() and file not in known:
                    reason = "The portal has no place for a file of this name. It knows: "
                    yield Fault(self.label(file), 0, "", reason + ", ".join(sorted(known_paths())))


def open_folder(name_or_path):
    """The pack of this name in the library, or the one in this folder."""
    found = LIBRARY / name_or_path
    folder = found if "/" not in str(name_or_path) and found.is_dir() else Path(name_or_path)
    toml = folder / "pack.toml"
    label = f"{folder.name}/pack.toml"
    if not toml.is_file():
        names = ", ".join(sorted(path.parent.name for path in LIBRARY.glob("*/pack.toml")))
        reason = f"There is no such file, and no pack “{name_or_path}” in the library ({names})"
        raise Unusable(Fault(str(toml), 0, "", reason))
    try:
        said = tomllib.loads(words_of(toml, label))
    except tomllib.TOMLDecodeError as wrong:
        raise Unusable(Fault(label, 0, "", f"This is not TOML: {wrong}")) from None
    ground = said.keys().isdisjoint({"system", "portal", "builds_on"})
    required = REQUIRED if ground else REQUIRED | {"system", "portal"}
    faults = [Fault(label, 0, key, "This must be given") for key in required - set(said)]
    faults += [
        Fault(label, 0, key, "The portal does not know this name")
        for key in set(said) - REQUIRED - OPTIONAL
    ]
    for key, value in said.items():
        wanted = list if key == "licences" else str
        if key in REQUIRED | OPTIONAL and not isinstance(value, wanted):
            faults.append(Fault(label, 0, key, f"Write this as {wanted.__name__}"))
    if faults:
        raise Unusable(*sorted(faults, key=str))
    return Folder(path=folder, **said)


def with_foundations(folder):
    """The pack after those that it builds on, the lowest first."""
    chain = [folder]
    while chain[0].builds_on:
        below = open_folder(chain[0].builds_on)
        if below.name in [pack.name for pack in chain]:
            reason = f"Packs build on each other in a ring: {below.name}"
            raise Unusable(Fault(f"{folder.name}/pack.toml", 0, "builds_on", reason))
        chain.insert(0, below)
    return chain


def read_sheets(chain, sections):
    """Every row of the packs by section and loader; a pack's own row replaces one below it."""
    unusable = [fault for folder in chain for fault in folder.strangers()]
    sheets = []
    facts = {}
    for section in sections:
        for loader in in_order():
            sheet = Sheet()
            rows = {}
            for folder in chain:
                own = {}
                for file in folder.files(section, loader.path):
                    read = read_csv if file.suffix == ".csv" else read_markdown
                    try:
                        found = read(file, folder.label(file), loader.columns)
                    except Unusable as wrong:
                        unusable += wrong.faults
                        continue
                    sheet.faults += found.faults
                    for row in found.rows:
                        key = loader.key_of(row)
                        if key in own:
                            reason = f"This row repeats line {own[key].line} of {own[key].path}"
                        elif section == "examples" and key in facts.get(loader.path, {}):
                            reason = "This row is a fact of the pack. An example may not change it"
                        else:
                            own[key] = row
                            continue
                        sheet.faults.append(Fault(row.path, row.line, loader.key[0], reason))
                rows |= own
            if section == "facts":
                facts[loader.path] = rows
            sheet.rows = list(rows.values())
            if sheet.rows or sheet.faults:
                sheets.append((section, loader, sheet))
    if unusable:
        raise Unusable(*unusable)
    return sheets
