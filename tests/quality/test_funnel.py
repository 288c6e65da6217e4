"""The funnel plot: worked by hand, and only for those who may see each organisation."""

import math
from datetime import date

import pytest

from quality.rollup.actions import roll_up
from quality.spc.funnel import funnel
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.quality import (
    BodyFactory,
    MeasureFactory,
    MeasureSetFactory,
    ObligationFactory,
    ReturnFactory,
)

from .test_overview import words_of

APRIL = date(2024, 4, 1)


def returned(home, cells, **audience):
    measure = MeasureFactory(
        system=home,
        name="Assessed",
        denominator_words="Admissions",
        set=MeasureSetFactory(system=home, **audience),
    )
    for n, (numerator, denominator) in enumerate(cells):
        body = BodyFactory(system=home, name=f"Trust {chr(65 + n)}")
        owed = ObligationFactory(measure=measure, body=body)
        ReturnFactory(obligation=owed, period=APRIL, numerator=numerator, denominator=denominator)
    roll_up(system=home, complete=True)
    return f"/quality/measures/{measure.code}/funnel/"


PUBLISHED = {"audience": "public", "is_public_by_nature": True}


def test_few_parts_are_judged_by_chance_alone():
    found = funnel([(80, 100), (40, 100)])

    assert (found.centre, found.between) == (0.6, 0.0)
    assert found.limits(100, 2) == pytest.approx((0.6 - 2 * 0.04899, 0.6 + 2 * 0.04899), abs=1e-5)
    assert found.score((80, 100)) == pytest.approx(0.2 / math.sqrt(0.24 / 100))


def test_many_that_differ_beyond_chance_widen_the_limits():
    parts = [(50 + step, 100) for step in (-20, -16, -12, -8, -4, 0, 0, 4, 8, 12, 16, 20)]

    found = funnel(parts)

    # Scores of -4 to 4 in steps of 0.8; one at either end is pulled in, to 3.2.
    dispersion = 2 * (3.2**2 * 2 + 2.4**2 + 1.6**2 + 0.8**2) / 12
    weight = 100 / 0.25
    assert found.between == pytest.approx((12 * dispersion - 11) / (12 * weight - weight))


def test_many_alike_are_judged_by_chance_alone():
    assert funnel([(50, 100)] * 12).between == 0.0


@pytest.mark.parametrize(("parts", "centre"), [([(0, 10)] * 3, 0.0), ([(5, 5)], 1.0)])
def test_all_or_none_has_no_spread(parts, centre):
    found = funnel(parts)

    assert found.centre == centre
    assert found.limits(10, 3) == (centre, centre)
    assert found.score(parts[0]) == 0.0


def test_nothing_cannot_be_compared():
    with pytest.raises(ValueError, match="nothing to compare"):
        funnel([])


def test_the_page_tells_who_lies_beyond_the_limits(client, home):
    address = returned(home, [(900, 1000), (880, 1000), (300, 500), (0, 0)], **PUBLISHED)

    response = client.get(address)

    page = words_of(response)
    assert (
        "April 2024: 83.2% in 3 organisations together. 3 lie beyond the outer limits: 1 "
        "below and 2 above." in page
    )
    assert "Trust C 60% 300 500 Below the outer limit" in page
    assert "Trust D Nothing to divide by" in page
    svg = response.content.decode()
    assert "Trust C: 60% of 500 (below the outer limit)</title>" in svg
    assert "style=" not in svg


def test_the_comparison_comes_as_numbers_and_as_pictures(client, home):
    address = returned(home, [(900, 1000), (300, 500)], **PUBLISHED)

    lines = b"".join(client.get(f"{address}?format=csv").streaming_content).decode("utf-8-sig")
    svg, png = client.get(f"{address}?format=svg"), client.get(f"{address}?format=png")

    assert [line.split(",")[3:7] for line in lines.splitlines()[1:]] == [
        ["Trust A", "900", "1000", "0.9"],
        ["Trust B", "300", "500", "0.6"],
    ]
    assert svg.content.startswith(b"<svg")
    assert png.content.startswith(b"\x89PNG")
    assert b"Assessed, Arden, April 2024, by organisation. April 2024: 80%" in png.content


def test_the_comparison_is_for_those_who_may_see_each_organisation(client, home):
    address = returned(home, [(900, 1000), (300, 500)], audience="public")
    statuses = [client.get(address).status_code]

    for user in (UserFactory(), ManagerFactory()):
        client.force_login(user)
        statuses.append(client.get(address).status_code)

    assert statuses == [302, 404, 200]


def test_small_numbers_are_left_out_of_a_picture_that_is_passed_on(client, home):
    address = returned(home, [(900, 1000), (3, 500), (4, 4)], audience="public")
    client.force_login(ManagerFactory())

    response = client.get(address)

    assert "Trust B Small number, not drawn" in words_of(response)
    assert response.content.decode().count('class="quality-mark"') == 2  # once wide, once narrow
    lines = b"".join(client.get(f"{address}?format=csv").streaming_content).decode()
    assert "Trust B" not in lines


def test_a_month_that_is_none_shows_the_newest(client, home):
    address = returned(home, [(900, 1000)], **PUBLISHED)

    assert "Organisations in April 2024" in words_of(client.get(f"{address}?period=soon"))
    assert "Organisations in April 2024" in words_of(client.get(f"{address}?period=1999-01-01"))
