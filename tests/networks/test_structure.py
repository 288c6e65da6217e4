import re

import pytest

from networks.models import Group, Membership
from networks.structure.tree import rows_of, tree_of
from tests.factories.accounts import UserFactory
from tests.factories.networks import ForumFactory, GroupFactory, MembershipFactory
from tests.pages import main_of, words

pytestmark = pytest.mark.django_db

PAGE = "/networks/structure/"


def outline(tops):
    return [(node.group.name, outline(node.below)) for node in tops]


def test_the_page_lists_each_group_under_the_one_it_reports_to(client):
    board = ForumFactory(name="Board")
    forum = ForumFactory(name="Care forum", reports_to=board)
    GroupFactory(name="Network", reports_to=forum)
    GroupFactory(name="Alone")
    GroupFactory(name="Closed", reports_to=board, status=Group.Status.CLOSED)

    page = client.get(PAGE)

    assert outline(page.context["lines"]) == [("Board", [("Care forum", [("Network", [])])])]
    assert outline(page.context["alone"]) == [("Alone", [])]
    assert "Closed" not in words(page)


def test_the_diagram_links_to_each_group_and_holds_no_inline_style(client):
    board = ForumFactory(name="Board")
    long = GroupFactory(name="N" * 80, reports_to=board)

    main = main_of(client.get(PAGE))

    svg = re.search(r"<svg.*</svg>", main, re.DOTALL).group()
    assert re.findall(r'href="([^"]+)"', svg) == [
        board.get_absolute_url(),
        long.get_absolute_url(),
    ]
    assert f"<title>{long.name}</title>" in svg
    assert f">{'N' * 51}…</text>" in svg
    assert "style=" not in main


def test_a_hidden_group_is_absent_for_outsiders_and_those_below_it_stand_at_the_top(client):
    board = ForumFactory(name="Board")
    hidden = MembershipFactory(
        group=GroupFactory(name="Secret", reports_to=board, visibility=Group.Visibility.HIDDEN)
    )
    GroupFactory(name="Below", reports_to=hidden.group)

    stranger = client.get(PAGE)
    client.force_login(UserFactory())
    outsider = client.get(PAGE)
    client.force_login(hidden.person.user)
    member = client.get(PAGE)

    assert "Secret" not in words(stranger) + words(outsider)
    assert sorted(outline(stranger.context["alone"])) == [("Below", []), ("Board", [])]
    assert outline(member.context["lines"]) == [("Board", [("Secret", [("Below", [])])])]


def test_a_ring_that_the_database_cannot_refuse_is_shown_and_ends():
    first, second = GroupFactory(name="First"), GroupFactory(name="Second")
    Group.objects.filter(pk=first.pk).update(reports_to=second)
    Group.objects.filter(pk=second.pk).update(reports_to=first)

    tops = tree_of(Group.objects.order_by("name"))

    assert outline(tops) == [("First", [("Second", [])])]
    assert [node.row for node in rows_of(tops)] == [0, 1]


def test_with_no_groups_the_page_says_how_they_come(client):
    assert "No groups yet" in words(client.get(PAGE))


@pytest.mark.parametrize("rows", [1, 4])
def test_the_structure_asks_the_same_whatever_the_number_of_groups(
    client, django_assert_num_queries, rows
):
    above = None
    for _ in range(rows):
        above = MembershipFactory(role=Membership.Role.LEAD, group__reports_to=above).group

    # The version of the content, and the groups.
    with django_assert_num_queries(2):
        client.get(PAGE)
