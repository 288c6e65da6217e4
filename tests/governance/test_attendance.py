import pytest
from django.urls import reverse

from governance.attendance.models import Attendance, Withdrawal
from governance.attendance.names import members_of, read
from governance.models import Reply
from networks.models import Membership
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.governance import AgendaItemFactory, AttendanceFactory, MeetingFactory
from tests.factories.networks import ForumFactory, GroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db

Role = Membership.Role
LIST = "Dr A Khan; jo@x.nhs.uk\nSam Lee (deputy for P Roy)"


@pytest.fixture
def meeting():
    return MeetingFactory()


@pytest.fixture
def secretary(meeting, client):
    user = MembershipFactory(group=meeting.group, role=Role.SECRETARY).person.user
    client.force_login(user)
    return user


@pytest.fixture
def members(meeting):
    khan = MembershipFactory(group=meeting.group, person__name="Amina Khan").person
    jo = MembershipFactory(group=meeting.group, person__name="Jo Hart").person
    jo.user.email = "jo@x.nhs.uk"
    jo.user.save()
    roy = MembershipFactory(group=meeting.group, person__name="Priya Roy").person
    return khan, jo, roy


def page_of(meeting, name="page", *args):
    return reverse(f"attendance:{name}", args=[meeting.pk, *args])


def rows_of(meeting):
    rows = meeting.attendances.values_list("name", "person__name", "standing", "deputy_for__name")
    return sorted(rows)


def test_a_pasted_list_is_matched_to_members_and_deputies(meeting, members):
    khan, jo, roy = members

    found = read(LIST, members_of(meeting))

    assert [(p.name, p.person, p.member_stood_in_for) for p in found] == [
        ("Amina Khan", khan, None),
        ("Jo Hart", jo, None),
        ("Sam Lee", None, roy),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A Khan, Jo Hart", ["Amina Khan", "Jo Hart"]),
        ("Jo Hart <jo@x.nhs.uk>", ["Jo Hart"]),
        ("prof. amina KHAN", ["Amina Khan"]),
        ("• Lou Bell\n- Kim Ash, \n\n", ["Lou Bell", "Kim Ash"]),
        ("nobody@elsewhere.uk", ["nobody@elsewhere.uk"]),
        ("Khan", ["Khan"]),
        ("Sam Lee (deputy for P Roy, nurse)", ["Sam Lee"]),
        (" ;;, ", []),
    ],
)
def test_nobody_in_a_pasted_list_is_dropped(meeting, members, text, names):
    assert [found.name for found in read(text, members_of(meeting))] == names


def test_two_members_who_fit_are_offered_and_none_is_taken(meeting, members):
    MembershipFactory(group=meeting.group, person__name="Asim Khan")

    (found,) = read("A Khan", members_of(meeting))

    assert (found.person, len(found.fits)) == (None, 2)


def test_the_preview_saves_nothing_and_the_confirmation_makes_three_rows(
    client, meeting, secretary, members
):
    preview = client.post(page_of(meeting, "paste"), {"people": LIST})

    assert preview.status_code == 200
    assert rows_of(meeting) == []
    sent = hidden(preview.context["lines"])
    response = client.post(page_of(meeting, "confirm"), sent)

    assert response.url == page_of(meeting)
    assert rows_of(meeting) == [
        ("Amina Khan", "Amina Khan", "present", None),
        ("Jo Hart", "Jo Hart", "present", None),
        ("Sam Lee", None, "present", "Priya Roy"),
    ]


def hidden(lines):
    """What the preview's form sends when nothing in it is touched."""
    sent = {f"line-{name}": lines.management_form[name].value() for name in ["TOTAL_FORMS"]}
    sent["line-INITIAL_FORMS"] = sent["line-TOTAL_FORMS"]
    for line in lines:
        sent |= {line.add_prefix(name): line[name].value() for name in line.fields}
    return sent


def test_confirming_twice_makes_no_second_rows(client, meeting, secretary, members):
    preview = client.post(page_of(meeting, "paste"), {"people": LIST})
    sent = hidden(preview.context["lines"])

    client.post(page_of(meeting, "confirm"), sent)
    client.post(page_of(meeting, "confirm"), sent)

    assert len(rows_of(meeting)) == 3


def test_a_deputy_excuses_the_member_who_was_marked_as_there(client, meeting, secretary, members):
    client.post(page_of(meeting, "everyone"))
    preview = client.post(page_of(meeting, "paste"), {"people": "Sam Lee (deputy for P Roy)"})

    client.post(page_of(meeting, "confirm"), hidden(preview.context["lines"]))

    standing = dict(meeting.attendances.values_list("name", "standing"))
    assert standing["Priya Roy"] == "apologies"
    assert standing["Sam Lee"] == "present"


def test_everyone_present_in_one_press_but_those_who_sent_apologies(
    client, meeting, secretary, members
):
    _khan, jo, roy = members
    Reply.objects.create(meeting=meeting, person=jo, answer="apologies")
    Reply.objects.create(meeting=meeting, person=roy, answer="deputy", deputy_name="Sam Lee")

    client.post(page_of(meeting, "everyone"))
    client.post(page_of(meeting, "everyone"))

    assert set(rows_of(meeting)) == {
        ("Amina Khan", "Amina Khan", "present", None),
        ("Jo Hart", "Jo Hart", "apologies", None),
        ("Priya Roy", "Priya Roy", "apologies", None),
        ("Sam Lee", None, "present", "Priya Roy"),
        (secretary.person.name, secretary.person.name, "in_attendance", None),
    }
    assert meeting.attendances.count() == 5


def test_exceptions_are_set_all_at_once(client, meeting, secretary, members):
    khan, jo, roy = members
    client.post(page_of(meeting, "everyone"))

    client.post(
        page_of(meeting),
        {
            f"person-{khan.pk}": "present",
            f"person-{jo.pk}": "absent",
            f"person-{roy.pk}": "nonsense",
            f"person-{secretary.person.pk}": "in_attendance",
        },
    )

    standing = dict(meeting.attendances.values_list("person", "standing"))
    assert (standing[khan.pk], standing[jo.pk], standing[roy.pk]) == (
        "present",
        "absent",
        "present",
    )


def test_somebody_comes_late_and_leaves_early(client, meeting, secretary):
    _first, second = [AgendaItemFactory(meeting=meeting) for _ in range(2)]
    row = AttendanceFactory(meeting=meeting, name="Kim Ash")

    response = client.post(
        page_of(meeting, "row", row.pk),
        {
            "name": "Kim Ash",
            "standing": "present",
            "arrived_at": "2.30pm",
            "first_item": second.pk,
            "left_at": "2pm",
        },
    )
    assert "Enter a time after the arrival" in response.content.decode()

    client.post(
        page_of(meeting, "row", row.pk),
        {
            "name": "Kim Ash",
            "standing": "present",
            "arrived_at": "2.30pm",
            "first_item": second.pk,
            "left_at": "3pm",
        },
    )
    row.refresh_from_db()
    assert (row.arrived_at.hour, row.first_item, row.left_at.hour) == (14, second, 15)


def test_an_item_of_another_meeting_is_refused(client, meeting, secretary):
    row = AttendanceFactory(meeting=meeting)
    elsewhere = AgendaItemFactory()

    response = client.post(
        page_of(meeting, "row", row.pk),
        {"name": "Kim", "standing": "present", "first_item": elsewhere.pk},
    )

    assert response.context["form"].errors.keys() == {"first_item"}


def test_somebody_withdraws_from_an_item_and_it_is_taken_back(client, meeting, secretary):
    item = AgendaItemFactory(meeting=meeting)
    row = AttendanceFactory(meeting=meeting)
    address = page_of(meeting, "withdraw", item.pk)

    empty = client.post(address, {"attendance": row.pk, "reason": ""})
    client.post(address, {"attendance": row.pk, "reason": "Works for the bidder"})
    client.post(address, {"attendance": row.pk, "reason": "Owns shares in the bidder"})

    assert "Enter the interest" in empty.content.decode()
    (withdrawal,) = Withdrawal.objects.all()
    assert (withdrawal.item, withdrawal.reason) == (item, "Owns shares in the bidder")
    client.post(page_of(meeting, "undo", withdrawal.pk))
    assert not Withdrawal.objects.exists()


def test_only_somebody_who_is_there_can_withdraw(client, meeting, secretary):
    item = AgendaItemFactory(meeting=meeting)
    elsewhere = AttendanceFactory()
    away = AttendanceFactory(meeting=meeting, standing="apologies")

    for row in [elsewhere, away]:
        client.post(page_of(meeting, "withdraw", item.pk), {"attendance": row.pk, "reason": "x"})

    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("state", ["draft", "cancelled", "minutes_approved"])
def test_attendance_of_a_meeting_that_is_not_open_is_refused(client, meeting, secretary, state):
    meeting.state = state
    meeting.save()

    answers = {
        client.get(page_of(meeting)).status_code,
        client.post(page_of(meeting, "everyone")).status_code,
        client.post(page_of(meeting), {}).status_code,
    }

    assert answers == {409}
    assert not Attendance.objects.exists()


def test_who_takes_the_attendance(client, meeting):
    addresses = [page_of(meeting), page_of(meeting, "paste")]

    def answers(user):
        client.force_login(user)
        return [client.get(address).status_code for address in addresses] + [
            client.post(page_of(meeting, "everyone")).status_code
        ]

    def holder(role, group=meeting.group):
        return MembershipFactory(group=group, role=role).person.user

    assert answers(holder(Role.SECRETARY)) == [200, 200, 302]
    for user in [
        holder(Role.CHAIR),
        holder(Role.MEMBER),
        holder(Role.SECRETARY, ForumFactory()),
        UserFactory(),
        ManagerFactory(),
    ]:
        assert answers(user) == [403, 403, 403]
    client.logout()
    assert client.get(addresses[0]).url.startswith("/accounts/")


def test_the_secretary_of_another_group_does_not_find_a_meeting_for_members(client, meeting):
    meeting.visibility = "members"
    meeting.save()
    client.force_login(MembershipFactory(group=ForumFactory(), role=Role.SECRETARY).person.user)

    assert client.get(page_of(meeting)).status_code == 404
    assert client.post(page_of(meeting, "everyone")).status_code == 404


def test_the_lead_of_a_network_without_a_secretary_keeps_its_minutes(client):
    group = GroupFactory()
    meeting = MeetingFactory(group=group)
    client.force_login(MembershipFactory(group=group, role=Role.LEAD).person.user)
    before = client.get(page_of(meeting)).status_code

    MembershipFactory(group=group, role=Role.SECRETARY)

    assert (before, client.get(page_of(meeting)).status_code) == (200, 403)


def test_the_page_asks_as_much_for_thirty_members_as_for_three(
    client, meeting, secretary, django_assert_max_num_queries
):
    def add(count):
        for _ in range(count):
            member = MembershipFactory(group=meeting.group)
            AttendanceFactory(meeting=meeting, person=member.person, name=member.person.name)

    add(3)
    client.get(page_of(meeting))
    with django_assert_max_num_queries(14) as few:
        client.get(page_of(meeting))
    add(27)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(page_of(meeting))
