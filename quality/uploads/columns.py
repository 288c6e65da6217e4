"""Which column of a sheet holds what: guessed from its heading, or said once."""

import hashlib
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """Something a sheet can tell; `names` are headings that are understood without asking."""

    name: str
    label: str
    names: tuple[str, ...]
    is_needed: bool = False


COLUMNS = [
    Column(
        "organisation",
        "Organisation",
        ("organisation", "organisationcode", "org", "orgcode", "ods", "odscode", "trust"),
    ),
    Column(
        "measure",
        "Measure",
        ("measure", "measurecode", "indicator", "indicatorcode", "metric"),
        is_needed=True,
    ),
    Column("period", "Month", ("month", "period", "date", "reportingmonth"), is_needed=True),
    Column("numerator", "Numerator", ("numerator", "num", "count", "counted"), is_needed=True),
    Column("denominator", "Denominator", ("denominator", "den", "denom", "outof")),
    Column("quality", "Final or provisional", ("finalorprovisional", "quality", "status")),
    Column("note", "Note", ("note", "notes", "comment", "comments")),
    Column("cannot", "Cannot report because", ("cannotreportbecause", "cannotreport")),
]
BY_NAME = {column.name: column for column in COLUMNS}


def guess(heading):
    """{what: place of its column} for the headings that speak for themselves."""
    told = [re.sub(r"[^a-z]", "", name.lower()) for name in heading]
    found = {}
    for column in COLUMNS:
        places = [place for place, name in enumerate(told) if name in column.names]
        if places:
            found[column.name] = places[0]
    return found


def fingerprint(heading):
    return hashlib.sha256("\n".join(heading).encode()).hexdigest()


def missing(matches, *, one_body):
    """What must be matched before a row can be read."""
    needed = [column for column in COLUMNS if column.is_needed]
    if not one_body:
        needed = [BY_NAME["organisation"], *needed]
    return [column for column in needed if column.name not in matches]
