"""What is published of recruitment: the same cells on the page, on paper and in the file."""

import csv
import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.audit.models import Event
from leadership_dev.machine.models import Transition
from leadership_dev.models import MonitoringAggregate, MonitoringYear, TransparencyRecord
from leadership_dev.transparency.actions import keep_record
from leadership_dev.transparency.figures import answer_rate, relative_likelihood
from tests.factories.accounts import CoordinatorFactory, ManagerFactory, UserFactory
from tests.factories.leadership_dev import (
    AssignmentFactory,
    OpenRoleFactory,
    SentApplicationFactory,
    TransparencyRecordFactory,
    seat_panel,
)
from tests.factories.people import AppointmentFactory, PersonFactory, PostFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


def frozen(published_on=date(2025, 6, 2), **questions):
    """A year with the true counts of each question: {code: [(answer, applied, ...), ...]}."""
    year = MonitoringYear.objects.create(
        year="2024/25", applications=131, responses=108, published_on=published_on
    )
    for place, (code, lines) in enumerate(questions.items()):
        for number, (answer, *counts) in enumerate(lines):
            MonitoringAggregate.objects.create(
                year=year,
                question_code=code,
                question=f"Question {code}",
                question_position=place,
                option_code=answer[:1],
                option=answer,
                option_position=number,
                applied=counts[0],
                shortlisted=counts[1],
                appointed=counts[2],
            )
    return year


T1 = [
    ("White", 62, 25, 9),
    ("Mixed", 4, 1, 0),
    ("Asian", 23, 9, 3),
    ("Black", 11, 3, 1),
    ("Other", 2, 0, 0),
    ("Prefer not to say", 6, 2, 1),
]


def cells_of(page):
    """The texts of the cells of each row of each table, as a reader sees them."""
    body = re.sub(r'<span class="nhsuk-table-responsive__heading".*?</span>', "", page)
    rows = re.findall(r'<tr role="row" class="nhsuk-table__row">(.*?)</tr>', body, re.S)
    return [
        [re.sub(r"<.*?>", "", cell).strip() for cell in re.findall(r"<td.*?>(.*?)</td>", row, re.S)]
        for row in rows
    ]


def test_the_year_page_shows_what_the_rule_leaves_and_the_file_has_the_same_cells(client):
    year = frozen(ETH=T1)
    address = reverse("transparency:year", args=[year.slug])

    page = client.get(address).content.decode()
    lines = b"".join(client.get(f"{address}?format=csv")).decode("utf-8-sig")

    cells = cells_of(page)
    assert cells == [
        ["White", "60", "25", "Not published"],
        ["Mixed", "*", "*", "Not published"],
        ["Asian", "25", "10", "Not published"],
        ["Black", "10", "*", "Not published"],
        ["Other", "*", "*", "Not published"],
        ["Prefer not to say", "*", "*", "Not published"],
        ["Total", "110", "40", "Not published"],
    ]
    rows = list(csv.reader(io.StringIO(lines)))
    assert [row[1:] for row in rows[1:] if row[1]] == cells
    for true_count in ["62", "23", "11", "108"]:
        assert f">{true_count}<" not in page
        assert f",{true_count}," not in lines


def test_the_page_says_by_which_rule_and_that_sums_need_not_agree(client):
    year = frozen(ETH=T1)

    page = client.get(reverse("transparency:year", args=[year.slug])).content.decode()

    assert "rule SUP-1" in page
    assert "Rounded columns need not add up" in page
    assert "About 80% of applicants answered" in page


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ((120, 30), (60, 10), "1.50"),
        ((120, 30), (60, 6), "*"),
        ((180, 45), (40, 10), "1.00"),
        ((20, 7), (20, 10), "*"),
        ((0, 0), (20, 10), "*"),
    ],
    ids=["R1", "R2", "R3", "seven", "nobody"],
)
def test_relative_likelihood(first, second, ratio):
    assert relative_likelihood(first, second) == ratio


def test_a_ratio_is_published_only_beside_published_columns(client):
    year = frozen(
        ETH=[("White", 300, 120, 30), ("Asian", 200, 60, 10)],
        DISD=[("N", 100, 45, 9), ("Y", 40, 20, 8)],
    )

    page = client.get(reverse("transparency:year", args=[year.slug])).content.decode()

    figures = re.findall(r'nhsuk-table__cell--numeric">([\d.*]+)</td></tr>', page)
    assert figures[-2:] == ["1.50", "*"]


@pytest.mark.parametrize(
    ("applications", "responses", "rate"), [(0, 0, None), (131, 108, 80), (10, 10, 100), (9, 1, 10)]
)
def test_the_answer_rate_is_rounded_to_five(applications, responses, rate):
    year = MonitoringYear(year="2024/25", applications=applications, responses=responses)

    assert answer_rate(year) == rate


def follow_up(year, lines):
    """What divides the answers to ETH: [(part, its head, applied, ...), ...]"""
    for number, (part, head, *counts) in enumerate(lines):
        MonitoringAggregate.objects.create(
            year=year,
            question_code="ETH2",
            question="Which background?",
            question_position=9,
            asked_after="ETH",
            option_code=f"{head}{number}",
            option=part,
            option_position=number,
            option_asked_after=head,
            **dict(zip(["applied", "shortlisted", "appointed"], counts, strict=True)),
        )


def test_a_follow_up_is_shown_where_nothing_can_be_taken_from_both_tables(client):
    year = frozen(ETH=[("White", 62, 25, 9), ("Asian", 23, 9, 3), ("Mixed", 4, 1, 0)])
    parts = [
        ("British", "W", 40, 24, 9), ("Irish", "W", 22, 1, 0),
        ("Indian", "A", 23, 9, 3), ("White and Asian", "M", 4, 1, 0),
    ]  # fmt: skip
    follow_up(year, parts)
    address = reverse("transparency:year", args=[year.slug])

    page = client.get(address).content.decode()
    lines = b"".join(client.get(f"{address}?format=csv")).decode("utf-8-sig")

    cells = cells_of(page)[4:]
    # Shortlisted, by itself, is 25, *, 10, *: beside 25 White the Irish could be 1 at most 4.
    assert cells == [
        ["White: British", "40", "25", "Not published"],
        ["White: Irish", "20", "*", "Not published"],
        ["Asian: Indian", "25", "10", "Not published"],
        ["Mixed: White and Asian", "*", "*", "Not published"],
        ["Total", "90", "35", "Not published"],
    ]
    rows = list(csv.reader(io.StringIO(lines)))
    assert [row[1:] for row in rows[1:] if row[0] == "Which background?"] == cells


def test_the_figures_are_for_those_who_recruit_until_a_manager_publishes_them(client):
    year = frozen(ETH=T1, published_on=None)
    address = reverse("transparency:year", args=[year.slug])
    publish = reverse("transparency:publish", args=[year.slug])
    manager = ManagerFactory()
    seen = {}
    for name, user in [("coordinator", CoordinatorFactory()), ("other", UserFactory())]:
        client.force_login(user)
        listed = "2024/25" in client.get(reverse("transparency:list")).content.decode()
        seen[name] = listed, client.get(address).status_code, client.post(publish).status_code
    client.logout()
    before = client.get(address).status_code
    client.force_login(manager)
    waits = client.get("/")

    told = client.post(publish, follow=True).content.decode()
    again = client.post(publish).status_code
    client.logout()

    year.refresh_from_db()
    assert seen == {"coordinator": (True, 200, 403), "other": (False, 404, 404)}
    assert before == 404
    assert "equality report 2024/25 waits to be published" in waits.content.decode()
    assert "Not published yet" not in told
    assert (year.published_on, year.published_by) == (timezone.localdate(), manager)
    assert (again, client.get(address).status_code) == (409, 200)
    assert "2024/25" in client.get(reverse("transparency:list")).content.decode()
    assert [event.verb for event in Event.objects.all()] == ["published monitoring year"]


def test_a_completed_role_is_accounted_for_without_a_name(client):
    role = OpenRoleFactory(state="completed")
    members = seat_panel(role)
    application = SentApplicationFactory(role=role)
    AssignmentFactory(
        member=members[0], application=application, state="conflict_declared", conflict="team"
    )
    row = Transition.objects.create(
        machine="application",
        object_id=application.pk,
        name="release",
        from_state="not_appointed",
        to_state="not_appointed",
    )
    Transition.objects.filter(pk=row.pk).update(at=role.closes_at + timezone.timedelta(days=12))

    keep_record(role)

    record = TransparencyRecord.objects.get()
    assert (record.conflicts, record.median_days, record.essential) == (1, 12, 1)
    assert sum(record.panel.values()) == 3
    page = client.get(reverse("transparency:role", args=[role.slug])).content.decode()
    for hidden in [application.identity.name, application.reference, members[0].person.name]:
        assert hidden not in page
    for shown in ["Days open", "Essential criteria", "Conflicts of interest declared"]:
        assert shown in page


def test_the_file_of_a_role_has_the_rows_of_its_page(client):
    record = TransparencyRecordFactory()
    address = reverse("transparency:role", args=[record.role.slug])

    page = client.get(address).content.decode()
    lines = b"".join(client.get(f"{address}?format=csv")).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(lines)))[1:]
    shown = re.findall(r'class="nhsuk-table__header">(.*?)</th><td[^>]*>(.*?)</td>', page, re.S)
    assert [tuple(row) for row in rows] == shown


def test_a_year_says_how_its_recruitments_were_run_on_the_page_and_in_the_file(client):
    year = frozen(ETH=T1)
    for days, conflicts, closes in [(20, 1, 2025), (30, 2, 2025), (90, 4, 2026)]:
        closes_at = timezone.make_aware(datetime(closes, 1, 26, 17))
        TransparencyRecordFactory(
            role__opens_at=closes_at - timedelta(days=30),
            role__closes_at=closes_at,
            median_days=days,
            conflicts=conflicts,
        )
    address = reverse("transparency:year", args=[year.slug])

    page = client.get(address).content.decode()
    lines = b"".join(client.get(f"{address}?format=csv")).decode("utf-8-sig")

    rows = [row for row in csv.reader(io.StringIO(lines)) if row[0].startswith("How the recr")]
    table = page.split('id="run">')[1].split("</table>")[0]
    shown = re.findall(r'class="nhsuk-table__header">(.*?)</th><td[^>]*>(.*?)</td>', table, re.S)
    # The third one closed in another year.
    assert shown == [
        ("Recruitments completed", "2"),
        ("Days open, the middle of all", "21"),
        ("Days from closing to outcome, the middle of all", "25"),
        ("Seats on panels: Medicine", "2"),
        ("Seats on panels: Nursing", "4"),
        ("Criteria, the middle of all", "4"),
        ("Recruitments with moderated scores", "0"),
        ("Conflicts of interest declared", "3"),
    ]
    assert [(row[1], row[4]) for row in rows] == shown


def test_a_role_that_is_not_completed_has_no_account_yet(client):
    role = OpenRoleFactory()

    assert client.get(reverse("transparency:role", args=[role.slug])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_the_database_a_constant_number_of_times(
    client, django_assert_max_num_queries, number
):
    year = frozen(**{f"Q{place}": T1 for place in range(number)})
    for _ in range(number):
        TransparencyRecordFactory()
    client.get("/")

    with django_assert_max_num_queries(8):
        client.get(reverse("transparency:list"))
    with django_assert_max_num_queries(8):
        client.get(reverse("transparency:year", args=[year.slug]))


def test_posts_show_holders_vacancies_and_where_to_apply(client):
    held = AppointmentFactory(
        post=PostFactory(title="Lead for stroke"), person=PersonFactory(audience="public")
    )
    shy = AppointmentFactory(
        post=PostFactory(title="Lead for sleep"), person=PersonFactory(audience="private")
    )
    vacant = PostFactory(title="Lead for frailty")
    role = OpenRoleFactory(post=vacant)

    page = client.get(reverse("posts:list")).content.decode()
    only = client.get(reverse("posts:list") + "?held=no").content.decode()

    assert held.person.name in page
    assert shy.person.name not in page
    assert role.get_absolute_url() in page
    assert ("Lead for frailty" in only, "Lead for stroke" in only) == (True, False)


def test_an_appointment_ends_the_vacancy_before_its_first_day(client):
    begins = timezone.localdate() + timedelta(days=40)
    coming = AppointmentFactory(
        post=PostFactory(title="Lead for stroke"),
        person=PersonFactory(audience="public"),
        from_on=begins,
    )
    ended = AppointmentFactory(
        post=PostFactory(title="Lead for sleep"),
        from_on=timezone.localdate() - timedelta(days=400),
        until_on=timezone.localdate(),
    )

    page = words(client.get(reverse("posts:list")))
    vacant = words(client.get(reverse("posts:list") + "?held=no"))
    lines = b"".join(client.get(reverse("posts:list") + "?format=csv")).decode("utf-8-sig")

    assert "Lead for stroke Vacant" not in page
    assert f"From {begins:%-d %B %Y}: {coming.person.name}" in page
    assert "Lead for sleep Vacant" in page
    assert (ended.post.title in vacant, coming.post.title in vacant) == (True, False)
    assert f"{coming.person.name} from {begins:%-d %B %Y}" in lines


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_of_posts_asks_as_often_for_many_as_for_one(
    client, django_assert_max_num_queries, number
):
    for _ in range(number):
        AppointmentFactory()
    client.get("/")

    with django_assert_max_num_queries(9):
        client.get(reverse("posts:list"))
