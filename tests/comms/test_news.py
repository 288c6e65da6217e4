from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from ccpl_portal.search.models import Entry
from tests.factories.accounts import ManagerFactory
from tests.factories.comms import DraftNewsItemFactory, NewsItemFactory
from tests.factories.networks import GroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def days_ago(days):
    return timezone.now() - timedelta(days=days)


def test_news_is_listed_newest_first_and_drafts_for_managers_only(client):
    old = NewsItemFactory(published_at=days_ago(2))
    new = NewsItemFactory(published_at=days_ago(1))
    draft = DraftNewsItemFactory()

    stranger = list(client.get("/news/").context["page"])
    client.force_login(ManagerFactory())
    manager = list(client.get("/news/").context["page"])

    assert stranger == [new, old]
    assert manager == [draft, new, old]


def test_news_is_found_by_words_and_by_group(client):
    of_group = NewsItemFactory(title="Frailty at home", group=GroupFactory(slug="frailty"))
    NewsItemFactory(title="Sepsis", body_html="<p>Nothing else.</p>")

    assert list(client.get("/news/?q=FRAILTY").context["page"]) == [of_group]
    assert list(client.get("/news/?group=frailty").context["page"]) == [of_group]
    nothing = client.get("/news/?group=no-such-group")
    assert list(nothing.context["page"]) == []
    assert "No group of that name has news: choose from the list" in nothing.content.decode()


def test_news_of_a_hidden_group_is_for_those_who_know_of_the_group(client):
    hidden = GroupFactory(visibility="hidden")
    item = NewsItemFactory(title="Behind closed doors", group=hidden)
    member = MembershipFactory(group=hidden).person.user

    stranger = client.get(item.get_absolute_url())
    listed = list(client.get("/news/").context["page"])
    feed = client.get("/news/feed/").content.decode()
    client.force_login(member)

    assert stranger.status_code == 404
    assert listed == []
    assert "Behind closed doors" not in feed
    assert client.get(item.get_absolute_url()).context["item"] == item
    assert Entry.objects.get(kind="News").audiences == [f"group:{hidden.pk}", "manager"]


def test_the_feed_is_atom_with_what_is_published_and_no_draft_even_for_managers(client):
    item = NewsItemFactory(title="Forum meets", introduction="In Rugby.")
    DraftNewsItemFactory()
    client.force_login(ManagerFactory())

    response = client.get("/news/feed/")

    feed = ElementTree.fromstring(response.content)
    entries = [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary"))
        for entry in feed.iter(f"{ATOM}entry")
    ]
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert entries == [("Forum meets", "In Rugby.")]
    assert feed.find(f"{ATOM}entry/{ATOM}link").get("href").endswith(item.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_whatever_the_number_of_rows(
    client, django_assert_max_num_queries, rows
):
    for _ in range(rows):
        NewsItemFactory(group=GroupFactory())

    with django_assert_max_num_queries(5):
        client.get("/news/")
