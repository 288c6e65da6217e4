"""The packs that come with the portal."""

import re
from collections import Counter

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from ccpl_portal.accounts.models import User
from ccpl_portal.organisations.models import Organisation, Place, PlaceMembership
from ccpl_portal.packs.actions import check_pack, load_pack
from ccpl_portal.packs.folders import LIBRARY, open_folder
from ccpl_portal.packs.models import Pack
from ccpl_portal.people.models import Person
from ccpl_portal.strategy.models import Aim, Principle, Workstream
from ccpl_portal.ui import site
from comms.models import NewsItem, Page
from governance.models import Deliverable, Meeting
from leadership_dev.models import Programme
from networks.models import Group, Membership
from tests.test_layers import HOUSES, ROOT

MARKED = [Group, Meeting, NewsItem, Organisation, Programme]

SYSTEMS = sorted(
    path.parent.name for path in LIBRARY.glob("*/pack.toml") if open_folder(path.parent.name).system
)


def broken_links(client):
    """Walk every page that a stranger can reach; returns the links that lead nowhere."""
    waiting, came_from, broken = ["/"], {"/": ""}, []
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        if response.streaming:
            # Read to the end, so that the file is closed.
            list(response.streaming_content)
        if response.status_code not in {200, 302}:
            broken.append((came_from[address], address, response.status_code))
        elif response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            for link in re.findall(r'href="(/[^"#?]*)', response.content.decode()):
                if link not in came_from and not link.startswith(("/static/", "//")):
                    came_from[link] = address
                    waiting.append(link)
    return broken, set(came_from)


def members_of(slug):
    return sorted(
        PlaceMembership.objects.filter(place__slug=slug)
        .exclude(organisation__kind__slug="primary-care-network")
        .values_list("organisation__ods_code", flat=True)
    )


@pytest.mark.django_db
def test_production_holds_the_facts_of_coventry_and_warwickshire_and_nothing_else(settings):
    settings.PRODUCTION = True

    load_pack("coventry-and-warwickshire")

    networks = Organisation.objects.filter(kind__slug="primary-care-network")
    assert {
        place.name: networks.in_place(place).count() for place in Place.objects.below_system()
    } == {"Coventry": 8, "Warwickshire North": 5, "Rugby": 1, "South Warwickshire": 7}
    assert all("As at 1 January 2022" in network.note for network in networks)
    assert members_of("coventry") == ["407", "RKB"]
    assert members_of("warwickshire-north") == ["E07000219", "RLT", "X-NWBC"]
    assert members_of("rugby") == ["E07000220"]
    assert members_of("south-warwickshire") == ["E07000221", "E07000222", "RJC"]
    assert members_of("coventry-and-warwickshire") == ["404", "QWU", "RYA", "RYG", "X-WMS"]
    assert sorted(Group.objects.values_list("name", flat=True)) == [
        "Clinical Executive Group",
        "Clinical and Care Forum",
        "Local Maternity and Neonatal Services Group",
        "System Quality Group",
    ]
    assert Principle.objects.count() == 5
    assert Workstream.objects.count() == 7
    assert [aim.horizon for aim in Aim.objects.all()] == [2028] * 5
    assert {d.outcome for d in Deliverable.objects.all()} == {"not_recorded"}
    assert Counter(d.due_words for d in Deliverable.objects.all()) == {
        "the end of quarter 1 of 2023/24": 5,
        "the end of 2023/24": 11,
    }
    assert [model for model in MARKED if model.objects.filter(is_example=True).exists()] == []
    assert Person.objects.count() == 0
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_the_demo_marks_what_is_invented_and_seats_its_people_as_the_contract_says():
    load_pack("coventry-and-warwickshire")

    invented = Group.objects.filter(is_example=True)
    assert Group.objects.filter(is_example=False).count() == 4
    assert invented.count() >= 25
    assert invented.values("kind").distinct().count() >= 10
    assert set(invented.values_list("status", flat=True)) == set(Group.Status.values)
    assert Person.objects.count() >= 40
    assert not Person.objects.filter(is_example=False).exists()
    assert Person.objects.values("profession__family").distinct().count() >= 10
    assert {(p.picture.width, p.picture.kind) for p in Person.objects.exclude(picture=None)} == {
        (480, "png")
    }
    assert not Meeting.objects.filter(is_example=False).exists()
    assert {meeting.is_over for meeting in Meeting.objects.all()} == {True, False}
    seats = {
        (membership.person.user.email.partition("@")[0], membership.group.slug, membership.role)
        for membership in Membership.objects.current().exclude(person__user=None)
    }
    assert {
        ("lead", "respiratory-clinical-network", "lead"),
        ("member", "clinical-and-care-forum", "member"),
        ("secretary", "clinical-and-care-forum", "secretary"),
        ("chair", "clinical-and-care-forum", "chair"),
        ("secretary2", "clinical-executive-group", "secretary"),
        ("ceg_chair", "clinical-executive-group", "chair"),
        ("sqg", "system-quality-group", "member"),
    } <= seats
    assert not {seat for seat in seats if seat[0] in {"coordinator", "applicant"}} - {
        ("applicant", "local-maternity-and-neonatal-services-group", "member"),
        ("applicant", "shared-decision-making-community", "member"),
    }


# As the table of demo people in the contract has them.
DEMO_PEOPLE = [
    "admin",
    "applicant",
    "ceg_chair",
    "chair",
    "clinician",
    "coordinator",
    "lead",
    "manager",
    "member",
    "panel1",
    "panel2",
    "panel3",
    "quality",
    "quality2",
    "secretary",
    "secretary2",
    "sqg",
    "unverified",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", SYSTEMS)
def test_each_pack_loads_once_without_a_fault_seats_its_demo_people_and_can_be_walked(name, client):
    first, second = load_pack(name), load_pack(name)

    assert [str(fault) for fault in first.faults] == []
    assert (first.count("changed"), first.count("unchanged")) == (0, 0)
    assert (second.count("made"), second.count("changed")) == (0, 0)
    assert second.count("unchanged") == first.count("made")
    assert Place.objects.system().name == Pack.objects.get().title
    users = {user.email.partition("@")[0]: user for user in User.objects.all()}
    assert sorted(users) == DEMO_PEOPLE
    assert {user.email.partition("@")[2] for user in users.values()} == {"demo.example"}
    assert all(user.check_password("demo-only-password") for user in users.values())
    assert [name for name, user in users.items() if not user.is_verified] == ["unverified"]
    assert [name for name, user in users.items() if user.is_superuser] == ["admin"]
    assert {name for name, user in users.items() if user.role_grants.exists()} == {
        "coordinator",
        "manager",
    }
    held = {
        name: {membership.role for membership in user.person.memberships.current()}
        for name, user in users.items()
        if hasattr(user, "person")
    }
    assert "lead" in held["lead"]
    assert "member" in held["member"]
    assert "chair" in held["chair"]
    assert "chair" in held["ceg_chair"]
    assert "secretary" in held["secretary"]
    assert "secretary" in held["secretary2"]
    assert users["sqg"].person.memberships.filter(group__oversees_quality=True).exists()
    broken, walked = broken_links(client)
    assert broken == []
    assert {page.get_absolute_url() for page in Page.objects.published()} <= walked
    groups = Group.objects.visible_to(AnonymousUser()).live()
    assert {group.get_absolute_url() for group in groups} <= walked
    assert {programme.get_absolute_url() for programme in Programme.objects.published()} <= walked


@pytest.mark.django_db
def test_accounts_are_never_facts(tmp_path):
    toml = 'name = "x"\ntitle = "X"\nsystem = "QQQ"\nportal = "X"\n'
    (tmp_path / "facts/accounts").mkdir(parents=True)
    (tmp_path / "pack.toml").write_text(toml)
    (tmp_path / "facts/accounts/accounts.csv").write_text(
        "account,name,kind,verified\nroot,Root,colleague,yes\n"
    )

    report = load_pack(tmp_path)

    assert [fault.reason for fault in report.faults] == [
        "Accounts are for demos. Move this file to examples/"
    ]
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_a_new_pack_passes_its_check(tmp_path, capsys):
    call_command("new_pack", "anytown-and-around", "--in", str(tmp_path))

    report = check_pack(tmp_path / "anytown-and-around")

    assert [str(fault) for fault in report.faults] == []
    assert report.title == "Anytown and around"
    assert Place.objects.count() == 0


@pytest.mark.django_db
def test_a_pack_of_the_library_passes_its_check_and_leaves_nothing_behind():
    report = check_pack("coventry-and-warwickshire")

    assert [str(fault) for fault in report.faults] == []
    assert report.count("made") > 1500
    assert (Place.objects.count(), Group.objects.count(), Person.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_the_portal_has_the_name_that_its_system_gives_it(client):
    load_pack("surrey-heartlands")
    site.forget()

    page = client.get("/about/").content.decode()

    site.remember("", seconds=3600)
    assert " - Health and care professional leadership</title>" in page
    assert "Surrey Heartlands" in page


def test_no_code_knows_a_system_by_name():
    words = "|".join(
        word
        for name in SYSTEMS
        for word in open_folder(name).title.replace(",", "").split()
        if word not in {"and", "South", "Heartlands"}
    )
    code = [
        path
        for top in ["ccpl_portal", *HOUSES, "templates", "static"]
        for path in (ROOT / top).rglob("*")
        if path.suffix in {".py", ".html", ".txt", ".js", ".css"}
        # The launcher's only word is which pack it loads when none is named.
        and not {"library", "launcher"} & set(path.relative_to(ROOT).parts)
    ]

    knowing = [
        str(path.relative_to(ROOT))
        for path in code
        if re.search(words, path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]

    assert len(code) > 50
    assert knowing == []
