from datetime import date
from urllib.parse import urlencode

import pytest

from ccpl_portal.audit.models import Event
from networks.models import Group, Membership, QuorumCondition, TermsOfReference
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.networks import (
    ForumFactory,
    GroupFactory,
    MembershipFactory,
    QuorumConditionFactory,
    TermsFactory,
)
from tests.factories.organisations import PlaceFactory
from tests.factories.people import PersonFactory, ProfessionFactory
from tests.factories.strategy import PrincipleFactory, PriorityAreaFactory, WorkstreamFactory
from tests.pages import words
from tests.portal.uploads import PDF, upload

pytestmark = pytest.mark.django_db

Role = Membership.Role
PARTS = ["purpose", "contact", "joining", "rhythm", "scope", "quorum", "review"]


@pytest.fixture
def lead():
    return MembershipFactory(
        group__slug="respiratory", group__name="Respiratory network", role=Role.LEAD
    )


def edit(client, part, data):
    return client.post(f"/networks/respiratory/edit/{part}/", data, follow=True)


def test_a_lead_edits_each_part_from_the_page(client, lead):
    client.force_login(lead.person.user)

    page = client.get("/networks/respiratory/").content.decode()

    assert [part for part in PARTS if f'href="/networks/respiratory/edit/{part}/"' in page] == PARTS
    assert [client.get(f"/networks/respiratory/edit/{part}/").status_code for part in PARTS] == [
        200
    ] * 7


def test_a_member_sees_no_edit_link(client, lead):
    client.force_login(MembershipFactory(group=lead.group).person.user)

    page = client.get("/networks/respiratory/").content.decode()

    assert "/edit/" not in page


def test_the_purpose_is_changed_and_what_stood_there_is_kept(client, lead):
    before = lead.group.purpose
    client.force_login(lead.person.user)

    answer = edit(client, "purpose", {"purpose": "Better **breathing** for all."})

    assert "Better breathing for all." in words(answer)
    assert before in words(client.get("/networks/respiratory/history/"))
    assert [e.details for e in Event.objects.filter(verb="changed group")] == [{"part": "purpose"}]


@pytest.mark.parametrize(
    ("part", "data", "errors"),
    [
        ("purpose", {"purpose": "  "}, {"purpose": ["Enter why the group exists"]}),
        (
            "purpose",
            {"purpose": "x" * 200_000},
            {"purpose": ["Shorten the purpose to 5,000 characters"]},
        ),
        (
            "contact",
            {"mailbox": "not an address"},
            {"mailbox": ["Enter an email address such as network@example.org"]},
        ),
        (
            "joining",
            {"visibility": "hidden"},
            {"visibility": ["Select how people come to belong"]},
        ),
        ("quorum", {"quorum": "0"}, {"quorum": ["Enter 1 or more"]}),
        (
            "review",
            {"review_on_day": "31", "review_on_month": "2", "review_on_year": "2027"},
            {"review_on": ["Enter a real date with a day, a month and a year, like 15 6 2026"]},
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(client, lead, part, data, errors):
    before = Group.objects.filter(pk=lead.group.pk).values().get()
    client.force_login(lead.person.user)

    answer = edit(client, part, data)

    assert answer.context["form"].errors == errors
    assert Group.objects.filter(pk=lead.group.pk).values().get() == before


def test_three_megabytes_of_purpose_are_refused_at_the_field_as_a_browser_sends_them(client, lead):
    client.force_login(lead.person.user)
    # Three megabytes of letters that a form sends as six characters each.
    sent = urlencode({"purpose": "é" * 1_500_000})

    answer = client.post(
        "/networks/respiratory/edit/purpose/", sent, "application/x-www-form-urlencoded"
    )

    assert answer.status_code == 200
    assert answer.context["form"].errors == {"purpose": ["Shorten the purpose to 5,000 characters"]}
    lead.group.refresh_from_db()
    assert len(lead.group.purpose) < 5000


def test_three_megabytes_are_refused_on_the_desk_too(client, lead):
    client.force_login(ManagerFactory())
    address = f"/admin/networks/group/{lead.group.pk}/change/"
    form = client.get(address).context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields}

    answer = client.post(address, {**typed, "purpose": "é" * 1_500_000})

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["purpose"] == [
        "Ensure this value has at most 5000 characters (it has 1500000)."
    ]


def test_script_in_the_purpose_is_shown_as_words(client, lead):
    client.force_login(lead.person.user)

    answer = edit(client, "purpose", {"purpose": "<script>alert(1)</script>"})

    assert "<script>alert" not in answer.content.decode()


def test_contact_names_a_mailbox_and_an_executive(client, lead):
    PersonFactory(name="Ada Example")
    client.force_login(lead.person.user)

    edit(client, "contact", {"mailbox": "net@example.org", "executive_sponsor": "Ada Example"})

    lead.group.refresh_from_db()
    assert (lead.group.mailbox, str(lead.group.executive_sponsor)) == (
        "net@example.org",
        "Ada Example",
    )


def test_scope_changes_areas_and_principles_and_leaves_other_tags(client, lead):
    stream, area, principle = WorkstreamFactory(), PriorityAreaFactory(), PrincipleFactory()
    old, place = PriorityAreaFactory(), PlaceFactory()
    lead.group.tags.set([stream, old])
    client.force_login(lead.person.user)

    edit(
        client,
        "scope",
        {"places": [place.pk], "areas": [area.pk], "principles": [principle.pk]},
    )

    assert set(lead.group.tags.values_list("pk", flat=True)) == {stream.pk, area.pk, principle.pk}
    assert list(lead.group.places.all()) == [place]


def test_the_review_date_and_rhythm_are_kept(client, lead):
    client.force_login(lead.person.user)

    edit(client, "rhythm", {"rhythm": "Monthly"})
    edit(client, "review", {"review_on_day": 1, "review_on_month": 4, "review_on_year": 2027})

    lead.group.refresh_from_db()
    assert (lead.group.rhythm, lead.group.review_on) == ("Monthly", date(2027, 4, 1))


def test_conditions_of_the_quorum_are_added_and_removed(client, lead):
    nurse = ProfessionFactory(name="Nurse")
    client.force_login(lead.person.user)

    client.post(
        "/networks/respiratory/quorum/add/",
        {"at_least": "2", "roles": ["member"], "professions": [nurse.pk]},
    )
    condition = QuorumCondition.objects.get()
    assert str(condition) == "at least 2 of: member or nurse"

    client.post(f"/networks/respiratory/quorum/{condition.pk}/remove/")
    assert not QuorumCondition.objects.exists()


def test_a_condition_of_another_group_is_not_reached(client, lead):
    other = QuorumConditionFactory()
    client.force_login(lead.person.user)

    answer = client.post(f"/networks/respiratory/quorum/{other.pk}/remove/")

    assert answer.status_code == 404
    assert QuorumCondition.objects.count() == 1


def test_who_does_not_keep_the_group_edits_nothing(client, lead):
    forum = ForumFactory()
    chair = MembershipFactory(group=forum, role=Role.CHAIR).person.user
    secretary = MembershipFactory(group=forum, role=Role.SECRETARY).person.user

    def answers(user, slug):
        client.force_login(user)
        paths = [f"/networks/{slug}/edit/purpose/", f"/networks/{slug}/terms/add/"]
        return [client.post(path, {"purpose": "Taken over"}).status_code for path in paths]

    assert answers(UserFactory(), "respiratory") == [403, 403]
    assert answers(MembershipFactory(role=Role.LEAD).person.user, "respiratory") == [403, 403]
    assert answers(chair, forum.slug) == [403, 403]
    assert answers(secretary, forum.slug) == [302, 200]
    assert answers(ManagerFactory(), "respiratory") == [302, 200]


def test_a_hidden_group_has_no_pages_for_outsiders(client):
    group = GroupFactory(visibility=Group.Visibility.HIDDEN)
    TermsFactory(group=group)
    client.force_login(UserFactory())
    pages = ["members/", "members/add/", "edit/purpose/", "terms/", "terms/1/", "history/"]

    assert [client.get(f"/networks/{group.slug}/{page}").status_code for page in pages] == [404] * 6


def test_a_part_that_does_not_exist_is_not_found(client, lead):
    client.force_login(lead.person.user)

    assert client.get("/networks/respiratory/edit/slug/").status_code == 404


def test_nobody_edits_how_to_join_a_forum(client):
    secretary = MembershipFactory(group=ForumFactory(), role=Role.SECRETARY)
    client.force_login(secretary.person.user)

    assert client.get(f"/networks/{secretary.group.slug}/edit/joining/").status_code == 404


def test_terms_of_reference_are_versions_that_stay(client, lead):
    TermsFactory(group=lead.group, text="We meet twice a year.")
    client.force_login(lead.person.user)

    answer = client.post(
        "/networks/respiratory/terms/add/",
        {
            "text": "We meet monthly.",
            "changed": "More meetings",
            "adopted_on_day": 1,
            "adopted_on_month": 5,
            "adopted_on_year": 2026,
            "file": upload("terms.pdf", PDF),
        },
        follow=True,
    )

    newest = words(answer)
    assert "Version 2 Adopted on 1 May 2026" in newest
    assert "We meet monthly." in newest
    assert "(PDF, " in newest
    assert "We meet twice a year." in words(client.get("/networks/respiratory/terms/1/"))
    assert "Adopted on 1 May 2026" in words(client.get("/networks/respiratory/"))


def test_terms_are_not_adopted_in_the_future(client, lead):
    client.force_login(lead.person.user)

    answer = client.post(
        "/networks/respiratory/terms/add/",
        {"text": "x", "adopted_on_day": 1, "adopted_on_month": 5, "adopted_on_year": 2099},
    )

    assert answer.context["form"].errors == {
        "adopted_on": ["Enter a day that is not in the future"]
    }
    assert not TermsOfReference.objects.exists()


def test_history_is_for_the_lead_and_managers(client, lead):
    statuses = []
    for user in [UserFactory(), lead.person.user, ManagerFactory()]:
        client.force_login(user)
        statuses.append(client.get("/networks/respiratory/history/").status_code)

    assert statuses == [403, 200, 200]


def test_history_tells_who_came_and_in_which_role(client, lead):
    MembershipFactory(group=lead.group, person__name="Ada Example", role=Role.DEPUTY)
    client.force_login(lead.person.user)

    assert "Ada Example became deputy chair" in words(client.get("/networks/respiratory/history/"))


def test_related_groups_share_a_priority_area(client, lead):
    area, stream = PriorityAreaFactory(), WorkstreamFactory()
    lead.group.tags.add(area, stream)
    GroupFactory(name="Stroke network").tags.add(stream)
    GroupFactory(name="Lung health community").tags.add(area)
    GroupFactory(name="Gone", status=Group.Status.CLOSED).tags.add(area)
    GroupFactory(name="Secret", visibility=Group.Visibility.HIDDEN).tags.add(area)

    page = client.get("/networks/respiratory/")

    assert [group.name for group in page.context["related"]] == ["Lung health community"]
