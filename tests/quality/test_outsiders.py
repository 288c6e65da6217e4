"""An outsider cannot get a suppressed number out of any format."""

import io
import re

import pypdf
import pytest

from quality.rollup.actions import roll_up
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.quality import (
    AreaFactory,
    BodyFactory,
    MeasureFactory,
    ObligationFactory,
    ReturnFactory,
    SystemFactory,
)
from tests.quality.test_overview import month

# What nobody outside may learn: the small figure, its neighbour, by which it could be found by
# subtraction, their denominators and values. Each is written nowhere else on a page.
HIDDEN = ["4217", "4,217", "1013", "1,013", "0.0711", "0.1%", "87.66", "87.7%", "888"]
PAGES = [
    "/quality/",
    "/quality/?format=csv",
    "/quality/?format=json",
    "/quality/?place=east",
    "/quality/?place=east&format=csv",
    "/quality/?place=west&format=json",
    "/quality/?as_at=2030-01-01&basis=current",
    "/quality/measures/FALLS/",
    "/quality/measures/FALLS/?format=csv",
    "/quality/measures/FALLS/?format=json",
    "/quality/measures/FALLS/?basis=current&format=csv",
    "/quality/measures/FALLS/chart.svg",
    "/quality/measures/FALLS/chart.png",
    "/quality/measures/FALLS/funnel/",
    "/quality/measures/FALLS/funnel/?format=csv",
    "/quality/measures/FALLS/funnel/?format=svg",
    "/quality/measures/FALLS/funnel/?format=png",
    "/quality/report/",
    "/quality/report/?place=east",
    "/quality/report.pdf",
    "/quality/report.pdf?place=east",
    "/quality/places/east/",
    "/quality/places/east/?format=csv",
    "/quality/places/west/?format=json",
    "/quality/organisations/T1/",
    "/quality/organisations/T1/?format=csv",
    "/quality/organisations/T2/?format=json",
    "/quality/signals/",
    "/quality/signals/?format=csv",
    "/quality/returns/",
    "/quality/returns/T1/FALLS/2023-1/versions/",
    "/search/?q=falls",
    "/",
]


@pytest.fixture
def small_number(db):
    """A public measure of two places; in its last month the east has 3 of 4,217."""
    home = SystemFactory(code="QWU", name="Arden", place=RootFactory())
    measure = MeasureFactory(system=home, code="FALLS", name="Falls", set__audience="public")
    for code, name, last in [("east", "T1", (3, 4217)), ("west", "T2", (888, 1013))]:
        area = AreaFactory(system=home, code=code, name=code.title())
        body = BodyFactory(system=home, area=area, code=name, name=f"Trust {name}")
        owed = ObligationFactory(measure=measure, body=body)
        for n in range(12):
            ReturnFactory(obligation=owed, period=month(n), numerator=90 + n, denominator=1000)
        ReturnFactory(obligation=owed, period=month(12), numerator=last[0], denominator=last[1])
    roll_up(system=home)


def words_in(response):
    """Every word of an answer: its text, what a PDF prints, what a picture says of itself."""
    content = b"".join(response) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if "pdf" in kind:
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return " ".join(page.extract_text() for page in pages)
    return content.decode("utf-8" if "png" not in kind else "latin-1")


def found_in(response):
    # The coordinates of a drawing and the numbers in addresses are no figures.
    words = re.sub(
        r'(?:href|src|nonce|transform|d|x|y|id|aria-labelledby)="[^"]*"', "", words_in(response)
    )
    return {number for number in HIDDEN if re.search(rf"(?<![\d.]){re.escape(number)}", words)}


@pytest.mark.parametrize("who", ["a stranger", "an unverified account", "a professional"])
def test_a_hidden_number_is_in_no_format(client, small_number, who):
    if who != "a stranger":
        client.force_login(UserFactory() if who == "a professional" else UnverifiedFactory())

    given_away = {page: found for page in PAGES if (found := found_in(client.get(page)))}

    assert given_away == {}


def test_there_is_something_to_hide_in_each_of_these_formats(client, small_number):
    client.force_login(ManagerFactory())

    for page in [
        "/quality/?place=east&format=csv",
        "/quality/measures/FALLS/?format=csv",
        "/quality/organisations/T1/?format=csv",
    ]:
        assert found_in(client.get(page)), page


def test_the_picture_of_a_place_that_is_hidden_has_no_point_there(client, small_number):
    client.force_login(UserFactory())
    page = client.get("/quality/places/east/").content.decode()

    marks = re.findall(r'class="quality-mark"[^>]*><title>([^<]*)', page)
    assert [words.partition(":")[0] for words in marks] == [f"{month(n):%B %Y}" for n in range(12)]
