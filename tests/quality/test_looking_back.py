"""Another day, other boundaries, other formats: the same figures for the same reader."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from ccpl_portal.typeset import page_count
from quality.models import Return
from quality.rollup.actions import roll_up
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.quality import ObligationFactory, ReturnFactory

from .test_overview import a_series, numbers_seen, small_numbers, words_of


@pytest.fixture
def example(client, db):
    """The worked example, seen by somebody who sees all of it."""
    call_command("load_quality_pack", "tests/quality/data/rollup")
    client.force_login(ManagerFactory())


def value_of(client, query, series, period):
    lines = client.get(f"/quality/measures/M1/?system=SYSX&format=csv{query}").streaming_content
    rows = [line.split(",") for line in b"".join(lines).decode("utf-8-sig").splitlines()[1:]]
    return next(row[4] for row in rows if row[2:4] == [series, period])


def test_an_earlier_day_shows_what_was_known_then(client, example):
    entry = Return.objects.get(body__code="T01", measure__code="M1", period="2023-04-01")
    was = value_of(client, "", "Eastplace", "2023-04-01")
    ReturnFactory(
        body=entry.body,
        measure=entry.measure,
        period=entry.period,
        version=9,
        numerator=entry.numerator - 100,
        denominator=entry.denominator,
        obligation=None,
    )
    roll_up(system=entry.measure.system)

    assert value_of(client, "", "Eastplace", "2023-04-01") == str(int(was) - 100)
    assert value_of(client, "&as_at=2023-10-31", "Eastplace", "2023-04-01") == was
    bodies = value_of(client, "&as_at=2023-10-31", str(entry.body), "2023-04-01")
    assert bodies == str(entry.numerator)


def test_todays_boundaries_move_a_body_and_leave_the_system_alone(client, example):
    areas = {}
    for basis in ("", "&basis=current"):
        lines = client.get(f"/quality/measures/M1/?system=SYSX&format=csv{basis}")
        text = b"".join(lines.streaming_content).decode("utf-8-sig")
        rows = [line.split(",") for line in text.splitlines()[1:]]
        areas[basis] = {(r[2], r[4]) for r in rows if r[3] == "2023-04-01" and "place" in r[2]}
        areas[basis, "system"] = [r[4] for r in rows if r[2] == "Example system"]

    assert areas[""] != areas["&basis=current"]
    assert areas["", "system"] == areas["&basis=current", "system"]


def test_each_page_says_by_which_day_and_boundaries_and_keeps_them_in_its_links(client, example):
    query = "system=SYSX&as_at=2023-10-01&basis=current"

    for address in ("/quality/", "/quality/measures/M1/", "/quality/places/PA/"):
        page = client.get(f"{address}?{query}")
        assert "as they stood at the end of 1 October 2023, and counted by today" in words_of(page)
        assert "?system=SYSX&amp;as_at=2023-10-01&amp;basis=current" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_at=soon", "Enter a real date, for example 31 10 2023"),
        ("as_at=2999-01-01", "Enter a day that has passed, or leave it empty for today"),
    ],
)
def test_a_day_that_is_none_is_refused_in_words(client, example, query, words):
    page = words_of(client.get(f"/quality/?system=SYSX&{query}"))

    assert words in page
    assert "as they stood at the end of" in page  # only the label of the box
    assert "These figures are as they stood" not in page


def test_today_is_no_day_past(client, example):
    today = date.today().isoformat()

    assert "These figures are" not in words_of(client.get(f"/quality/?system=SYSX&as_at={today}"))


def test_nobody_compares_days_who_does_not_see_everything(client, home):
    measure, _ = small_numbers(home)
    client.force_login(UserFactory())
    usual = numbers_seen(client, measure)
    day = timezone.localdate() - timedelta(days=1)

    for query in (f"as_at={day}", "basis=current", f"as_at={day}&basis=current"):
        for address in (f"/quality/measures/{measure.code}/", "/quality/", "/quality/places/east/"):
            response = client.get(f"{address}?{query}&format=csv")
            told = {
                (row[2], row[3][5:7], row[4])
                for row in (
                    line.split(",")
                    for line in b"".join(response.streaming_content).decode().splitlines()[1:]
                )
            }
            assert told <= usual
            assert "Look back to another day" not in words_of(client.get(f"{address}?{query}"))


def test_the_figures_come_as_json_with_the_same_holes(client, home):
    measure, _ = small_numbers(home)
    client.force_login(UserFactory())

    found = json.loads(client.get(f"/quality/measures/{measure.code}/?format=json").content)

    told = {(one["series"], one["period"][5:7], one["numerator"]) for one in found["figures"]}
    assert told == {
        ("Arden", "01", 70),
        ("Arden", "02", 47),
        ("East", "01", 30),
        ("East", "02", None),
        ("West", "01", 40),
        ("West", "02", None),
    }


def test_the_chart_comes_as_a_picture_for_a_slide_with_its_words_inside(client, home):
    measure = a_series(home, [80, 82, 81], name="Falls assessed")

    response = client.get(f"/quality/measures/{measure.code}/chart.png")

    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == f'attachment; filename="{measure.code}.png"'
    assert response.content.startswith(b"\x89PNG")
    assert b"Falls assessed, Arden, January 2022 to March 2022. 81% in March" in response.content


def test_the_whole_is_a_report_on_paper(client, home):
    a_series(home, [80, 82] * 8 + [20], name="Falls <assessed> #1")
    a_series(home, [None], name="Nothing yet")

    page, file = client.get("/quality/report/"), client.get("/quality/report.pdf")

    words = words_of(page)
    assert "Quality and safety report" in words
    assert "Falls &lt;assessed&gt; #1" in words
    assert "20% in May 2023." in words
    assert file["Content-Type"] == "application/pdf"
    assert page_count(file.content) >= 1


def test_a_report_of_nothing_is_not_found(client, home):
    client.force_login(UserFactory())

    assert client.get("/quality/report/").status_code == 404
    assert client.get("/quality/report.pdf").status_code == 404


def test_the_missing_are_named(client, home):
    measure = a_series(home, [80, 82])
    silent = ObligationFactory(measure=measure, body__name="Silent Trust")
    ReturnFactory(obligation=silent, period=date(2022, 1, 1))
    roll_up(system=home, complete=True)

    page = words_of(client.get(f"/quality/measures/{measure.code}/"))

    assert "Missing for February 2022 Silent Trust" in page


def test_pages_of_another_day_cost_a_few_questions(client, example, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get("/quality/measures/M1/?system=SYSX&as_at=2023-10-01&basis=current")
    with django_assert_max_num_queries(20):
        client.get("/quality/?system=SYSX&as_at=2023-10-01")
