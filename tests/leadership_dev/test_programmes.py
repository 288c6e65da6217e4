import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from leadership_dev.models import Programme
from tests.factories.accounts import ManagerFactory, UnverifiedFactory
from tests.factories.leadership_dev import (
    DraftProgrammeFactory,
    ProgrammeFactory,
    ProgrammeLevelFactory,
)

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def listed(client, query=""):
    return list(client.get(f"/leadership/programmes/?{query}").context["page"])


def test_programmes_are_listed_and_drafts_for_managers_only(client):
    published, draft = ProgrammeFactory(title="B"), DraftProgrammeFactory(title="A")

    stranger = listed(client)
    draft_page = client.get(draft.get_absolute_url()).status_code
    client.force_login(UnverifiedFactory())
    unverified = listed(client)
    client.force_login(ManagerFactory())

    assert (stranger, unverified, draft_page) == ([published], [published], 404)
    assert listed(client) == [draft, published]


def test_filters_combine(client):
    level = ProgrammeLevelFactory(slug="incubator")
    wanted = ProgrammeFactory(
        title="Lunch and Learn", level=level, delivery="online", cost_pounds=0, apply_by=in_days(3)
    )
    ProgrammeFactory(level=level, delivery="online", cost_pounds=250)
    ProgrammeFactory(level=level, delivery="in_person", cost_pounds=0)
    ProgrammeFactory(title="Lunch and Learn", cost_pounds=0, apply_by=in_days(-1))

    assert listed(client, "level=incubator&delivery=online&cost=free") == [wanted]
    assert listed(client, "q=lunch&open=yes") == [wanted]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("level=nothing", "There is no such level: choose from the list"),
        ("delivery=by-post", "There is no such way: choose from the list"),
        ("cost=dear", "Choose free or paid"),
    ],
)
def test_a_filter_that_does_not_exist_is_named(client, query, said):
    ProgrammeFactory(level=ProgrammeLevelFactory())

    response = client.get(f"/leadership/programmes/?{query}")

    assert list(response.context["page"]) == []
    assert said in response.content.decode()


def test_what_is_over_or_closed_never_shows_as_open(client):
    over = ProgrammeFactory(ends_on=in_days(-1), link="https://example.org/")
    closed = ProgrammeFactory(apply_by=in_days(-1), link="https://example.org/")
    last_day = ProgrammeFactory(apply_by=in_days(0), link="https://example.org/")

    assert set(Programme.objects.to_come()) == {last_day}
    for programme, may_apply in [(over, False), (closed, False), (last_day, True)]:
        page = client.get(programme.get_absolute_url()).content.decode()
        assert ("Read more and apply" in page) == may_apply


def test_the_page_gives_the_facts_to_choose_by(client):
    programme = ProgrammeFactory(
        audience="Leaders at place",
        delivery="blended",
        length="Six months",
        hours_a_week=Decimal("3.5"),
        cost_pounds=0,
        cost_note="Funded by the system",
        cpd_points=10,
        places_offered=20,
    )

    response = client.get(programme.get_absolute_url())

    assert response.context["programme"].facts() == [
        ("For whom", "Leaders at place"),
        ("How it is taught", "In person and online"),
        ("Length", "Six months"),
        ("Hours a week", "3.5"),
        ("Cost", "Free. Funded by the system"),
        ("CPD points", "10"),
        ("Places offered", "20"),
    ]


def test_a_cost_is_said_in_pounds_and_an_unknown_one_is_not_free():
    assert ProgrammeFactory(cost_pounds=Decimal("1250.50")).cost == "£1,250.50"
    assert ProgrammeFactory(cost_pounds=90).cost == "£90"
    assert ProgrammeFactory(cost_pounds=None).cost == ""


def test_the_database_refuses_what_cannot_be():
    for wrong in [
        {"starts_on": in_days(2), "ends_on": in_days(1)},
        {"cost_pounds": -1},
        {"cpd_points": -1},
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            ProgrammeFactory(**wrong)

    assert Programme.objects.count() == 0


def test_the_hub_counts_what_each_level_offers_the_reader(client):
    level = ProgrammeLevelFactory(name="Place leaders")
    ProgrammeFactory(level=level)
    DraftProgrammeFactory(level=level)
    ProgrammeLevelFactory()
    soon = ProgrammeFactory(apply_by=in_days(3))
    ProgrammeFactory(apply_by=in_days(-3))

    context = client.get("/leadership/").context

    assert [(level.name, level.offered) for level in context["levels"]] == [("Place leaders", 1)]
    assert list(context["closing"]) == [soon]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_whatever_the_number_of_rows(
    client, django_assert_max_num_queries, rows
):
    for _ in range(rows):
        ProgrammeFactory(level=ProgrammeLevelFactory())

    with django_assert_max_num_queries(5):
        client.get("/leadership/programmes/")


def test_the_list_is_there_as_csv_with_its_filters_and_without_drafts(client):
    ProgrammeFactory(title="=Free", provider="Academy", cost_pounds=0, places_offered=12)
    ProgrammeFactory(cost_pounds=90)
    DraftProgrammeFactory(cost_pounds=0)

    response = client.get("/leadership/programmes/?cost=free&format=csv")

    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert [(row["Title"], row["Cost"], row["Places offered"]) for row in rows] == [
        ("'=Free", "Free", "12")
    ]
