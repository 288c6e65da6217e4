"""Who may open what: every named address, walked as every role of docs/permissions.csv.

docs/access.csv says for each address which object, state and verb of the policy it is; an
address that is missing there fails the test, and so does an answer that the policy does not
give. The portal is filled from the demo pack, and the demo people hold the roles.
"""

import csv
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from ccpl_portal.accounts.models import User
from ccpl_portal.packs.actions import load_pack
from quality.bodies.models import System
from quality.rollup.actions import roll_up
from tests.access_examples import Example, examples

DOCS = Path(__file__).resolve().parent.parent / "docs"

# Column of the policy -> demo people who hold it. Out of its scope a role has the column of a
# professional, and an account that nobody has verified has the column of a stranger.
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

# Quality leads of any organisation have a list of what they owe.
SENDS_RETURNS = {"quality", "quality2"}

# Addresses that libraries bring: tried in their own rooms' tests.
ELSEWHERE = ("admin:", "account_", "mfa_", "socialaccount_", "openid_connect_", "usersessions_")
# A file has no policy of its own: it asks its owner's rule (tests/portal/test_files.py).
ASKS_ITS_OWNER = {"files:file", "files:picture", "files:version"}

# Opened by the signed link of a letter, and refused to anybody else who has signed in
# (test_invitations.py, test_roles.py, test_talent_pool.py, test_follow.py).
BY_SIGNED_LINK = {"invitations:answer", "roles:stop_alerts", "pool:leave", "follow:stop"}
# Counts the opening and leads on to what was shared (tests/networks/test_resources.py).
LEADS_ON = {"resources:get"}


def policy():
    with (DOCS / "permissions.csv").open() as file:
        return {(row["object"], row["state"]): row for row in csv.DictReader(file)}


def access():
    with (DOCS / "access.csv").open() as file:
        return list(csv.DictReader(file))


def named_addresses(patterns, prefix=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from named_addresses(pattern.url_patterns, space)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"


def test_every_named_address_has_its_place_in_the_policy():
    named = set(named_addresses(get_resolver("ccpl_portal.urls").url_patterns))
    ours = {name for name in named if not name.startswith(ELSEWHERE)}

    placed = {row["address"] for row in access()} | ASKS_ITS_OWNER | BY_SIGNED_LINK | LEADS_ON
    assert ours - placed == set()


def test_the_table_of_addresses_names_only_what_the_policy_has():
    rows = policy()

    assert [row for row in access() if (row["object"], row["state"]) not in rows] == []


@pytest.mark.django_db
def test_every_role_gets_what_the_policy_gives_and_nothing_else():
    load_pack("coventry-and-warwickshire")
    roll_up(system=System.objects.get(), complete=True)
    rows, found = policy(), examples()

    wrong = []
    for column, people in HOLDERS.items():
        for name in people:
            client = signed_in(name)
            for row in access():
                example = found.get((row["address"], row["object"], row["state"]), Example())
                verbs = verbs_of(rows[row["object"], row["state"]], column, row, name)
                answer = answered(client, row, example)
                if answer not in expected(verbs, row["address"], row["verb"], name):
                    wrong.append((name or "nobody", *row.values(), answer))

    assert wrong == []


def signed_in(name):
    client = Client()
    if name:
        client.force_login(User.objects.get(email=f"{name}@demo.example"))
    return client


def verbs_of(policy_row, column, row, name):
    """The verbs of a role. Some addresses show each reader their own record or list."""
    if row["holder"] == "owner":
        return policy_row["owner"] if name else policy_row["anon"]
    if row["holder"] == "oqs" and name in SENDS_RETURNS:
        return policy_row["oqs"]
    return policy_row[column]


def answered(client, row, example):
    """The status; where the example names words to look for, whether the page shows them."""
    response = client.get(reverse(row["address"], args=example.args) + example.query)
    if example.words and response.status_code == 200:
        return "listed" if example.words in response.content.decode() else "not listed"
    if response.streaming:
        b"".join(response.streaming_content)  # so that its file is closed
    return response.status_code


def expected(verbs, address, verb, name):
    if verb in verbs:
        return {"listed", 200}
    if verb == "L" or address == "news:feed":
        return {"not listed"}
    if name is None:
        return {302, 404}
    return {403} if "R" in verbs else {404, 302}
