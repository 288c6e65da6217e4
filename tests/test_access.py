"""Who may open what: every named address, walked as every role of docs/permissions.csv.

docs/access.csv says for each address which object, state and verb of the policy it is. An
address that is missing there fails the test; so does an answer that the policy does not give.
The portal is filled from the demo pack, and the demo people hold the roles.
"""

import csv
from pathlib import Path

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from ccpl_portal.accounts.models import User
from ccpl_portal.packs.actions import load_pack
from governance.meetings.models import Meeting
from tests.access_examples import EXAMPLES

DOCS = Path(__file__).resolve().parent.parent / "docs"

# Column of the policy -> demo people who hold it (in the scope of the examples).
HOLDERS = {
    "anon": [None, "unverified"],
    "pro": ["clinician", "secretary2", "quality2"],
    "nlead": ["lead"],
    "fmember": ["member"],
    "fsec": ["secretary"],
    "chair": ["chair"],
    "coord": ["coordinator"],
    "sqg": ["sqg"],
    "panel": ["panel1"],
    "oqs": ["quality"],
    "pm": ["manager"],
    "su": ["admin"],
}

# Furniture of libraries, walked by the tests of its own room.
LIBRARIES = ("admin:", "account_", "mfa_", "socialaccount_", "openid_connect_", "djdt")


def policy():
    with (DOCS / "permissions.csv").open() as file:
        return {(row["object"], row["state"]): row for row in csv.DictReader(file)}


def access():
    with (DOCS / "access.csv").open() as file:
        return list(csv.DictReader(file))


def cell(row, column):
    """The verbs of a column; a point means that the owner has what a professional has."""
    return set(row["pro"] if row[column] == "." else row[column]) - {"-"}


def named_addresses(patterns, prefix=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from named_addresses(pattern.url_patterns, space)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"


def ours():
    return {
        name
        for name in named_addresses(get_resolver("ccpl_portal.urls").url_patterns)
        if not name.startswith(LIBRARIES)
    }
