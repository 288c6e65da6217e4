import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from ccpl_portal.search.models import Entry
from governance.meetings.models import Meeting
from governance.meetings.rules import groups_kept_by, keeps_with, roles_of
from governance.meetings.words import Visibility
from networks.models import Membership
from tests.factories.accounts import (
    ManagerFactory,
    SuperuserFactory,
    UnverifiedFactory,
    UserFactory,
)
from tests.factories.governance import AgendaItemFactory, DraftMeetingFactory, MeetingFactory
from tests.factories.networks import ForumFactory, MembershipFactory

pytestmark = pytest.mark.django_db

Role = Membership.Role


def account_of(group, role=Role.MEMBER):
    return MembershipFactory(group=group, role=role).person.user


def unverified_member_of(group):
    member = MembershipFactory(group=group)
    member.person.user = UnverifiedFactory()
    member.person.save()
    return member.person.user


def may_read(client, meeting, user=None):
    client.logout()
    if user:
        client.force_login(user)
    listed = meeting in client.get("/governance/meetings/").context["page"].object_list
    read = client.get(meeting.get_absolute_url()).status_code == 200
    assert listed == read
    return read


def test_who_reads_a_draft(client):
    meeting = DraftMeetingFactory()
    elsewhere = ForumFactory()

    answers = {
        "stranger": may_read(client, meeting),
        "professional": may_read(client, meeting, UserFactory()),
        "member": may_read(client, meeting, account_of(meeting.group)),
        "secretary": may_read(client, meeting, account_of(meeting.group, Role.SECRETARY)),
        "chair": may_read(client, meeting, account_of(meeting.group, Role.CHAIR)),
        "lead": may_read(client, meeting, account_of(meeting.group, Role.LEAD)),
        "other secretary": may_read(client, meeting, account_of(elsewhere, Role.SECRETARY)),
        "manager": may_read(client, meeting, ManagerFactory()),
        "superuser": may_read(client, meeting, SuperuserFactory()),
    }

    assert {who for who, may in answers.items() if may} == {
        "secretary",
        "chair",
        "lead",
        "manager",
        "superuser",
    }


def test_who_reads_a_meeting_that_only_members_know_of(client):
    meeting = MeetingFactory(visibility=Meeting.Audience.MEMBERS)

    answers = {
        "stranger": may_read(client, meeting),
        "professional": may_read(client, meeting, UserFactory()),
        "unverified member": may_read(client, meeting, unverified_member_of(meeting.group)),
        "member": may_read(client, meeting, account_of(meeting.group)),
        "other member": may_read(client, meeting, account_of(ForumFactory())),
        "manager": may_read(client, meeting, ManagerFactory()),
    }

    assert {who for who, may in answers.items() if may} == {"member", "manager"}


def test_a_meeting_of_a_hidden_group_is_hidden_too(client):
    meeting = MeetingFactory(group=ForumFactory(visibility="hidden"))

    assert not may_read(client, meeting)
    assert may_read(client, meeting, account_of(meeting.group))


def test_who_reads_which_items_of_an_agenda(client):
    meeting = MeetingFactory()
    for visibility in Visibility.values:
        AgendaItemFactory(meeting=meeting, title=visibility, visibility=visibility)

    def read_by(user):
        client.logout()
        if user:
            client.force_login(user)
        response = client.get(meeting.get_absolute_url())
        titles = [line.item.title for line in response.context["agenda"] if not line.is_closed]
        assert all(
            (title in response.content.decode().split("<main")[1]) or title not in titles
            for title in Visibility.values
        )
        return titles

    assert read_by(None) == ["public"]
    assert read_by(UserFactory()) == ["public"]
    assert read_by(unverified_member_of(meeting.group)) == ["public"]
    assert read_by(account_of(meeting.group)) == ["public", "members", "private"]
    assert read_by(account_of(meeting.group, Role.SECRETARY)) == ["public", "members", "private"]
    assert read_by(account_of(ForumFactory(), Role.SECRETARY)) == ["public"]
    assert read_by(ManagerFactory()) == ["public", "members"]
    assert read_by(SuperuserFactory()) == ["public", "members"]


def test_a_private_item_is_said_nowhere_to_those_who_may_not_read_it(client):
    meeting = MeetingFactory()
    AgendaItemFactory(meeting=meeting, title="CANARY", visibility="private")
    client.force_login(ManagerFactory())

    pages = [
        client.get(address).content.decode()
        for address in [
            meeting.get_absolute_url(),
            "/governance/meetings/",
            "/governance/",
            reverse("meetings:calendar", args=[meeting.pk]),
            reverse("admin:governance_meeting_change", args=[meeting.pk]),
        ]
    ]

    assert [page for page in pages if "CANARY" in page] == []
    assert "CANARY" not in str(Entry.objects.values_list())


@pytest.mark.parametrize(
    ("above", "below", "kept"),
    [
        ("public", "public", True),
        ("public", "private", True),
        ("members", "members", True),
        ("members", "public", False),
        ("private", "members", False),
    ],
)
def test_an_item_is_never_more_public_than_the_one_above_it(above, below, kept):
    parent = AgendaItemFactory(visibility=above)
    child = {"meeting": parent.meeting, "parent": parent, "visibility": below}

    if kept:
        AgendaItemFactory(**child)
    else:
        with pytest.raises(IntegrityError, match="never more public"), transaction.atomic():
            AgendaItemFactory(**child)

    assert parent.children.count() == int(kept)


def test_an_item_is_not_narrowed_past_the_ones_under_it():
    parent = AgendaItemFactory()
    AgendaItemFactory(meeting=parent.meeting, parent=parent)
    parent.visibility = Visibility.PRIVATE

    with pytest.raises(IntegrityError, match="never more public"), transaction.atomic():
        parent.save()

    parent.refresh_from_db()
    assert parent.visibility == Visibility.PUBLIC


def test_an_agenda_is_two_deep_and_of_one_meeting():
    parent = AgendaItemFactory()
    child = AgendaItemFactory(meeting=parent.meeting, parent=parent)

    for wrong in [
        {"meeting": parent.meeting, "parent": child},
        {"meeting": MeetingFactory(), "parent": parent},
    ]:
        with pytest.raises(IntegrityError, match="two deep"), transaction.atomic():
            AgendaItemFactory(**wrong)


@transaction.atomic
def share_a_place(meeting):
    AgendaItemFactory(meeting=meeting, position=1)
    connection.check_constraints()


def test_two_items_swap_places_and_never_share_one():
    first = AgendaItemFactory(position=1)
    second = AgendaItemFactory(meeting=first.meeting, position=2)

    with transaction.atomic():
        first.position, second.position = 2, 1
        first.save()
        second.save()
    with pytest.raises(IntegrityError):
        share_a_place(first.meeting)

    assert list(first.meeting.items.all()) == [second, first]


def test_items_are_numbered_and_the_clock_runs_over_those_that_a_reader_may_not_see(client):
    meeting = MeetingFactory(starts_at=datetime(2030, 6, 3, 13, 0, tzinfo=UTC))
    welcome = AgendaItemFactory(meeting=meeting, position=1, minutes_allotted=5)
    AgendaItemFactory(meeting=meeting, position=2, visibility="private", minutes_allotted=25)
    business = AgendaItemFactory(meeting=meeting, position=3)
    AgendaItemFactory(
        meeting=meeting, parent=business, position=1, visibility="members", minutes_allotted=10
    )
    sepsis = AgendaItemFactory(meeting=meeting, parent=business, position=2)

    agenda = client.get(meeting.get_absolute_url()).context["agenda"]

    def shown(lines):
        return [(line.number, line.item.title, f"{line.starts_at:%H:%M}") for line in lines]

    assert shown(agenda) == [
        ("1", welcome.title, "13:00"),
        ("2", "Private item", "13:05"),
        ("3", business.title, "13:30"),
    ]
    assert shown(agenda[2].children) == [
        ("3.1", "Item for members", "13:30"),
        ("3.2", sepsis.title, "13:40"),
    ]


@pytest.mark.parametrize("role", Membership.Role.values)
@pytest.mark.parametrize("is_forum", [True, False])
@pytest.mark.parametrize("has_secretary", [True, False])
def test_who_keeps_papers_is_the_same_for_one_group_and_for_many(role, is_forum, has_secretary):
    membership = MembershipFactory(group__kind__is_forum=is_forum, role=role)
    user, group = membership.person.user, membership.group
    if has_secretary:
        MembershipFactory(group=group, role="secretary")

    keeps = keeps_with(roles_of(user, group), group)

    assert keeps == (group in groups_kept_by(user))
    assert keeps == (role == "secretary" or alone(role, is_forum, has_secretary))


def alone(role, is_forum, has_secretary):
    return role in {"lead", "chair"} and not is_forum and not has_secretary


def test_the_link_to_the_call_is_for_members_and_managers(client):
    meeting = MeetingFactory(online_link="https://call.example/x7q")

    def sees_link(user):
        client.logout()
        if user:
            client.force_login(user)
        answers = [
            client.get(meeting.get_absolute_url()).content.decode(),
            client.get(reverse("meetings:calendar", args=[meeting.pk])).content.decode(),
        ]
        return ["x7q" in answer for answer in answers]

    assert sees_link(None) == [False, False]
    assert sees_link(UserFactory()) == [False, False]
    assert sees_link(unverified_member_of(meeting.group)) == [False, False]
    assert sees_link(account_of(meeting.group)) == [True, True]
    assert sees_link(ManagerFactory()) == [True, True]


def test_the_calendar_file_names_the_meeting_and_grows_its_number_when_it_moves(client, settings):
    settings.SITE_URL = "https://portal.example.org"
    start = datetime(2030, 6, 3, 13, 0, tzinfo=UTC)
    meeting = MeetingFactory(group__name="Clinical and Care Forum", starts_at=start, place="Room 2")
    meeting.starts_at += timedelta(hours=1)
    meeting.ends_at += timedelta(hours=1)
    meeting.save()
    meeting.save()

    response = client.get(f"/governance/meetings/{meeting.pk}.ics")

    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    address = f"https://portal.example.org{meeting.get_absolute_url()}"
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert {
        "uid": str(event["uid"]),
        "sequence": event["sequence"],
        "summary": str(event["summary"]),
        "location": str(event["location"]),
        "url": str(event["url"]),
        "status": str(event["status"]),
        "starts": event.decoded("dtstart"),
        "ends": event.decoded("dtend"),
    } == {
        "uid": f"meeting-{meeting.pk}@portal.example.org",
        "sequence": 1,
        "summary": "Clinical and Care Forum",
        "location": "Room 2",
        "url": address,
        "status": "CONFIRMED",
        "starts": start + timedelta(hours=1),
        "ends": start + timedelta(hours=3),
    }


def test_a_cancelled_meeting_is_said_to_be_cancelled(client):
    meeting = MeetingFactory(state="cancelled", cancelled_because="Too few members can come.")

    page = client.get(meeting.get_absolute_url()).content.decode()
    [event] = Calendar.from_ical(
        client.get(reverse("meetings:calendar", args=[meeting.pk])).content
    ).walk("VEVENT")

    assert "This meeting is cancelled" in page
    assert "Too few members can come." in page
    assert "Add to calendar" not in page
    assert str(event["status"]) == "CANCELLED"


def test_a_draft_has_no_calendar_file(client):
    meeting = DraftMeetingFactory()
    client.force_login(account_of(meeting.group, Role.SECRETARY))

    secretary = client.get(reverse("meetings:calendar", args=[meeting.pk]))
    client.logout()
    stranger = client.get(reverse("meetings:calendar", args=[meeting.pk]))

    assert (secretary.status_code, stranger.status_code) == (403, 404)


def test_the_list_begins_with_what_comes_next_and_ends_with_the_oldest(client):
    now = timezone.now()
    later, soon, recent, old = (
        MeetingFactory(starts_at=now + timedelta(days=days)) for days in [30, 2, -2, -30]
    )

    assert list(client.get("/governance/meetings/").context["page"]) == [soon, later, recent, old]
    assert list(client.get("/governance/meetings/?when=to-come").context["page"]) == [soon, later]
    assert list(client.get("/governance/meetings/?when=past").context["page"]) == [recent, old]


def test_the_list_is_narrowed_by_group_month_and_words(client):
    march = MeetingFactory(starts_at=datetime(2030, 3, 5, 9, 0, tzinfo=UTC), title="Away day")
    june = MeetingFactory(
        group__slug="ceg", starts_at=datetime(2030, 6, 5, 9, 0, tzinfo=UTC), purpose="Sepsis"
    )

    def listed(query):
        return list(client.get(f"/governance/meetings/?{query}").context["page"])

    assert listed("group=ceg") == [june]
    assert listed("month=2030-03") == [march]
    assert listed("q=sepsis") == [june]
    assert listed("q=away&month=2030-06") == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("group=nothing", "No group of that name meets: choose from the list"),
        ("when=never", "Choose past or to come"),
        ("month=2030-13", "There are no meetings in that month: choose another"),
    ],
)
def test_a_filter_that_does_not_exist_is_named(client, query, said):
    MeetingFactory()

    response = client.get(f"/governance/meetings/?{query}")

    assert list(response.context["page"]) == []
    assert said in response.content.decode()


def test_the_database_refuses_a_meeting_that_ends_before_it_starts_or_meets_twice_at_once():
    meeting = MeetingFactory()

    for wrong in [
        {"ends_at": meeting.starts_at - timedelta(hours=1)},
        {"group": meeting.group, "starts_at": meeting.starts_at},
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            MeetingFactory(**wrong)

    assert Meeting.objects.count() == 1


def test_managers_look_up_meetings_and_superusers_mend_published_ones(client):
    published, draft = MeetingFactory(), DraftMeetingFactory()
    addresses = [
        reverse("admin:governance_meeting_change", args=[meeting.pk])
        for meeting in [published, draft]
    ]

    client.force_login(ManagerFactory())
    manager = [client.get(url).context["has_change_permission"] for url in addresses]
    refused = client.post(addresses[0], {"title": "Changed"}).status_code
    adding = client.get(reverse("admin:governance_meeting_add")).status_code
    client.force_login(SuperuserFactory())
    superuser = [client.get(url).context["has_change_permission"] for url in addresses]

    assert (manager, refused, adding) == ([False, False], 403, 403)
    assert superuser == [True, False]


def test_a_meeting_is_found_by_those_who_may_read_it():
    MeetingFactory(title="Open")
    members = MeetingFactory(title="Members", visibility="members")
    draft = DraftMeetingFactory(title="Draft")
    hidden = MeetingFactory(title="Hidden", group=ForumFactory(visibility="hidden"))

    found = {
        entry.title.split(",")[0]: set(entry.audiences)
        for entry in Entry.objects.filter(kind="Meeting")
    }

    assert found == {
        "Open": {"public"},
        "Members": {"manager", f"group:{members.group.pk}"},
        "Draft": {"manager", f"group-leads:{draft.group.pk}"},
        "Hidden": {"manager", f"group:{hidden.group.pk}"},
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_whatever_the_number_of_rows(
    client, django_assert_max_num_queries, rows
):
    for _ in range(rows):
        MeetingFactory()

    with django_assert_max_num_queries(6):
        client.get("/governance/meetings/")


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_asks_the_same_whatever_the_number_of_items(
    client, django_assert_max_num_queries, rows
):
    meeting = MeetingFactory()
    for number in range(rows):
        AgendaItemFactory(meeting=meeting, position=number + 1)

    with django_assert_max_num_queries(6):
        client.get(meeting.get_absolute_url())


def test_the_list_is_there_as_csv_with_its_filters_and_without_drafts(client):
    start = datetime(2030, 6, 3, 13, 0, tzinfo=UTC)
    MeetingFactory(group__slug="ceg", group__name="CEG", starts_at=start, place="Room 2")
    MeetingFactory()
    DraftMeetingFactory(group__slug="other")

    response = client.get("/governance/meetings/?group=ceg&format=csv")

    [row] = csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig")))
    assert row.pop("Address on this site").startswith("http://testserver/governance/meetings/")
    assert row == {
        "Meeting": "CEG",
        "Group": "CEG",
        "Date": "2030-06-03",
        "From": "2pm",
        "To": "4pm",
        "Place": "Room 2",
        "State": "Published",
    }
