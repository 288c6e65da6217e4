import re
from datetime import timedelta

import pytest
from django.utils import timezone

from quality.models import AssuranceLevel, LevelSetting
from quality.rollup.actions import roll_up
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.networks import GroupFactory, MembershipFactory
from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.people import PersonFactory
from tests.factories.quality import (
    BodyFactory,
    MeasureFactory,
    ObligationFactory,
    ReturnFactory,
    ReturnsContactFactory,
    SignalFactory,
    SystemFactory,
)
from tests.factories.strategy import PriorityAreaFactory

LIST, SET = "/quality/signals/levels/", "/quality/signals/levels/set/"


@pytest.fixture
def body(db):
    home = SystemFactory(code="QWU", name="Arden", place=RootFactory())
    MeasureFactory(system=home, name="Falls")
    return BodyFactory(system=home, code="RKB", name="Coventry")


@pytest.fixture
def overseer(db):
    user = UserFactory()
    MembershipFactory(group=GroupFactory(oversees_quality=True), person__user=user)
    return user


def said(body, level="Enhanced", days=30, **more):
    review = timezone.localdate() + timedelta(days=days)
    return {
        "about": f"organisation-{body.pk}",
        "level": AssuranceLevel.objects.get(name=level).pk,
        "reason": "Three months of falls",
        "review_on_day": review.day,
        "review_on_month": review.month,
        "review_on_year": review.year,
        **more,
    }


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_portal_begins_with_three_levels(db):
    assert list(AssuranceLevel.objects.values_list("name", "position")) == [
        ("Routine", 0),
        ("Enhanced", 1),
        ("Intensive", 2),
    ]


def test_a_level_is_set_with_its_reason_and_review_and_its_history_kept(client, body, overseer):
    client.force_login(overseer)

    client.post(SET, said(body))
    client.post(SET, said(body, "Intensive", reason="Now five months"))

    page = client.get(LIST)
    assert [str(setting) for setting in page.context["current"]] == ["Coventry: Intensive"]
    assert [str(setting) for setting in page.context["history"]] == [
        "Coventry: Intensive",
        "Coventry: Enhanced",
    ]
    back = said(body, "Routine", reason="Better", review_on_day="")
    client.post(SET, back | {"review_on_month": "", "review_on_year": ""})
    page = client.get(LIST)
    assert (page.context["current"], len(page.context["history"])) == ([], 3)


def test_a_measure_has_a_level_of_its_own(client, body, overseer):
    client.force_login(overseer)
    measure = body.system.measures.get()

    client.post(SET, said(body))
    client.post(SET, said(body, about=f"measure-{measure.pk}"))

    current = client.get(LIST).context["current"]
    assert {str(setting) for setting in current} == {"Coventry: Enhanced", "Falls: Enhanced"}


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"reason": ""}, {"reason": ["Enter why"]}),
        ({"about": ""}, {"about": ["Select an organisation or a measure"]}),
        (
            {"review_on_day": "", "review_on_month": "", "review_on_year": ""},
            {"review_on": ["Enter the day by which this is looked at again"]},
        ),
    ],
)
def test_what_is_missing_is_asked_for(client, body, overseer, change, errors):
    client.force_login(overseer)

    response = client.post(SET, said(body) | change)

    assert response.context["form"].errors == errors
    assert not LevelSetting.objects.exists()


def test_a_review_in_the_past_is_refused(client, body, overseer):
    client.force_login(overseer)

    response = client.post(SET, said(body, days=0))

    assert response.context["form"].errors == {"review_on": ["Enter a day that is still to come"]}


def test_overdue_reviews_are_listed(client, body, overseer):
    client.force_login(overseer)
    client.post(SET, said(body))
    LevelSetting.objects.update(review_on=timezone.localdate() - timedelta(days=1))

    assert "To be reviewed Coventry: Enhanced, review was due" in words_of(client.get(LIST))


def test_only_its_roles_see_a_level_and_only_the_group_sets_one(client, body, overseer):
    client.force_login(overseer)
    client.post(SET, said(body))
    own = ReturnsContactFactory(body=body).user
    other = ReturnsContactFactory(body=BodyFactory(system=body.system, code="RJC")).user

    for user, seen, may_set in [
        (overseer, ["Coventry: Enhanced"], 200),
        (ManagerFactory(), ["Coventry: Enhanced"], 403),
        (own, ["Coventry: Enhanced"], 403),
        (other, [], 403),
    ]:
        client.force_login(user)
        page = client.get(LIST)
        assert [str(setting) for setting in page.context["current"]] == seen
        assert client.get(SET).status_code == may_set
    client.force_login(UserFactory())
    assert [client.get(LIST).status_code, client.post(SET).status_code] == [404, 404]


def test_level_and_signals_stand_on_the_pages_of_figures_for_their_roles_alone(
    client, body, overseer
):
    measure = body.system.measures.get()
    ReturnFactory(obligation=ObligationFactory(measure=measure, body=body))
    measure.set.audience = "public"
    measure.set.save()
    roll_up(system=body.system)
    signal = SignalFactory(body=body, measure=measure)
    client.force_login(overseer)
    client.post(SET, said(body))
    client.post(SET, said(body, "Intensive", about=f"measure-{measure.pk}"))
    own = ReturnsContactFactory(body=body).user
    pages = ["/quality/organisations/RKB/", measure.get_absolute_url()]

    def told(user):
        client.force_login(user)
        shown = [words_of(client.get(page)) for page in pages]
        named = [name in page for name, page in zip(["Enhanced", "Intensive"], shown, strict=True)]
        return [*named, *("Worse beyond chance" in page for page in shown)]

    assert told(overseer) == [True, True, True, True]
    assert told(own) == [True, False, True, True]
    assert told(UserFactory()) == [False, False, False, False]
    assert signal.get_absolute_url() not in client.get(pages[1]).content.decode()


def test_a_measure_names_who_looks_after_it_and_what_it_serves(client, body):
    measure = body.system.measures.get()
    measure.set.audience = "public"
    measure.set.save()
    measure.owner = PersonFactory(name="Olu Lead")
    measure.save()
    measure.tags.add(PriorityAreaFactory(name="Ageing well"))

    page = words_of(client.get(measure.get_absolute_url()))

    assert "Looked after by Olu Lead" in page
    assert "What it serves Ageing well" in page
