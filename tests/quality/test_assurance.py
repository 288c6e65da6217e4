import re

import pytest

from governance.models import AgendaItem, ItemRequest, Submission
from quality.models import QualityGroup, Report
from quality.returns.due import months_ago
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.governance import DraftMeetingFactory
from tests.factories.networks import GroupFactory, MembershipFactory
from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.quality import (
    AreaFactory,
    BodyFactory,
    MeasureFactory,
    MeasureSetFactory,
    ObligationFactory,
    ReturnsContactFactory,
    SystemFactory,
)

LIST = "/quality/assurance/"
LAST = months_ago(1)
SAID = {"alert": "Two falls on one ward", "advise": "", "assure": "Clean hands"}


def address(level, code, month=LAST):
    return f"{LIST}{level}/{code}/{month:%Y-%m}/"


@pytest.fixture
def home(db):
    return SystemFactory(code="QWU", name="Arden", place=RootFactory())


@pytest.fixture
def bodies(home):
    """Two trusts of the east and one system-wide that owe a report beside their figures."""
    found = MeasureSetFactory(system=home, slug="safety", asks_for_words=True)
    measure = MeasureFactory(system=home, set=found, code="VTE")
    east = AreaFactory(system=home, code="east", name="East")
    made = [
        BodyFactory(system=home, code=code, name=code, area=area)
        for code, area in [("RKB", east), ("RJC", east), ("RYG", None)]
    ]
    for body in made:
        ObligationFactory(measure=measure, body=body, from_on=months_ago(3))
    return made


@pytest.fixture
def contact(bodies):
    return ReturnsContactFactory(body=bodies[0])


def writer_of(group, **whose):
    user = UserFactory()
    MembershipFactory(group=group, person__user=user)
    QualityGroup.objects.create(group=group, **whose)
    return user


@pytest.fixture
def sqg(db):
    group = GroupFactory(slug="sqg", name="System Quality Group", oversees_quality=True)
    return group, writer_of(group)


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_an_organisation_says_what_worries_it_and_corrects_it(client, contact):
    client.force_login(contact.user)
    write = f"{address('organisation', 'RKB')}write/"

    response = client.post(write, SAID, follow=True)
    assert "Two falls on one ward" in words_of(response)
    client.post(write, {**SAID, "alert": "Three falls"})

    versions = Report.objects.order_by("version").values_list("version", "alert", "by", "period")
    assert list(versions) == [
        (1, "Two falls on one ward", contact.user.pk, LAST),
        (2, "Three falls", contact.user.pk, LAST),
    ]
    page = words_of(client.get(address("organisation", "RKB")))
    assert "Three falls" in page
    assert "Version 1" in page


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({}, "__all__", "Write something in one of the boxes"),
        (
            {"alert": "943 476 5919 fell"},
            "alert",
            "This looks like an NHS number. Write nothing that could identify a patient",
        ),
    ],
)
def test_an_empty_report_and_a_patient_are_refused(client, contact, said, field, words):
    client.force_login(contact.user)

    response = client.post(f"{address('organisation', 'RKB')}write/", said)

    assert response.context["form"].errors == {field: [words]}
    assert not Report.objects.exists()


def test_reports_go_up_with_coverage_and_the_missing_named(client, contact, bodies, home, sqg):
    east = home.areas.get()
    place_group = GroupFactory(name="East Quality Group")
    place_writer = writer_of(place_group, area=east)
    client.force_login(contact.user)
    client.post(f"{address('organisation', 'RKB')}write/", SAID)

    client.force_login(place_writer)
    page = words_of(client.get(LIST))
    assert "1 of 2 below have reported; missing: RJC" in page
    assert "East Quality Group" in page
    assert "No quality group is named" in page
    writing = words_of(client.get(f"{address('place', 'east')}write/"))
    assert "Two falls on one ward" in writing
    client.post(f"{address('place', 'east')}write/", {"alert": "Falls in the east"})

    client.force_login(sqg[1])
    page = words_of(client.get(LIST))
    assert "1 of 2 below have reported; missing: RYG" in page
    assert "Falls in the east" in page
    client.post(f"{address('system', 'QWU')}write/", {"advise": "A learning event in May"})
    assert set(Report.objects.values_list("scope", flat=True)) == {
        "organisation-RKB",
        "place-east",
        "system-QWU",
    }


def test_who_may_read_and_write_what(client, contact, bodies, home, sqg):
    east = home.areas.get()
    place_writer = writer_of(GroupFactory(), area=east)
    neighbour = ReturnsContactFactory(body=bodies[1]).user
    own, wide = address("organisation", "RKB"), address("organisation", "RYG")
    place, system = address("place", "east"), address("system", "QWU")

    for user, reads, writes in [
        (contact.user, [200, 404, 404, 404], [200, 404, 404, 404]),
        (neighbour, [404, 404, 404, 404], [404, 404, 404, 404]),
        (place_writer, [200, 404, 200, 404], [403, 404, 200, 404]),
        (sqg[1], [200, 200, 200, 200], [403, 403, 403, 200]),
        (ManagerFactory(), [200, 200, 200, 200], [403, 403, 403, 403]),
        (UserFactory(), [404, 404, 404, 404], [404, 404, 404, 404]),
    ]:
        client.force_login(user)
        pages = [own, wide, place, system]
        assert [client.get(page).status_code for page in pages] == reads
        assert [client.get(f"{page}write/").status_code for page in pages] == writes
    client.logout()
    assert client.get(LIST).status_code == 302


@pytest.mark.parametrize(
    "page",
    [
        address("organisation", "NONE"),
        address("place", "nowhere"),
        address("system", "OTHER"),
        address("ward", "RKB"),
        address("organisation", "RKB", months_ago(0)),
        f"{LIST}organisation/RKB/2026-13/",
    ],
)
def test_what_is_not_there_is_not_found(client, bodies, sqg, page):
    client.force_login(sqg[1])

    assert client.get(page).status_code == 404


def test_a_report_goes_before_the_group_as_a_paper(client, contact, sqg):
    group, member = sqg
    meeting = DraftMeetingFactory(group=group)
    client.force_login(contact.user)
    client.post(f"{address('organisation', 'RKB')}write/", SAID)
    assert client.post(address("organisation", "RKB"), {"group": "sqg"}).status_code == 403

    client.force_login(member)
    client.post(address("organisation", "RKB"), {"group": "sqg"})

    item = AgendaItem.objects.get()
    assert (item.meeting, item.title) == (meeting, f"Quality report: RKB, {LAST:%B %Y}")
    assert Submission.objects.get().visibility == "members"
    again = client.post(address("organisation", "RKB"), {"group": "sqg"})
    assert again.status_code == 409
    assert AgendaItem.objects.count() == 1


def test_without_an_agenda_in_the_making_the_group_is_asked(client, contact, sqg):
    client.force_login(contact.user)
    client.post(f"{address('organisation', 'RKB')}write/", SAID)
    client.force_login(sqg[1])

    client.post(address("organisation", "RKB"), {"group": "sqg"})

    assert ItemRequest.objects.get().why == "Two falls on one ward"
