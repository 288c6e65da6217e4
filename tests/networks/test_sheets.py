"""Managers bring groups and memberships in from CSV, after a look, and take them out."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ccpl_portal.audit.models import Event
from networks.models import Group, Membership
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.networks import GroupFactory, GroupKindFactory, MembershipFactory
from tests.factories.organisations import PlaceFactory

pytestmark = pytest.mark.django_db

IMPORT, EXPORT = "/admin/networks/group/import/", "/admin/networks/group/export/"
HEADING = "slug,name,kind,status,purpose,places,reports_to\n"


@pytest.fixture
def manager(client):
    manager = ManagerFactory()
    client.force_login(manager)
    return manager


@pytest.fixture
def lungs():
    GroupKindFactory()
    PlaceFactory(slug="rugby")
    return GroupFactory(slug="lungs", name="Lung group", purpose="Better care.")


def look(client, text, address=IMPORT):
    file = SimpleUploadedFile("groups.csv", text.encode(), content_type="text/csv")
    return client.post(address, {"file": file})


def say_yes(client, looked, address=IMPORT):
    outcome = looked.context["outcome"]
    said = {"words": looked.context["words"].replace("\n", "\r\n"), "digest": outcome.digest}
    return client.post(address, said)


SHEET = HEADING + (
    "lungs,Lung network,clinical-network,paused,Better care.,rugby,breath\n"
    'breath,Breath forum,clinical-network,forming,"Two\nlines, one cell.",,\n'
)


def test_a_look_names_every_cell_that_would_change_and_changes_nothing(client, manager, lungs):
    looked = look(client, SHEET)

    first, second = looked.context["outcome"].changes
    assert (first.line, first.is_new, {c: (b, a) for c, b, a in first.cells}) == (
        2,
        False,
        {
            "name": ("Lung group", "Lung network"),
            "status": ("active", "paused"),
            "places": ("", "rugby"),
            "reports_to": ("", "breath"),
        },
    )
    assert (second.name, second.is_new) == ("Breath forum", True)
    assert list(Group.objects.values_list("slug", "name", "status")) == [
        ("lungs", "Lung group", "active")
    ]
    assert not Event.objects.filter(verb="imported").exists()


def test_saying_yes_makes_exactly_the_changes_that_were_shown(client, manager, lungs):
    answer = say_yes(client, look(client, SHEET))

    assert answer.url == "/admin/networks/group/"
    lungs.refresh_from_db()
    breath = Group.objects.get(slug="breath")
    assert (lungs.name, lungs.status, lungs.reports_to) == ("Lung network", "paused", breath)
    assert [place.slug for place in lungs.places.all()] == ["rugby"]
    assert (breath.purpose, breath.is_example) == ("Two\nlines, one cell.", False)
    assert Event.objects.filter(verb="imported", actor_id=manager.pk).count() == 2


def test_a_change_by_somebody_else_after_the_look_is_shown_and_not_run_over(client, manager, lungs):
    looked = look(client, SHEET)
    lungs.status = Group.Status.CLOSED
    lungs.save()

    answer = say_yes(client, looked)

    assert "Something changed since you looked" in answer.content.decode()
    lungs.refresh_from_db()
    assert (lungs.name, lungs.status) == ("Lung group", "closed")
    assert not Group.objects.filter(slug="breath").exists()


def test_errors_are_named_by_row_and_column_and_then_no_row_is_written(client, manager, lungs):
    rows = (
        "good,Good group,clinical-network,active,Well.,,\n"
        "one,One,clinical-network,activ,,,\n"
        "two,Two,no-such-kind,active,Well.,,\n"
        "three,Three,clinical-network,active,,,\n"
        "four,Four,clinical-network,active,Well.,atlantis,\n"
        "missing,Five,clinical-network,active,Well.,,\n"
        "lungs,Lung group,clinical-network,active,Better care.,,lungs\n"
        "good,Good again,clinical-network,active,Well.,,\n"
    )

    looked = look(client, HEADING + rows)

    faults = [(fault.line, fault.column) for fault in looked.context["outcome"].faults]
    assert faults == [
        (3, "status"),
        (3, "purpose"),
        (4, "kind"),
        (5, "purpose"),
        (6, "places"),
        (7, "slug"),
        (8, "reports_to"),
        (9, "slug"),
    ]
    page = looked.content.decode()
    assert "Enter one of proposed, forming, active, paused, closed, not “activ”" in page
    assert "Choose a group that does not report to this one" in page
    assert "Make these changes" not in page
    assert say_yes(client, looked).status_code == 200
    assert [group.slug for group in Group.objects.all()] == ["lungs"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"slug,name\nlungs,Lungs\n", "This column is missing"),
        (HEADING.encode() + b'lungs,"Lungs\n', "cannot be read as CSV"),
        (HEADING.encode() + b"lungs,only two\n", "This line has 2 cells, the heading has 7"),
        (HEADING.encode() + b"lungs,caf\xe9,x,y,z,,\n", "Save the file as “CSV UTF-8”"),
        (HEADING.encode() + b"lungs,a\x00b,x,y,z,,\n", "what is in it is something else"),
        (HEADING.encode() + b"x" * 1_000_001, "larger than 1 MB"),
        (HEADING.encode() + b"a,b,c,d,e,f,g\n" * 1001, "more than 1000 rows"),
        (b"<html><script>alert(1)</script></html>", "Web pages and drawings"),
    ],
    ids=["empty", "columns", "quotes", "cells", "encoding", "nul", "large", "rows", "html"],
)
def test_a_file_that_cannot_be_used_gets_words(client, manager, lungs, data, words):
    file = SimpleUploadedFile("groups.csv", data, content_type="text/csv")

    answer = client.post(IMPORT, {"file": file})

    assert (answer.status_code, words in answer.content.decode()) == (200, True)
    assert [group.name for group in Group.objects.all()] == ["Lung group"]


def test_what_was_exported_comes_back_without_a_change(client, manager, lungs):
    lungs.purpose = "- a list\n- with | a bar\n\n=1+1"
    lungs.save()
    GroupFactory(slug="sums", name="=HYPERLINK(evil)", purpose="+1", reports_to=lungs)

    answer = client.get(EXPORT)
    text = b"".join(answer.streaming_content).decode()

    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["name"] for row in rows] == ["Lung group", "'=HYPERLINK(evil)"]
    assert answer["Content-Disposition"] == 'attachment; filename="groups.csv"'
    outcome = look(client, text).context["outcome"]
    assert (outcome.changes, outcome.unchanged, outcome.faults) == ([], 2, [])


def test_only_the_chosen_groups_are_exported_from_the_list(client, manager, lungs):
    GroupFactory(slug="other")

    answer = client.post(
        "/admin/networks/group/", {"action": "export_chosen", "_selected_action": [lungs.pk]}
    )

    text = b"".join(answer.streaming_content).decode()
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == ["lungs"]


def test_memberships_come_in_by_the_same_door(client, manager, lungs):
    held = MembershipFactory(group=lungs, role="member", person__name="Ada Example")
    address = "/admin/networks/membership/import/"
    sheet = f"group,person,role,votes,from_on\nlungs,{held.person.slug},lead,yes,2026-01-01\n"

    say_yes(client, look(client, sheet, address), address)

    assert sorted(Membership.objects.values_list("person__name", "role")) == [
        ("Ada Example", "lead"),
        ("Ada Example", "member"),
    ]


def test_an_example_stays_one(client, manager, lungs):
    Group.objects.update(is_example=True)

    say_yes(client, look(client, SHEET))

    assert dict(Group.objects.values_list("slug", "is_example")) == {"lungs": True, "breath": False}


@pytest.mark.parametrize("address", [IMPORT, EXPORT])
def test_others_find_neither_door(client, lungs, address):
    stranger, colleague = Client(), Client()
    colleague.force_login(UserFactory())
    lead = Client()
    lead.force_login(MembershipFactory(group=lungs, role="lead").person.user)

    assert stranger.get(address).status_code == 302
    assert [one.get(address).status_code for one in [colleague, lead]] == [404, 404]
    assert [one.post(address).status_code for one in [colleague, lead]] == [404, 404]


def test_the_list_of_groups_leads_to_both(client, manager, lungs):
    page = client.get("/admin/networks/group/").content.decode()

    assert (IMPORT in page, EXPORT in page) == (True, True)
