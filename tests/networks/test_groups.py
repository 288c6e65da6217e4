from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from networks import rules
from networks.models import Group, Membership
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.governance import DraftMeetingFactory, MeetingFactory
from tests.factories.networks import ForumFactory, GroupFactory, MembershipFactory
from tests.pages import headings, titles, words

pytestmark = pytest.mark.django_db


def test_a_hidden_group_is_there_for_its_members_only():
    membership = MembershipFactory(group__visibility=Group.Visibility.HIDDEN)
    stranger = MembershipFactory().person.user

    assert list(Group.objects.visible_to(membership.person.user).order_by("pk")) == list(
        Group.objects.order_by("pk")
    )
    assert not Group.objects.visible_to(stranger).filter(pk=membership.group.pk).exists()
    assert not Group.objects.visible_to(AnonymousUser()).filter(pk=membership.group.pk).exists()


def test_nobody_has_the_same_role_twice_at_a_time():
    membership = MembershipFactory(from_on=date(2024, 1, 1))

    with pytest.raises(IntegrityError):
        MembershipFactory(
            group=membership.group, person=membership.person, from_on=date(2025, 1, 1)
        )


def test_a_membership_ends_after_it_starts():
    with pytest.raises(IntegrityError):
        MembershipFactory(from_on=date(2024, 1, 2), until_on=date(2024, 1, 2))


def test_a_group_does_not_report_to_itself():
    group = GroupFactory()

    group.reports_to = group
    with pytest.raises(IntegrityError):
        group.save()


def test_groups_can_be_counted_for_any_day():
    group = GroupFactory(status=Group.Status.FORMING, status_since=date(2023, 4, 1))
    group.status, group.status_since = Group.Status.ACTIVE, date(2023, 9, 1)
    group.save()
    group.status, group.status_since = Group.Status.CLOSED, date(2024, 9, 1)
    group.save()

    active = [
        Group.objects.with_status_on(Group.Status.ACTIVE, day).count()
        for day in [date(2023, 3, 1), date(2023, 8, 31), date(2023, 9, 1), date(2024, 9, 1)]
    ]

    assert active == [0, 0, 1, 0]


def test_a_group_page_tells_everybody_its_purpose_lead_contact_and_line(client):
    above = GroupFactory(name="Clinical Executive Group")
    lead = MembershipFactory(
        role=Membership.Role.LEAD,
        person__name="Ada Example",
        group__name="Respiratory network",
        group__purpose="Better **breathing**.",
        group__mailbox="breathing@example.org",
        group__rhythm="Monthly",
        group__reports_to=above,
    )
    MembershipFactory(group=lead.group, person__name="Quiet Member")

    response = client.get(lead.group.get_absolute_url())

    assert words(response) == (
        "Respiratory network Clinical network Clinical lead: Ada Example Ask to join Purpose "
        "Better breathing. Key messages by email Follow this group, or stop following it "
        "Who leads it AE Ada Example Clinical lead "
        "Contact breathing@example.org How it works Meets Monthly "
        "Reports to Clinical Executive Group"
    )


def test_members_are_listed_for_verified_people_only(client):
    member = MembershipFactory(person__name="Quiet Member")
    url = member.group.get_absolute_url()

    anonymous = client.get(url)
    client.force_login(UnverifiedFactory())
    unverified = client.get(url)
    client.force_login(UserFactory())
    verified = client.get(url)

    assert "Quiet Member" not in words(anonymous)
    assert "Quiet Member" not in words(unverified)
    assert titles(verified) == ["Quiet Member"]


def test_the_next_meetings_are_shown_to_those_who_may_know_of_them(client):
    group = GroupFactory()
    MeetingFactory(group=group, title="Known to all")
    MeetingFactory(group=group, title="Members only", visibility="members")
    DraftMeetingFactory(group=group, title="In draft")
    MeetingFactory(group=group, title="Cancelled", state="cancelled")
    MeetingFactory(title="Of another group")
    member = MembershipFactory(group=group).person.user
    titles_of = ["Known to all", "Members only", "In draft", "Cancelled", "Of another group"]

    def shown():
        page = words(client.get(group.get_absolute_url()))
        return [title for title in titles_of if title in page]

    assert shown() == ["Known to all"]
    client.force_login(member)
    assert shown() == ["Known to all", "Members only"]


def test_a_past_member_is_not_listed(client):
    member = MembershipFactory(person__name="Past Member", until_on=date(2020, 1, 1))
    client.force_login(UserFactory())

    response = client.get(member.group.get_absolute_url())

    assert "No members are recorded yet." in words(response)


def test_a_hidden_group_does_not_exist_for_outsiders(client):
    member = MembershipFactory(group__visibility=Group.Visibility.HIDDEN)
    url = member.group.get_absolute_url()

    seen = {}
    for name, user in [
        ("anonymous", None),
        ("stranger", UserFactory()),
        ("member", member.person.user),
        ("manager", ManagerFactory()),
    ]:
        client.logout()
        if user:
            client.force_login(user)
        seen[name] = client.get(url).status_code

    assert seen == {"anonymous": 404, "stranger": 404, "member": 200, "manager": 200}


def test_a_past_member_of_a_hidden_group_is_an_outsider(client):
    member = MembershipFactory(
        group__visibility=Group.Visibility.HIDDEN, until_on=timezone.localdate()
    )
    client.force_login(member.person.user)

    assert client.get(member.group.get_absolute_url()).status_code == 404


def test_a_hidden_group_is_not_named_by_the_group_it_reports_to(client):
    above = GroupFactory()
    hidden = MembershipFactory(
        group__name="Secret review",
        group__reports_to=above,
        group__visibility=Group.Visibility.HIDDEN,
    )

    anonymous = client.get(above.get_absolute_url())
    client.force_login(hidden.person.user)
    member = client.get(above.get_absolute_url())

    assert "Secret review" not in words(anonymous)
    assert "Secret review" in words(member)


def test_a_proposed_group_is_seen_by_its_lead(client):
    lead = MembershipFactory(role=Membership.Role.LEAD, group__status=Group.Status.PROPOSED)
    url = lead.group.get_absolute_url()

    assert client.get(url).status_code == 404
    client.force_login(lead.person.user)
    assert headings(client.get(url))[0] == lead.group.name


def test_text_typed_as_markup_is_shown_as_text(client):
    group = GroupFactory(name="<script>alert(1)</script>", purpose="<script>alert(2)</script>")

    page = client.get(group.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page


def test_example_content_is_marked(client):
    fact, example = GroupFactory(), GroupFactory(is_example=True)

    assert "Example content" not in words(client.get(fact.get_absolute_url()))
    assert "Example content" in words(client.get(example.get_absolute_url()))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_group_page_asks_the_same_whatever_the_number_of_members(
    client, django_assert_num_queries, rows
):
    group = GroupFactory()
    for _ in range(rows):
        MembershipFactory(group=group, role=Membership.Role.LEAD)
        GroupFactory(reports_to=group)
    someone = UserFactory()

    with django_assert_num_queries(10):
        client.get(group.get_absolute_url())
    client.force_login(someone)
    with django_assert_num_queries(12):
        client.get(group.get_absolute_url())


def holders(group):
    return {
        "stranger": UserFactory(),
        "member": MembershipFactory(group=group).person.user,
        "lead": MembershipFactory(group=group, role=Membership.Role.LEAD).person.user,
        "secretary": MembershipFactory(group=group, role=Membership.Role.SECRETARY).person.user,
        "elsewhere": MembershipFactory(role=Membership.Role.LEAD).person.user,
        "manager": ManagerFactory(),
        "anonymous": AnonymousUser(),
    }


@pytest.mark.parametrize(
    ("factory", "keepers"),
    [
        (GroupFactory, ["lead", "manager"]),
        (ForumFactory, ["secretary", "manager"]),
    ],
)
def test_a_network_is_kept_by_its_lead_and_a_forum_by_its_secretary(factory, keepers):
    group = factory()
    people = holders(group)

    assert [name for name, user in people.items() if rules.may_edit(user, group)] == keepers
    assert [name for name, user in people.items() if rules.may_keep_members(user, group)] == keepers


def test_quality_is_overseen_by_members_of_the_group_that_does_so():
    member = MembershipFactory(group__oversees_quality=True)
    past = MembershipFactory(group=member.group, until_on=date(2020, 1, 1))
    other = MembershipFactory()

    overseers = [rules.oversees_quality(m.person.user) for m in [member, past, other]]

    assert overseers == [True, False, False]
    assert not rules.oversees_quality(AnonymousUser())


def test_a_changed_status_is_dated_today_unless_a_day_is_given():
    group = GroupFactory(status_since=date(2023, 1, 1))

    group.status = Group.Status.PAUSED
    group.save()

    assert [(stage.status, stage.from_on) for stage in group.stages.all()] == [
        ("active", date(2023, 1, 1)),
        ("paused", timezone.localdate()),
    ]


def test_a_reporting_loop_is_refused_at_the_field():
    top = GroupFactory()
    below = GroupFactory(reports_to=top)
    top.reports_to = below

    with pytest.raises(ValidationError) as refusal:
        top.full_clean()

    assert refusal.value.message_dict == {
        "reports_to": ["Choose a group that does not report to this one"]
    }


def test_a_manager_edits_a_group_in_the_admin_and_others_do_not(client):
    group = GroupFactory()
    url = reverse("admin:networks_group_change", args=[group.pk])

    client.force_login(MembershipFactory(group=group, role=Membership.Role.LEAD).person.user)
    lead = client.get(url)
    client.force_login(ManagerFactory())
    manager = client.get(url)
    listed = client.get(reverse("admin:networks_group_changelist"))

    assert lead.status_code == 404
    assert manager.context["adminform"].form.instance == group
    assert list(listed.context["cl"].result_list) == [group]


@pytest.mark.parametrize("invented", [True, False])
def test_an_invented_lead_of_a_real_group_is_marked_wherever_named(client, invented):
    lead = MembershipFactory(role=Membership.Role.LEAD, person__is_example=invented)

    page = client.get(lead.group.get_absolute_url()).content.decode()
    row = client.get("/networks/").content.decode()

    assert page.count("Example content") == (2 if invented else 0)
    assert row.count("Example content") == (1 if invented else 0)
