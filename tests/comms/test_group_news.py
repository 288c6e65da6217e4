"""Those who keep a group's page write its news themselves."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from ccpl_portal.audit.models import Event
from ccpl_portal.search.models import Entry
from comms.models import NewsItem
from networks.models import Membership
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.comms import NewsItemFactory
from tests.factories.networks import ForumFactory, GroupFactory, MembershipFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

WRITE = "/networks/lungs/news/write/"
TYPED = {"title": "One plan for flare-ups", "typed": "We *agreed* it.\n\n<b>Read</b> it."}


@pytest.fixture
def lead():
    group = GroupFactory(slug="lungs", name="Lung network")
    return MembershipFactory(group=group, role=Membership.Role.LEAD)


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead.person.user)
    return client


def test_a_lead_writes_news_from_the_page_of_the_group_and_everybody_reads_it(as_lead, lead):
    assert WRITE in as_lead.get("/networks/lungs/").content.decode()

    answer = as_lead.post(WRITE, TYPED)

    item = NewsItem.objects.get()
    assert answer.url == item.get_absolute_url() == "/news/one-plan-for-flare-ups/"
    assert (item.group, item.is_published, item.updated_by) == (
        lead.group,
        True,
        lead.person.user,
    )
    stranger = Client()
    shown = stranger.get(item.get_absolute_url()).content.decode()
    assert "<em>agreed</em>" in shown
    assert "&lt;b&gt;Read" in shown
    for address in ["/networks/lungs/", "/news/", "/news/feed/", "/search/?q=flare-ups"]:
        assert item.get_absolute_url() in stranger.get(address).content.decode()
    assert [event.verb for event in Event.objects.filter(actor_id=lead.person.user.pk)] == [
        "published"
    ]


def test_a_lead_changes_and_takes_back_what_they_wrote(as_lead):
    as_lead.post(WRITE, TYPED)
    item = NewsItem.objects.get()
    change = f"/networks/lungs/news/{item.pk}/"
    assert change in as_lead.get(item.get_absolute_url()).content.decode()
    assert as_lead.get(change).context["form"]["typed"].value() == TYPED["typed"]

    as_lead.post(change, {**TYPED, "typed": "We agreed it at last."})
    changed = words(Client().get(item.get_absolute_url()))
    as_lead.post(f"{change}withdraw/")

    assert "We agreed it at last." in changed
    # Past the page cache, which is told of a change when it is committed.
    past = {"cookie": "messages=none"}
    assert Client().get(item.get_absolute_url(), headers=past).status_code == 404
    assert not Entry.objects.filter(title=item.title, audiences__contains=["public"]).exists()


def test_what_a_manager_edited_is_not_written_over(as_lead):
    as_lead.post(WRITE, TYPED)
    item = NewsItem.objects.get()
    item.body_html = "<p>Edited with care.</p>"
    item.save()

    answer = as_lead.post(f"/networks/lungs/news/{item.pk}/", TYPED)

    assert answer.status_code == 409
    assert "The programme team has edited this text" in answer.content.decode()
    item.refresh_from_db()
    assert item.body_html == "<p>Edited with care.</p>"


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"title": " "}, {"title": ["Enter a title"]}),
        ({"title": "x" * 161}, {"title": ["Shorten the title to 160 characters"]}),
        ({"typed": ""}, {"typed": ["Enter what you want to say"]}),
        ({"typed": "é" * 1_500_000}, {"typed": ["Shorten the text to 10,000 characters"]}),
    ],
    ids=["no title", "long title", "no text", "three megabytes"],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(as_lead, typed, errors):
    sent = urlencode({**TYPED, **typed})

    answer = as_lead.post(WRITE, sent, "application/x-www-form-urlencoded")

    assert (answer.status_code, answer.context["form"].errors) == (200, errors)
    assert not NewsItem.objects.exists()


def test_two_of_one_title_get_an_address_each(as_lead):
    as_lead.post(WRITE, TYPED)
    as_lead.post(WRITE, TYPED)

    assert sorted(NewsItem.objects.values_list("slug", flat=True)) == [
        "one-plan-for-flare-ups",
        "one-plan-for-flare-ups-2",
    ]


def test_only_who_keeps_the_page_writes_its_news(lead):
    forum = ForumFactory(slug="forum")
    secretary = MembershipFactory(group=forum, role="secretary").person.user
    item = NewsItemFactory(group=lead.group, typed="What.", body_html="<p>What.</p>\n")
    addresses = [
        WRITE,
        f"/networks/lungs/news/{item.pk}/",
        f"/networks/lungs/news/{item.pk}/withdraw/",
    ]
    others = {
        "member": MembershipFactory(group=lead.group).person.user,
        "lead elsewhere": MembershipFactory(role="lead").person.user,
        "unverified": UnverifiedFactory(),
        "colleague": UserFactory(),
    }

    found = {}
    for name, user in others.items():
        client = Client()
        client.force_login(user)
        found[name] = [client.get(address).status_code for address in addresses]
        found[name] += [client.post(address, TYPED).status_code for address in addresses]

    assert found == {name: [403] * 6 for name in others}
    assert [Client().post(address, TYPED).status_code for address in addresses] == [302] * 3
    at_home = Client()
    at_home.force_login(secretary)
    assert at_home.get("/networks/forum/news/write/").status_code == 200
    assert at_home.get(f"/networks/forum/news/{item.pk}/").status_code == 404
    manager = Client()
    manager.force_login(ManagerFactory())
    assert manager.get(WRITE).status_code == 200
    item.refresh_from_db()
    assert item.is_published


def test_a_hidden_group_writes_for_its_members(client):
    group = GroupFactory(slug="hidden", visibility="hidden")
    client.force_login(MembershipFactory(group=group, role="lead").person.user)
    member, outsider = Client(), Client()
    member.force_login(MembershipFactory(group=group).person.user)
    outsider.force_login(UserFactory())

    client.post("/networks/hidden/news/write/", TYPED)

    address = NewsItem.objects.get().get_absolute_url()
    assert [one.get(address).status_code for one in [member, outsider, Client()]] == [200, 404, 404]
    assert outsider.get("/networks/hidden/news/write/").status_code == 404
