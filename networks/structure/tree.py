"""The reporting lines as a tree, laid out as an indented diagram: one row a group."""

from dataclasses import dataclass, field

from networks.groups.models import Group

ROW, STEP, LINE, TOP = 32, 28, 12, 20
LONGEST = 52


@dataclass
class Node:
    group: Group
    depth: int
    below: list = field(default_factory=list)
    row: int = 0

    @property
    def x(self):
        return self.depth * STEP

    @property
    def y(self):
        return TOP + self.row * ROW

    @property
    def text_x(self):
        return self.x + LINE + 6

    @property
    def text_y(self):
        return self.y + 5

    @property
    def name(self):
        """Short enough for its row; the list beside the diagram has the whole name."""
        name = self.group.name
        return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"

    @property
    def stem(self):
        """From this group down to the last that reports to it, and across to each."""
        if not self.below:
            return ""
        x = self.x + LINE // 2
        across = " ".join(f"M{x} {node.y} H{node.x}" for node in self.below)
        return f"M{x} {self.y + LINE // 2} V{self.below[-1].y} {across}"


def tree_of(groups):
    """The groups at the top, each with those below it.

    A group whose own line the reader may not see stands at the top, and so does one of a ring.
    """
    groups = list(groups)
    known = {group.pk for group in groups}
    children = {}
    for group in groups:
        above = group.reports_to_id if group.reports_to_id in known else None
        children.setdefault(above, []).append(group)
    placed = set()

    def grow(group, depth):
        placed.add(group.pk)
        node = Node(group, depth)
        for child in children.get(group.pk, []):
            if child.pk not in placed:
                node.below.append(grow(child, depth + 1))
        return node

    tops = [grow(group, 0) for group in children.get(None, [])]
    tops += [grow(group, 0) for group in groups if group.pk not in placed]
    return tops


def rows_of(tops):
    """Every node in reading order, numbered by the row it stands in."""
    rows = []

    def walk(nodes):
        for node in nodes:
            node.row = len(rows)
            rows.append(node)
            walk(node.below)

    walk(tops)
    return rows
