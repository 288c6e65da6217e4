from datetime import date, timedelta

import pytest
from django.utils import timezone

from ccpl_portal.audit.models import Event
from ccpl_portal.web.errors import Conflict
from networks.members import actions
from networks.models import Membership
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.networks import ForumFactory, GroupFactory, MembershipFactory
from tests.factories.people import PersonFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

Role = Membership.Role


@pytest.fixture
def lead():
    return MembershipFactory(group__slug="respiratory", role=Role.LEAD, from_on=date(2024, 1, 1))


def held(person):
    rows = Membership.objects.filter(person=person).order_by("from_on")
    return [(row.role, row.votes, row.from_on, row.until_on) for row in rows]


def roles_on(page):
    return {member.person.name: member.role for member in page.context["members"]}


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def test_a_lead_adds_somebody_of_the_directory(client, lead):
    person = PersonFactory(name="Ada Example")
    client.force_login(lead.person.user)

    answer = client.post(
        "/networks/respiratory/members/add/",
        {"person": "ada example", "role": "deputy", "votes": "on"}
        | day("from_on", date(2025, 2, 3)),
        follow=True,
    )

    assert "Ada Example is now deputy chair of" in words(answer)
    assert held(person) == [("deputy", True, date(2025, 2, 3), None)]
    assert Event.objects.filter(verb="added member", actor_id=lead.person.user.pk).count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter the name of a person"),
        ("Nobody Known", "Nobody of that name is in the directory"),
        ("Example", "Several people fit: Ada Example, Bea Example"),
        ("<script>alert(1)</script>", "Nobody of that name is in the directory"),
    ],
)
def test_who_is_meant_must_be_clear(client, lead, typed, says):
    PersonFactory(name="Ada Example")
    PersonFactory(name="Bea Example")
    client.force_login(lead.person.user)

    answer = client.post("/networks/respiratory/members/add/", {"person": typed, "role": "member"})

    assert says in words(answer)
    assert "<script>alert" not in answer.content.decode()
    assert Membership.objects.count() == 1


def test_nobody_is_added_twice_in_the_same_role(client, lead):
    member = MembershipFactory(group=lead.group, person__name="Ada Example")
    client.force_login(lead.person.user)

    answer = client.post(
        "/networks/respiratory/members/add/", {"person": "Ada Example", "role": "member"}
    )

    assert "This person already has that role in that time" in words(answer)
    assert len(held(member.person)) == 1


def test_a_membership_that_would_end_before_it_starts_is_refused_at_its_field(client, lead):
    PersonFactory(name="Ada Example")
    client.force_login(lead.person.user)
    data = {"person": "Ada Example", "role": "member"}
    data |= day("from_on", date(2025, 2, 3)) | day("last_day", date(2025, 2, 2))

    answer = client.post("/networks/respiratory/members/add/", data)

    assert answer.context["form"].errors == {
        "last_day": ["Enter a last day that is not before the first day"]
    }
    assert Membership.objects.count() == 1


def test_a_new_role_is_a_new_row_and_the_chair_of_a_day_stays_known(client, lead):
    member = MembershipFactory(
        group=lead.group, person__name="Ada Example", role=Role.CHAIR, from_on=date(2024, 1, 1)
    )
    client.force_login(lead.person.user)
    today = timezone.localdate()

    client.post(
        f"/networks/respiratory/members/{member.pk}/",
        {"role": "member"} | day("from_on", today),
    )

    assert held(member.person) == [
        ("chair", True, date(2024, 1, 1), today),
        ("member", False, today, None),
    ]
    then = client.get(f"/networks/respiratory/members/?on={today - timedelta(days=1)}")
    assert roles_on(then)["Ada Example"] == "chair"
    assert roles_on(client.get("/networks/respiratory/members/"))["Ada Example"] == "member"


def test_a_change_on_the_first_day_corrects_what_was_entered(lead):
    member = MembershipFactory(group=lead.group, from_on=date(2025, 1, 1))
    values = {name: getattr(member, name) for name in actions.WHAT_THEY_ARE} | {"role": "observer"}

    actions.change_member(
        membership=member, values=values, from_on=date(2025, 1, 1), by=lead.person.user
    )

    assert held(member.person) == [("observer", True, date(2025, 1, 1), None)]


def test_a_change_into_a_role_that_is_held_already_is_refused_whole(lead):
    member = MembershipFactory(group=lead.group, from_on=date(2025, 1, 1))
    MembershipFactory(group=lead.group, person=member.person, role=Role.CHAIR)
    before = held(member.person)
    values = {name: getattr(member, name) for name in actions.WHAT_THEY_ARE} | {"role": "chair"}

    with pytest.raises(Conflict):
        actions.change_member(
            membership=member, values=values, from_on=timezone.localdate(), by=lead.person.user
        )

    assert held(member.person) == before


def test_a_lead_ends_a_membership_with_a_last_day(client, lead):
    member = MembershipFactory(group=lead.group, from_on=date(2025, 1, 1))
    client.force_login(lead.person.user)

    client.post(
        f"/networks/respiratory/members/{member.pk}/end/", day("last_day", date(2026, 1, 31))
    )

    assert held(member.person) == [("member", True, date(2025, 1, 1), date(2026, 2, 1))]


def test_a_last_day_before_the_first_is_refused(client, lead):
    member = MembershipFactory(group=lead.group, from_on=date(2025, 1, 1))
    client.force_login(lead.person.user)

    answer = client.post(
        f"/networks/respiratory/members/{member.pk}/end/", day("last_day", date(2024, 12, 1))
    )

    assert answer.context["form"].errors == {
        "last_day": ["Enter a day from 1 January 2025 on, when it began"]
    }


def test_only_who_keeps_the_group_changes_its_members(client, lead):
    member = MembershipFactory(group=lead.group)
    forum = ForumFactory()
    elsewhere = MembershipFactory(role=Role.LEAD)
    forum_chair = MembershipFactory(group=forum, role=Role.CHAIR)
    secretary = MembershipFactory(group=forum, role=Role.SECRETARY)

    def status(user, path):
        client.force_login(user)
        return client.get(path).status_code

    own, of_forum = "/networks/respiratory/members/", f"/networks/{forum.slug}/members/"
    assert [status(user, f"{own}add/") for user in [UserFactory(), member.person.user]] == [403] * 2
    assert status(elsewhere.person.user, f"{own}{member.pk}/") == 403
    assert status(elsewhere.person.user, f"{own}{member.pk}/end/") == 403
    assert status(lead.person.user, f"{of_forum}add/") == 403
    assert status(forum_chair.person.user, f"{of_forum}add/") == 403
    assert status(secretary.person.user, f"{of_forum}add/") == 200
    assert status(ManagerFactory(), f"{own}add/") == 200


def test_a_membership_is_reached_through_its_own_group_only(client, lead):
    other = MembershipFactory(group=GroupFactory())
    client.force_login(lead.person.user)

    assert client.get(f"/networks/respiratory/members/{other.pk}/").status_code == 404


def test_strangers_see_who_led_on_a_day_and_no_members(client, lead):
    MembershipFactory(group=lead.group, person__name="Quiet Member")

    page = client.get("/networks/respiratory/members/?on=2024-06-01")

    assert [m.role for m in page.context["members"]] == ["lead"]
    assert "Quiet Member" not in words(page)


def test_a_date_that_is_none_is_told(client, lead):
    assert "That is no date" in words(client.get("/networks/respiratory/members/?on=yesterday"))
