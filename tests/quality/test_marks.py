"""Phases and happenings, added from the measure's page by managers and its owner."""

from html import unescape

import pytest

from ccpl_portal.audit.models import Event
from quality.models import Happening, Phase
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.people import PersonFactory

from .test_overview import a_series, month, sqg, words_of


def post(client, measure, **said):
    data = {"kind": "phase", "month": "2023-05-01", "part": "", "reason": "New form", **said}
    return client.post(f"/quality/measures/{measure.code}/marks/", data)


@pytest.fixture
def measure(home):
    return a_series(home, [50, 52] * 8 + [80, 82] * 8)


def test_a_manager_begins_a_phase_with_a_reason(client, measure):
    manager = ManagerFactory()
    client.force_login(manager)

    response = post(client, measure)

    phase = Phase.objects.get()
    assert response.url == f"/quality/measures/{measure.code}/"
    assert (phase.starts_on, phase.reason, phase.added_by) == (month(16), "New form", manager)
    assert [e.verb for e in Event.objects.filter(object_type="quality.phase")] == ["began phase"]
    page = words_of(client.get(response.url))
    assert "average and limits start afresh there. You" not in page
    assert "A new phase starts in May 2023: average and limits start afresh there." in page
    assert "New phase from May 2023 New form" in page


def test_a_short_phase_says_that_its_limits_are_on_trial(client, measure):
    client.force_login(ManagerFactory())

    response = post(client, measure, month="2024-06-01")

    assert "It has 3 months so far, so its limits are on trial until it has 13." in words_of(
        client.get(response.url)
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"month": "2031-01-01"}, "There is no figure for January 2031 on this chart"),
        ({"month": "2023-05-15"}, "There is no figure for May 2023 on this chart"),
        ({"month": "2022-01-01"}, "January 2022 is the chart's first month"),
        ({"month": ""}, "Choose the month"),
        ({"month": "soon"}, "Choose a month from the list"),
        ({"reason": " "}, "Enter what happened"),
        ({"reason": "x" * 201}, "Shorten what happened to 200 characters"),
        ({"kind": "x"}, "Say whether it is a new phase or something that happened"),
        ({"part": "body-99999"}, "Choose one of the charts in the list"),
    ],
)
def test_an_impossible_phase_is_refused_in_words(client, measure, said, words):
    client.force_login(ManagerFactory())

    response = post(client, measure, **said)

    assert words in unescape(words_of(response))
    assert not Phase.objects.exists()


def test_the_same_phase_twice_is_refused(client, measure):
    client.force_login(ManagerFactory())
    post(client, measure)

    assert "There is a phase from May 2023 already" in words_of(post(client, measure))
    assert Phase.objects.count() == 1


def test_what_happened_is_marked_and_leaves_the_limits_alone(client, measure):
    client.force_login(ManagerFactory())
    before = client.get(f"/quality/measures/{measure.code}/").content.decode()

    response = post(client, measure, kind="happening", reason="Strike")

    page = client.get(response.url).content.decode()
    assert Happening.objects.get().reason == "Strike"
    assert "A: May 2023 Strike" in words_of(client.get(response.url))
    assert ">A</text>" in page
    assert before.count('stroke-dasharray="6 5"') == page.count('stroke-dasharray="6 5"')


def test_one_body_may_have_a_phase_of_its_own(client, measure):
    client.force_login(ManagerFactory())
    body = measure.obligations.first().body

    post(client, measure, part=f"body-{body.pk}")

    assert (Phase.objects.get().body, Phase.objects.get().area) == (body, None)


def test_a_mark_can_be_taken_off_again(client, measure):
    client.force_login(ManagerFactory())
    post(client, measure)
    phase = Phase.objects.get()

    address = f"/quality/measures/{measure.code}/marks/phase/{phase.pk}/remove/"
    assert "Take this off the chart?" in words_of(client.get(address))

    client.post(address)

    assert not Phase.objects.exists()
    assert Phase.pgh_event_model.objects.filter(pgh_obj_id=phase.pk).exists()


@pytest.mark.parametrize("kind", ["happening", "measure"])
def test_only_what_is_there_can_be_taken_off(client, measure, kind):
    phase = Phase.objects.create(measure=measure, starts_on=month(16), reason="x")
    client.force_login(ManagerFactory())

    address = f"/quality/measures/{measure.code}/marks/{kind}/{phase.pk}/remove/"
    assert client.post(address).status_code == 404
    assert Phase.objects.exists()


def test_only_managers_and_the_owner_mark_a_chart(client, measure):
    owner = UserFactory()
    measure.owner = PersonFactory(user=owner)
    measure.save()
    statuses = [post(client, measure).status_code]

    for user in (UserFactory(), sqg(), owner):
        client.force_login(user)
        statuses.append(post(client, measure, month=f"2023-{5 + len(statuses):02}-01").status_code)

    assert statuses == [302, 403, 403, 302]
    assert [phase.added_by for phase in Phase.objects.all()] == [owner]
