"""An empty pack, written from what the loaders know."""

import csv
import io

from .folders import SECTIONS
from .registry import in_order

TOML = """\
name = "{name}"
title = "{title}"
# The ODS code of the integrated care board.
system = "XXX"
portal = "{title} clinical and care professional leadership"
# National content: principles, professions, kinds and standing pages.
builds_on = "england"
licences = []
"""

# The one row that no pack can do without: the root of its places.
SYSTEM = ("facts", "organisations/places.csv")

README = """\
# {title}

`facts/` holds what is true and may be published. `examples/` holds invented content: a portal in
production leaves it out, and a demo marks it as example content. Both hold the same files.

Fill in pack.toml and the files you need, delete the others, then run `./portal manage check_pack`
with the name or the folder of this pack: it names each fault by file, line and column.

A file is UTF-8. A cell with a comma stands in quotation marks. Columns in bold must be filled.

{files}
"""


def write_skeleton(folder):
    title = folder.name.replace("-", " ").capitalize()
    loaders = in_order()
    for section in SECTIONS:
        for loader in loaders:
            file = folder / section / loader.path
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix == ".csv":
                rows = [system_row(folder.name, title)] if (section, loader.path) == SYSTEM else []
                file.write_text(lines(loader, rows), encoding="utf-8")
    (folder / "pack.toml").write_text(TOML.format(name=folder.name, title=title), encoding="utf-8")
    guide = README.format(title=title, files="\n\n".join(map(described, loaders)))
    (folder / "README.md").write_text(guide, encoding="utf-8")


def lines(loader, rows):
    out = io.StringIO()
    table = csv.DictWriter(out, [column.name for column in loader.columns], lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


def system_row(name, title):
    return {"slug": name, "name": title, "level": "system", "code": "XXX"}


def described(loader):
    columns = [
        f"- {f'**{column.name}**' if column.required else column.name}: {column.help}"
        for column in loader.columns
    ]
    return "\n".join([f"## {loader.path}", "", *columns])
