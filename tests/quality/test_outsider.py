"""Whatever an outsider opens says the same, whichever of the possible numbers are hidden.

Two worlds differ only in numbers that the outsider may not see, with the same sums. Every
address and format must then give the same bytes: what tells the worlds apart is a leak.
"""

import io
import random
import re
from datetime import UTC, datetime

import pypdf
import pytest

from quality.models import RollupRun
from quality.rollup.actions import roll_up
from quality.suppression.rule import Cell, shown, total
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.quality import (
    AreaFactory,
    BodyFactory,
    MeasureFactory,
    MeasureSetFactory,
    ObligationFactory,
    ReturnFactory,
)

from .test_overview import month

CODES = ["east", "west", "south"]
MONTHS = 15
ADDRESSES = [
    "/quality/",
    "/quality/?format=csv",
    "/quality/?place=east",
    "/quality/?place=west&format=json",
    "/quality/?as_at=2024-01-31&format=csv",
    "/quality/?basis=current&place=east&format=csv",
    "/quality/measures/{code}/",
    "/quality/measures/{code}/?format=csv",
    "/quality/measures/{code}/?format=json",
    "/quality/measures/{code}/?as_at=2024-01-31&basis=current",
    "/quality/measures/{code}/chart.svg",
    "/quality/measures/{code}/chart.png",
    "/quality/measures/{code}/chart.svg?basis=current",
    "/quality/measures/{code}/funnel/",
    "/quality/measures/{code}/funnel/?format=csv",
    "/quality/measures/{code}/funnel/?format=png",
    "/quality/places/east/",
    "/quality/places/east/?format=csv",
    "/quality/places/west/?format=json&basis=current",
    "/quality/organisations/{body}/",
    "/quality/organisations/{body}/?format=csv",
    "/quality/report/",
    "/quality/report.pdf",
    "/search/?q={code}",
    "/",
]
# What differs between two openings of the same page.
NOISE = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')


def all_addresses(measure):
    body = measure.obligations.first().body.code
    return [a.replace("{code}", measure.code).replace("{body}", body) for a in ADDRESSES]


def opened(client, measure):
    RollupRun.objects.update(finished_at=datetime(2026, 1, 1, tzinfo=UTC))
    return {address: contents(client.get(address)) for address in all_addresses(measure)}


def contents(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type") == "application/pdf":
        pages = pypdf.PdfReader(io.BytesIO(body)).pages
        body = "\n".join(page.extract_text() for page in pages).encode()
    return response.status_code, NOISE.sub(b"", body)


def a_table(draw, kind):
    """Cells of which at least one is hidden while the system may be seen."""
    while True:
        denominators = [draw.choice([30, 60, 900]) for _ in CODES]
        numerators = [draw.choice([0, 1, 2, 3, 4, 7, 20]) for _ in CODES]
        bare = kind == "count"
        cells = [
            Cell(n, None if bare else d) for n, d in zip(numerators, denominators, strict=True)
        ]
        if shown(cells).system and not shown(cells).parts:
            return cells


def another_like(cells, draw):
    """The same sums made up otherwise, hidden in the same way, with the same denominators."""
    while True:
        numerators = [cell.numerator for cell in cells]
        for _ in range(draw.choice([1, 2, 3])):
            giver, taker = draw.sample(range(len(cells)), 2)
            if numerators[giver]:
                numerators[giver] -= 1
                numerators[taker] += 1
        other = [Cell(n, cell.denominator) for n, cell in zip(numerators, cells, strict=True)]
        if other != cells and shown(other) == shown(cells) and total(other) == total(cells):
            return other


def a_world(home, kind, draw, audience):
    """Fifteen months; in three of them a place is small. Gives the hidden months' cells."""
    measure = MeasureFactory(
        system=home,
        kind=kind,
        name="Never events",
        direction="decrease",
        set=MeasureSetFactory(system=home, audience=audience),
    )
    owed = []
    for code in CODES:
        area = AreaFactory(system=home, code=code, name=code.title())
        owed.append(ObligationFactory(measure=measure, body=BodyFactory(system=home, area=area)))
    hidden = {period: a_table(draw, kind) for period in draw.sample(range(MONTHS), 3)}
    for period in range(MONTHS):
        bare = kind == "count"
        plain = [Cell(draw.randrange(8, 20), None if bare else 60) for _ in CODES]
        send(owed, period, hidden.get(period, plain), 1)
    roll_up(system=home, complete=True)
    return measure, owed, hidden


def send(owed, period, cells, version):
    for duty, cell in zip(owed, cells, strict=True):
        ReturnFactory(
            obligation=None,
            body=duty.body,
            measure=duty.measure,
            period=month(period),
            version=version,
            numerator=cell.numerator,
            denominator=cell.denominator,
        )


OUTSIDERS = [
    pytest.param(lambda: None, "public", "count", id="stranger-count"),
    pytest.param(UnverifiedFactory, "public", "proportion", id="unverified-proportion"),
    pytest.param(UserFactory, "signed_in", "count", id="professional-count"),
    pytest.param(UserFactory, "signed_in", "proportion", id="professional-proportion"),
]


@pytest.mark.parametrize(("who", "audience", "kind"), OUTSIDERS)
def test_no_page_or_file_tells_one_hidden_number_from_another(
    client,
    home,
    django_capture_on_commit_callbacks,
    who,
    audience,
    kind,
):
    draw = random.Random(f"{kind} {audience}")
    measure, owed, hidden = a_world(home, kind, draw, audience)
    outsider, manager = who(), ManagerFactory()
    if outsider:
        client.force_login(outsider)

    before = opened(client, measure)
    with django_capture_on_commit_callbacks(execute=True):
        for period, cells in hidden.items():
            send(owed, period, another_like(cells, draw), 2)
        roll_up(system=home)
    after = opened(client, measure)

    assert {status for status, _ in before.values()} >= {200}
    assert [address for address in before if before[address] != after[address]] == []
    # There was something to hide: those who see everything see the difference.
    client.force_login(manager)
    address = f"/quality/measures/{measure.code}/?format=json"
    told = client.get(address).json()["figures"]
    assert "hidden" not in {one["status"] for one in told}
    assert {one["numerator"] for one in told} & {1, 2, 3, 4}


def test_what_is_shown_does_move_every_format(client, home):
    """The comparison can fail: a number that is no secret changes page, table and picture."""
    draw = random.Random(4)
    measure, owed, hidden = a_world(home, "count", draw, "signed_in")
    client.force_login(UserFactory())
    plain = next(n for n in range(MONTHS) if n not in hidden)

    before = opened(client, measure)
    send(owed, plain, [Cell(25, None)] * 3, 2)
    roll_up(system=home)
    after = opened(client, measure)

    changed = {address for address in before if before[address] != after[address]}
    code = measure.code
    assert changed >= {
        f"/quality/measures/{code}/",
        f"/quality/measures/{code}/?format=csv",
        f"/quality/measures/{code}/?format=json",
        f"/quality/measures/{code}/chart.svg",
        f"/quality/measures/{code}/chart.png",
        "/quality/places/east/?format=csv",
        "/quality/report/",
    }
