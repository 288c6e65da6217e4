"""What can be wrong with a pack, in words that name the place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    path: str
    line: int
    column: str
    reason: str

    def __str__(self):
        where = [self.path]
        if self.line:
            where.append(f"line {self.line}")
        if self.column:
            where.append(f"column {self.column}")
        return f"{', '.join(where)}: {self.reason}"


class Wrong(ValueError):
    """A cell or a row that cannot be used; its words say what to do."""

    def __init__(self, reason, column=""):
        super().__init__(reason)
        self.reason = reason
        self.column = column


class NotFound(Wrong):
    """A reference to a row that is not there, or not there yet."""


class Unusable(Exception):
    """Something without which nothing can be loaded."""

    def __init__(self, *faults):
        super().__init__("\n".join(map(str, faults)))
        self.faults = list(faults)
