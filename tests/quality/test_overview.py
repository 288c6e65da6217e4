import io
import re
from datetime import date

import pypdf
import pytest
from django.core.management import call_command
from django.urls import reverse

from quality.models import Happening, MeasureSet, Phase
from quality.overview.reading import measures_for, read
from quality.overview.viewer import Viewer
from quality.rollup.actions import roll_up
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.networks import GroupFactory, MembershipFactory
from tests.factories.quality import (
    AreaFactory,
    BodyFactory,
    MeasureFactory,
    MeasureSetFactory,
    ObligationFactory,
    ReturnFactory,
    ReturnsContactFactory,
    SystemFactory,
    TargetFactory,
)

APRIL = date(2024, 4, 1)
PUBLIC = {"audience": "public", "is_public_by_nature": True}


def month(n):
    return date(2022 + n // 12, n % 12 + 1, 1)


def a_series(system, values, *, area=None, audience=PUBLIC, **measure):
    """A measure whose one body returned these numerators out of 100, month by month."""
    measure = MeasureFactory(
        system=system, set=MeasureSetFactory(system=system, **audience), **measure
    )
    body = BodyFactory(system=system, area=area)
    owed = ObligationFactory(measure=measure, body=body)
    for n, value in enumerate(values):
        if value is not None:
            ReturnFactory(obligation=owed, period=month(n), numerator=value)
    roll_up(system=system, complete=True)
    return measure


def sqg():
    group = GroupFactory(oversees_quality=True)
    return MembershipFactory(group=group).person.user


def words_of(response):
    """The page's words without its pictures."""
    page = re.sub(r"<svg.*?</svg>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_page_before_any_figures_says_how_they_get_here(client, db):
    response = client.get("/quality/")

    assert response.status_code == 200
    assert "There are no figures yet" in words_of(response)


def test_the_system_view_tells_what_changed_and_when_it_was_worked_out(client, home):
    steady = [80, 82] * 8
    a_series(home, [*steady, 20], name="Falls assessed")
    measure = a_series(home, steady, name="Clots assessed")
    TargetFactory(measure=measure, value="0.95")

    page = words_of(client.get("/quality/"))

    assert "Quality and safety in Arden" in page
    assert (
        "2 measures: 1 has got worse beyond chance, 1 will miss the target unless something "
        "changes." in page
    )
    assert "The two matters to talk about" in page
    assert page.index("Falls assessed") < page.index("Clots assessed")
    assert "Falls assessed , May 2023: Ordinary variation before, concern: low now." in page
    assert re.search(r"Calculated \d+ \w+ \d{4} at ", page)
    assert "Historical" in page


def test_a_stale_mark_stands_while_a_newer_return_exists(client, home):
    measure = a_series(home, [80, 82])
    entry = measure.returns.first()
    # Pages for strangers are kept until the change is committed.
    client.force_login(UserFactory())
    assert "brought up to date" not in words_of(client.get("/quality/"))

    ReturnFactory(body=entry.body, measure=measure, period=entry.period, version=2, obligation=None)
    assert "Figures are being brought up to date" in words_of(client.get("/quality/"))

    roll_up(system=home)
    assert "brought up to date" not in words_of(client.get("/quality/"))


def test_a_measure_that_ended_long_ago_stays_beside_the_others(client, home):
    ended = a_series(home, [80, 82], name="Ended long ago")
    ended.obligations.update(until_on=month(2))
    going_on = MeasureFactory(
        system=home, set=MeasureSetFactory(system=home, **PUBLIC), name="Going on"
    )
    ReturnFactory(obligation=ObligationFactory(measure=going_on), period=month(55))
    roll_up(system=home, complete=True)

    page = words_of(client.get("/quality/"))

    assert "2 of 2 measures" in page
    assert "82% February 2022 Historical" in page


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("", ["Falling", "Steady", "Empty", "Rising"]),
        ("name", ["Empty", "Falling", "Rising", "Steady"]),
        ("-name", ["Steady", "Rising", "Falling", "Empty"]),
        ("date", ["Falling", "Rising", "Steady", "Empty"]),
        ("-date", ["Steady", "Falling", "Rising", "Empty"]),
        ("variation", ["Falling", "Steady", "Rising", "Empty"]),
        ("-variation", ["Rising", "Steady", "Falling", "Empty"]),
        ("assurance", ["Steady", "Empty", "Falling", "Rising"]),
        ("returns", ["Rising", "Falling", "Steady", "Empty"]),
    ],
)
def test_the_heads_of_the_columns_order_the_table(client, home, sort, names):
    a_series(home, [*[80, 82] * 8, 20], name="Falling")
    rising = a_series(home, [*[80, 82] * 8, 99], name="Rising")
    steady = a_series(home, [80, 82] * 8, name="Steady")
    TargetFactory(measure=steady, value="0.95")
    a_series(home, [], name="Empty")
    ObligationFactory(measure=rising, body=BodyFactory(system=home), from_on=month(10))
    roll_up(system=home, complete=True)

    page = client.get("/quality/", {"sort": sort, "domain": ""})

    assert [row.measure.name for row in page.context["rows"]] == names


def test_a_head_tells_its_order_and_turns_it_round(client, home):
    a_series(home, [80, 82] * 8, name="Steady")

    def head(query):
        page = client.get(f"/quality/{query}").content.decode()
        return re.search(r"<th[^>]*>(?:(?!<th).)*>Measure</a></th>", page)[0]

    start = '<th role="columnheader" scope="col"'
    link = '<a class="quality-sort" href="?'
    assert head("?q=st") == f'{start}>{link}q=st&amp;sort=name">Measure</a></th>'
    assert head("?sort=name") == f'{start} aria-sort="ascending">{link}sort=-name">Measure</a></th>'
    assert head("?sort=-name") == (
        f'{start} aria-sort="descending">{link}sort=name">Measure</a></th>'
    )


def test_the_chart_page_says_in_words_what_the_drawing_shows(client, home):
    measure = a_series(home, [80, 82] * 8 + [20], name="Falls assessed")
    TargetFactory(measure=measure, value="0.95")

    response = client.get(f"/quality/measures/{measure.code}/")

    page = response.content.decode()
    verdict = (
        "20% in May 2023. This is a change for the worse beyond chance: the figure lies below "
        "the lower limit of what was to be expected. The target of 95% will go on being missed "
        "unless the way of working changes."
    )
    assert f'<desc id="chart-wide-desc">{verdict}</desc>' in page
    assert "Falls assessed, Arden, January 2022 to May 2023</title>" in page
    assert "May 2023: 20% (below the expected range)</title>" in page
    assert verdict in words_of(response)
    assert "style=" not in page
    assert page.count('<tr><th scope="row">') == 17


def test_a_phase_divides_the_chart_and_says_why(client, home):
    measure = a_series(home, [50, 52] * 8 + [80, 82] * 8)
    Phase.objects.create(measure=measure, starts_on=month(16), reason="New assessment form")

    response = client.get(f"/quality/measures/{measure.code}/")

    assert "New phase from May 2023 New assessment form" in words_of(response)
    assert ">New assessment form</text>" in response.content.decode()
    assert "nothing has changed beyond chance" in words_of(response)


def test_what_the_charts_mark_is_said_on_the_report_and_on_the_page_of_an_organisation(
    client, home
):
    measure = a_series(home, [50, 52] * 8 + [80, 82] * 8)
    Phase.objects.create(measure=measure, starts_on=month(16), reason="New definition")
    Happening.objects.create(measure=measure, starts_on=month(3), reason="A ward was closed")
    body = measure.obligations.get().body
    client.force_login(sqg())

    for address in ("/quality/report/", f"/quality/organisations/{body.code}/"):
        page = words_of(client.get(address))
        assert "New phase from May 2023: New definition" in page
        assert "A, April 2022: A ward was closed" in page
    pages = pypdf.PdfReader(io.BytesIO(client.get("/quality/report.pdf").content)).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "New phase from May 2023: New definition" in printed
    assert "A, April 2022: A ward was closed" in printed


def test_too_few_points_are_no_ground_for_a_verdict(client, home):
    measure = a_series(home, [80])

    page = words_of(client.get(f"/quality/measures/{measure.code}/"))

    assert "80% in January 2022. There is not enough data to tell a change from chance." in page
    assert "Not enough data" in page


def test_a_silent_month_is_a_gap_and_says_no_data(client, home):
    measure = a_series(home, [80, None, 82])

    response = client.get(f"/quality/measures/{measure.code}/")

    assert "February 2022 No data" in words_of(response)
    assert response.content.decode().count('class="quality-mark"') // 4 == 2


def test_filters_narrow_the_table_and_nonsense_narrows_nothing(client, home):
    a_series(home, [80, 82], name="Falls assessed", domain="safety")
    a_series(home, [80, 82], name="Waits", domain="access")

    def counted(query):
        return re.search(r"(\d of \d) measures", words_of(client.get(f"/quality/{query}")))[1]

    assert counted("?domain=safety") == "1 of 2"
    assert counted("?q=wait") == "1 of 2"
    assert counted("?icon=fail") == "0 of 2"
    assert counted("?domain=nonsense&place=nowhere&sort=upwards&page=9999") == "2 of 2"


def test_choosing_a_place_shows_its_own_figures(client, home):
    area = AreaFactory(system=home, code="eastplace", name="Eastplace")
    measure = a_series(home, [80, 82], area=area)
    other = ObligationFactory(measure=measure, body=BodyFactory(system=home))
    ReturnFactory(obligation=other, period=month(1), numerator=10)
    roll_up(system=home)

    assert "46%" in words_of(client.get("/quality/"))
    assert "82%" in words_of(client.get("/quality/?place=eastplace"))
    assert "82% in February 2022." in words_of(client.get("/quality/places/eastplace/"))


def test_the_download_holds_what_the_page_shows(client, home):
    measure = a_series(home, [80, 82, 81])

    response = client.get(f"/quality/measures/{measure.code}/?format=csv")

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("measure_code,measure,series,period,numerator,denominator,value")
    assert [line.split(",")[2:9] for line in lines[1:4]] == [
        ["Arden", "2022-01-01", "80", "100", "0.8", "1", "1"],
        ["Arden", "2022-02-01", "82", "100", "0.82", "1", "1"],
        ["Arden", "2022-03-01", "81", "100", "0.81", "1", "1"],
    ]


def test_the_chart_can_be_taken_away_as_a_picture(client, home):
    measure = a_series(home, [80, 82, 81])

    response = client.get(f"/quality/measures/{measure.code}/chart.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"] == f'attachment; filename="{measure.code}.svg"'
    assert response.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')


AUDIENCES = [
    # who, public, signed in, own
    (lambda: None, 200, 302, 302),
    (UnverifiedFactory, 200, 404, 404),
    (UserFactory, 200, 200, 404),
    (ManagerFactory, 200, 200, 200),
    (sqg, 200, 200, 200),
]


@pytest.mark.parametrize(("who", "public", "signed_in", "own"), AUDIENCES)
def test_who_may_open_a_measure_is_a_setting_of_its_set(client, home, who, public, signed_in, own):
    got = []
    measures = [
        a_series(home, [80], audience={"audience": audience})
        for audience in MeasureSet.Audience.values
    ]
    user = who()
    if user:
        client.force_login(user)

    for measure in measures:
        for page in ("measure", "chart"):
            got.append(client.get(reverse(f"quality:{page}", args=[measure.code])).status_code)

    assert got == [own, own, signed_in, signed_in, public, public]


def test_a_stranger_cannot_tell_a_hidden_measure_from_an_invented_one(client, home):
    hidden = a_series(home, [80], audience={"audience": "signed_in"})

    for code in (hidden.code, "INVENTED"):
        response = client.get(f"/quality/measures/{code}/")
        assert response.url == f"/accounts/login/?next=/quality/measures/{code}/"


def test_another_system_is_at_its_own_address_and_nowhere_else(client, home):
    a_series(home, [80, 82], name="Our own measure")
    other = a_series(
        SystemFactory(code="SYSX", name="Elsewhere"),
        [10, 12],
        name="Their measure",
        audience={"audience": "signed_in"},
    )
    assert client.get("/quality/?system=SYSX").status_code == 302
    client.force_login(UserFactory())

    theirs, ours = words_of(client.get("/quality/?system=SYSX")), words_of(client.get("/quality/"))

    assert "Their measure" in theirs
    assert "Our own measure" not in theirs
    assert "Their measure" not in ours
    assert "Elsewhere" not in ours
    assert client.get(f"/quality/measures/{other.code}/").status_code == 404
    assert client.get(f"/quality/measures/{other.code}/?system=SYSX").status_code == 200
    assert client.get("/quality/?system=NONE").status_code == 404
    assert (
        f'measures/{other.code}/?system=SYSX"'
        in client.get("/quality/?system=SYSX").content.decode()
    )


def small_numbers(home):
    """Two places, one with a small number in May, of a set that is for everybody signed in."""
    measure = MeasureFactory(system=home, kind="count", set__audience="signed_in")
    measure.set.system = home
    bodies = []
    for code, numbers in [("east", [30, 3]), ("west", [40, 44])]:
        area = AreaFactory(system=home, code=code, name=code.title())
        owed = ObligationFactory(measure=measure, body=BodyFactory(system=home, area=area))
        bodies.append(owed.body)
        for n, number in enumerate(numbers):
            ReturnFactory(obligation=owed, period=month(n), numerator=number, denominator=None)
    roll_up(system=home)
    return measure, bodies


def numbers_seen(client, measure):
    lines = client.get(f"/quality/measures/{measure.code}/?format=csv").streaming_content
    rows = [line.split(",") for line in b"".join(lines).decode("utf-8-sig").splitlines()[1:]]
    return {(row[2], row[3][5:7], row[4]) for row in rows}


def test_small_numbers_are_hidden_and_cannot_be_subtracted(client, home):
    measure, _ = small_numbers(home)
    client.force_login(UserFactory())

    assert numbers_seen(client, measure) == {
        ("Arden", "01", "70"),
        ("Arden", "02", "47"),
        ("East", "01", "30"),
        ("East", "02", ""),
        ("West", "01", "40"),
        ("West", "02", ""),
    }


def test_quality_roles_see_small_numbers_and_each_organisation(client, home):
    measure, (east, west) = small_numbers(home)
    client.force_login(sqg())

    assert numbers_seen(client, measure) >= {
        ("East", "02", "3"),
        ("West", "02", "44"),
        (east.name, "02", "3"),
        (west.name, "02", "44"),
    }


def test_what_a_contact_knows_of_their_own_gives_nobody_else_away(client, home):
    measure, (_, west) = small_numbers(home)
    contact = ReturnsContactFactory(body=west).user
    client.force_login(contact)

    seen = numbers_seen(client, measure)

    assert (west.name, "02", "44") in seen
    # 47 for the system less their own 44 would be the other place's 3.
    assert {row for row in seen if row[1] == "02" and row[0] != west.name} == {
        ("Arden", "02", ""),
        ("East", "02", ""),
        ("West", "02", ""),
    }


def test_a_neighbour_in_the_same_place_cannot_be_found_by_subtraction(client, home):
    area = AreaFactory(system=home, code="east", name="East")
    measure = MeasureFactory(system=home, kind="count", set__audience="signed_in")
    own = ObligationFactory(measure=measure, body=BodyFactory(system=home, area=area))
    other = ObligationFactory(measure=measure, body=BodyFactory(system=home, area=area))
    ReturnFactory(obligation=own, period=APRIL, numerator=40, denominator=None)
    ReturnFactory(obligation=other, period=APRIL, numerator=2, denominator=None)
    roll_up(system=home)

    client.force_login(UserFactory())
    assert ("East", "04", "42") in numbers_seen(client, measure)

    client.force_login(ReturnsContactFactory(body=own.body).user)
    assert {row for row in numbers_seen(client, measure) if row[0] != own.body.name} == {
        ("Arden", "04", ""),
        ("East", "04", ""),
    }


def test_mean_and_limits_come_from_what_the_reader_sees(home):
    measure = MeasureFactory(system=home, kind="count", set__audience="signed_in")
    owed = ObligationFactory(measure=measure, body=BodyFactory(system=home))
    for n, number in enumerate([10, 12, 3, 11]):
        ReturnFactory(obligation=owed, period=month(n), numerator=number, denominator=None)
    roll_up(system=home)

    def mean_for(user):
        viewer = Viewer(user)
        found = measures_for(viewer, home).get(pk=measure.pk)
        return read(viewer, [found])[found][None].chart.points[0].mean

    assert mean_for(UserFactory()) == 11.0
    assert mean_for(ManagerFactory()) == 9.0


def test_published_statistics_hide_nothing(client, home):
    measure = a_series(home, [3, 90, 90], kind="proportion")

    assert ("Arden", "01", "3") in numbers_seen(client, measure)


def test_an_organisation_page_is_for_those_who_may_see_its_figures(client, home):
    measure = a_series(home, [80, 82], audience={"audience": "signed_in"})
    body = measure.returns.first().body
    address = reverse("quality:organisation", args=[body.code])
    statuses = []

    statuses.append(client.get(address).status_code)
    for user in (UserFactory(), ReturnsContactFactory(body=body).user, sqg()):
        client.force_login(user)
        statuses.append(client.get(address).status_code)

    assert statuses == [302, 404, 200, 200]


def test_the_system_page_asks_the_database_the_same_for_one_measure_and_many(
    client, home, django_assert_max_num_queries
):
    a_series(home, [80, 82])
    client.force_login(UserFactory())
    client.get("/quality/")
    with django_assert_max_num_queries(20) as few:
        client.get("/quality/")

    for _ in range(4):
        a_series(home, [80, 82], area=AreaFactory(system=home))
    with django_assert_max_num_queries(len(few)):
        client.get("/quality/")


def test_the_chart_page_asks_the_database_the_same_for_one_body_and_many(
    client, home, django_assert_max_num_queries
):
    measure = a_series(home, [80, 82])
    client.force_login(sqg())
    address = f"/quality/measures/{measure.code}/"
    client.get(address)
    with django_assert_max_num_queries(20) as few:
        client.get(address)

    for owed in ObligationFactory.create_batch(5, measure=measure):
        ReturnFactory(obligation=owed, period=month(0))
    roll_up(system=home)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


@pytest.mark.parametrize(
    "address",
    ["/quality/measures/NONE/", "/quality/places/nowhere/", "/quality/organisations/XXX/"],
)
def test_what_is_not_there_is_not_found_by_those_signed_in(client, home, address):
    a_series(home, [80])
    client.force_login(UserFactory())

    assert client.get(address).status_code == 404


def test_the_worked_example_is_shown_with_its_places(client, db):
    call_command("load_quality_pack", "tests/quality/data/rollup")
    client.force_login(ManagerFactory())

    page = words_of(client.get("/quality/measures/M1/?system=SYSX"))

    assert "Eastplace" in page
    assert "92.9% in September 2023 (provisional)" not in page
    assert "93% in September 2023." in page
