"""An empty pack, written from what the loaders know."""

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
                heading = ",".join(column.name for column in loader.columns)
                file.write_text(f"{heading}\n", encoding="utf-8")
    (folder / "pack.toml").write_text(TOML.format(name=folder.name, title=title), encoding="utf-8")
    guide = README.format(title=title, files="\n\n".join(map(described, loaders)))
    (folder / "README.md").write_text(guide, encoding="utf-8")


def described(loader):
    columns = [
        f"- {f'**{column.name}**' if column.required else column.name}: {column.help}"
        for column in loader.columns
    ]
    return "\n".join([f"## {loader.path}", "", *columns])
