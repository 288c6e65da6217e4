from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ccpl_portal.search.models import Entry
from comms.models import Page
from tests.factories.accounts import ManagerFactory, UnverifiedFactory
from tests.factories.comms import DraftPageFactory, PageFactory
from tests.factories.networks import GroupFactory
from tests.factories.strategy import PrincipleFactory, WorkstreamFactory

pytestmark = pytest.mark.django_db

STANDARD = {
    "/accessibility/": "Accessibility statement",
    "/privacy/": "Privacy notice",
    "/cookies/": "Cookies",
    "/contact/": "Contact us",
}


def test_a_published_page_is_read_by_everybody(client):
    page = PageFactory(title="What it is", introduction="In short.", body_html="<p>At length.</p>")

    response = client.get(page.get_absolute_url())

    text = response.content.decode()
    assert "<h1>What it is</h1>" in text
    assert '<p class="portal-lede">In short.</p>' in text
    assert '<div class="portal-text"><p>At length.</p></div>' in text
    assert not response.cookies


def test_a_draft_is_read_by_managers_only(client):
    draft = DraftPageFactory()

    stranger = client.get(draft.get_absolute_url())
    client.force_login(UnverifiedFactory())
    unverified = client.get(draft.get_absolute_url())
    client.force_login(ManagerFactory())
    manager = client.get(draft.get_absolute_url())

    assert (stranger.status_code, unverified.status_code) == (404, 404)
    assert "Only managers see this page." in manager.content.decode()


def test_about_lists_pages_in_their_order_without_variants_and_drafts(client):
    second, first = PageFactory(position=2), PageFactory(position=1)
    PageFactory(variant_of=first, lang="pl", language="Polski")
    PageFactory(slug="privacy")
    DraftPageFactory()

    assert list(client.get("/about/").context["pages"]) == [first, second]


@pytest.mark.parametrize("there_are_any", [True, False])
def test_about_leads_to_principles_and_workstreams_if_there_are_any(client, there_are_any):
    if there_are_any:
        PrincipleFactory()
        WorkstreamFactory()

    page = client.get("/about/").content.decode()

    links = ['href="/about/principles/"', 'href="/about/workstreams/"']
    assert [link in page for link in links] == [there_are_any, there_are_any]


def test_variants_lead_to_each_other_in_their_own_language_and_direction(client):
    english = PageFactory()
    urdu = PageFactory(variant_of=english, lang="ur", language="اردو", dir="rtl", title="صفحہ")
    easy = PageFactory(variant_of=english, is_easy_read=True)
    DraftPageFactory(variant_of=english, lang="pl", language="Polski")

    from_english = client.get(english.get_absolute_url())
    from_urdu = client.get(urdu.get_absolute_url())

    assert set(from_english.context["translations"]) == {urdu, easy}
    assert set(from_urdu.context["translations"]) == {english, easy}
    assert '<article lang="ur" dir="rtl">' in from_urdu.content.decode()
    assert (
        f'<a href="{urdu.get_absolute_url()}" hreflang="ur" lang="ur" dir="rtl">اردو</a>'
        in from_english.content.decode()
    )


def test_a_page_has_one_variant_in_a_language():
    english = PageFactory()
    PageFactory(variant_of=english, lang="pl")

    with pytest.raises(IntegrityError), transaction.atomic():
        PageFactory(variant_of=english, lang="pl")

    assert english.variants.count() == 1


@pytest.mark.parametrize(("address", "heading"), STANDARD.items())
def test_the_standard_pages_answer_before_anybody_has_written_them(client, address, heading):
    assert f"<h1>{heading}</h1>" in client.get(address).content.decode()


@pytest.mark.parametrize("address", STANDARD)
def test_a_system_writes_its_own_standard_pages(client, address):
    page = PageFactory(slug=address.strip("/"), title="Our own words")

    response = client.get(address)
    other_address = client.get(f"/about/{page.slug}/")

    assert response.context["page"] == page
    assert (other_address.status_code, other_address.url) == (301, address)


@pytest.mark.parametrize("written", [True, False])
def test_the_contact_page_shows_role_mailboxes_of_groups_that_the_reader_may_see(client, written):
    if written:
        PageFactory(slug="contact")
    GroupFactory(name="Frailty network", mailbox="frailty@example.org")
    GroupFactory(mailbox="hidden@example.org", visibility="hidden")
    GroupFactory(mailbox="")

    response = client.get("/contact/")

    assert [group.mailbox for group in response.context["mailboxes"]] == ["frailty@example.org"]
    assert "hidden@example.org" not in response.content.decode()
    assert '<a href="mailto:frailty@example.org">' in response.content.decode()


def test_security_txt_says_where_to_write_and_expires_within_a_year(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    settings.SITE_URL = "https://portal.example.org"

    response = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    expires = datetime.fromisoformat(fields.pop("Expires"))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields == {
        "Contact": "mailto:security@example.org",
        "Preferred-Languages": "en",
        "Canonical": "https://portal.example.org/.well-known/security.txt",
    }
    assert timezone.now() + timedelta(days=30) < expires < timezone.now() + timedelta(days=365)


@pytest.mark.parametrize("rows", [1, 3])
def test_about_asks_the_same_whatever_the_number_of_pages(
    client, django_assert_max_num_queries, rows
):
    for _ in range(rows):
        PageFactory()

    with django_assert_max_num_queries(3):
        client.get("/about/")


def test_a_page_is_found_by_those_who_may_read_it():
    PageFactory(title="Open")
    DraftPageFactory(title="Not yet")

    found = {entry.title: entry.audiences for entry in Entry.objects.filter(kind="Page")}

    assert found == {"Open": ["public"], "Not yet": ["manager"]}


def test_a_wrong_language_code_is_refused_with_words():
    page = PageFactory.build(lang="English!", slug="x")

    with pytest.raises(Exception, match="Enter a language code, for example en, pl, pa or zh-Hans"):
        page.full_clean(exclude=["variant_of"])

    assert Page.objects.count() == 0
