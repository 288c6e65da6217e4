from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.audit.models import Event
from ccpl_portal.publishing import actions
from ccpl_portal.publishing.history import differences, versions_of
from ccpl_portal.publishing.models import State
from ccpl_portal.web.errors import Conflict
from comms.models import Page
from tests.factories.accounts import ManagerFactory, SuperuserFactory, UserFactory
from tests.factories.comms import DraftPageFactory, PageFactory

pytestmark = pytest.mark.django_db


def change_address(page):
    return reverse("admin:comms_page_change", args=[page.pk])


def fields_of(page, **changes):
    """What the browser sends from the form of a page."""
    return {
        "title": page.title,
        "slug": page.slug,
        "introduction": page.introduction,
        "body_html": page.body_html,
        "lang": page.lang,
        "language": page.language,
        "dir": page.dir,
        "position": page.position,
        "publish_on_0": "",
        "publish_on_1": "",
        "seen": page.updated_at.isoformat() if page.pk else "",
        **changes,
    }


@pytest.fixture
def manager(client):
    manager = ManagerFactory()
    client.force_login(manager)
    return manager


def test_only_managers_see_what_is_not_published():
    published = PageFactory()
    draft = DraftPageFactory()

    assert set(Page.objects.visible_to(ManagerFactory())) == {published, draft}
    assert set(Page.objects.visible_to(UserFactory())) == {published}
    assert set(Page.objects.visible_to(AnonymousUser())) == {published}


def test_the_database_refuses_a_schedule_without_a_time_and_a_time_without_a_schedule():
    for changes in [
        {"state": State.SCHEDULED},
        {"publish_at": timezone.now()},
        {"state": State.PUBLISHED},
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            DraftPageFactory(**changes)

    assert Page.objects.count() == 0


def test_a_text_is_sanitised_and_shortened_when_it_is_saved():
    page = PageFactory(
        body_html='<p onclick="x()">Hello <a href="javascript:x()">you</a><script>x()</script></p>'
    )

    assert page.body_html == '<p>Hello <a rel="noopener">you</a></p>'
    assert page.plain_text == "Hello you"
    assert page.summary == "Hello you"


def test_the_introduction_stands_for_the_text_in_lists():
    assert PageFactory(introduction="In short.").summary == "In short."


def test_publishing_is_recorded_once_and_refused_the_second_time():
    manager, page = ManagerFactory(), DraftPageFactory()

    actions.publish(thing=page, by=manager)

    page.refresh_from_db()
    assert (page.state, page.updated_by) == (State.PUBLISHED, manager)
    assert [(event.verb, event.actor_id) for event in Event.objects.all()] == [
        ("published", manager.pk)
    ]
    with pytest.raises(Conflict, match="is published already"):
        actions.publish(thing=page, by=manager)
    assert Event.objects.count() == 1


def test_what_is_due_is_published_once_and_nothing_else():
    now = timezone.now()
    due = DraftPageFactory(state=State.SCHEDULED, publish_at=now - timedelta(minutes=1))
    later = DraftPageFactory(state=State.SCHEDULED, publish_at=now + timedelta(hours=1))
    draft = DraftPageFactory()

    actions.publish_due()
    actions.publish_due()

    assert {page.slug: page.state for page in Page.objects.all()} == {
        due.slug: State.PUBLISHED,
        later.slug: State.SCHEDULED,
        draft.slug: State.DRAFT,
    }
    due.refresh_from_db()
    assert (due.publish_at, due.published_at) == (None, now - timedelta(minutes=1))
    assert [event.verb for event in Event.objects.all()] == ["published"]


def test_one_that_cannot_be_published_does_not_hold_up_the_others(monkeypatch):
    past = timezone.now() - timedelta(minutes=1)
    broken, sound = (DraftPageFactory(state=State.SCHEDULED, publish_at=past) for _ in range(2))
    save = Page.save

    def break_one(self, **kwargs):
        if self.pk == broken.pk:
            raise RuntimeError("the disk is full")
        save(self, **kwargs)

    monkeypatch.setattr(Page, "save", break_one)
    actions.publish_due()

    assert {page: page.state for page in Page.objects.all()} == {
        broken: State.SCHEDULED,
        sound: State.PUBLISHED,
    }


def test_a_manager_writes_and_publishes_in_one_go(client, manager):
    page = DraftPageFactory.build(updated_at=None)

    response = client.post(
        reverse("admin:comms_page_add"),
        fields_of(page, body_html="<p>New <script>x()</script>words</p>", _publish=""),
    )

    page = Page.objects.get()
    assert response.url == change_address(page)
    assert (page.state, page.updated_by) == (State.PUBLISHED, manager)
    assert page.body_html == "<p>New words</p>"


def test_a_manager_schedules_a_page(client, manager):
    page = DraftPageFactory()
    tomorrow = timezone.localtime() + timedelta(days=1)

    client.post(
        change_address(page),
        fields_of(
            page,
            publish_on_0=f"{tomorrow:%d/%m/%Y}",
            publish_on_1=f"{tomorrow:%H:%M}",
            _schedule="",
        ),
    )

    page.refresh_from_db()
    assert page.state == State.SCHEDULED
    assert timezone.localtime(page.publish_at) == tomorrow.replace(second=0, microsecond=0)


def test_scheduling_asks_for_a_time_that_is_still_to_come(client, manager):
    page = DraftPageFactory()

    missing = client.post(change_address(page), fields_of(page, _schedule=""))
    past = client.post(
        change_address(page),
        fields_of(page, publish_on_0="01/02/2020", publish_on_1="10:00", _schedule=""),
    )

    assert missing.context["adminform"].form.errors == {
        "publish_on": ["Enter the date and time to publish at"]
    }
    assert past.context["adminform"].form.errors == {
        "publish_on": ["Enter a time that is still to come"]
    }
    page.refresh_from_db()
    assert page.state == State.DRAFT


def test_the_preview_shows_what_was_typed_and_keeps_nothing(client, manager):
    page = PageFactory(title="Old title")

    response = client.post(change_address(page), fields_of(page, title="New title", _preview=""))

    assert "<h1>New title</h1>" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    page.refresh_from_db()
    assert page.title == "Old title"
    assert page.versions.count() == 1


def test_a_preview_of_something_new_makes_no_page(client, manager):
    page = DraftPageFactory.build(updated_at=None, title="Not yet")

    response = client.post(reverse("admin:comms_page_add"), fields_of(page, _preview=""))

    assert "<h1>Not yet</h1>" in response.content.decode()
    assert Page.objects.count() == 0


def test_two_people_editing_at_once_lose_nothing(client, manager):
    page = PageFactory(title="First")
    mine = fields_of(page, title="Mine", _save="")
    page.title = "Theirs"
    page.save()

    response = client.post(change_address(page), mine)

    page.refresh_from_db()
    assert page.title == "Theirs"
    form = response.context["adminform"].form
    assert form["title"].value() == "Mine"
    assert "Somebody has changed this since you opened it" in str(form.non_field_errors())


def test_an_archived_page_is_read_only_until_it_is_brought_back(client, manager):
    page = PageFactory()
    client.post(change_address(page), fields_of(page, _archive=""))

    refused = client.post(change_address(page), fields_of(page, title="Changed", _save=""))
    reader = client.get(page.get_absolute_url())
    client.logout()
    stranger = client.get(page.get_absolute_url())
    client.force_login(manager)
    client.post(reverse("admin:comms_page_reopen", args=[page.pk]))

    assert refused.status_code == 403
    assert "Archived" in reader.content.decode()
    assert stranger.status_code == 404
    before = page.title
    page.refresh_from_db()
    assert (page.title, page.state) == (before, State.DRAFT)


def test_managers_delete_drafts_only_and_superusers_delete_anything(client, manager):
    published, draft = PageFactory(), DraftPageFactory()
    addresses = [reverse("admin:comms_page_delete", args=[page.pk]) for page in [published, draft]]

    as_manager = [client.post(address, {"post": "yes"}).status_code for address in addresses]
    left = list(Page.objects.all())
    client.force_login(SuperuserFactory())
    client.post(addresses[0], {"post": "yes"})

    assert as_manager == [403, 302]
    assert left == [published]
    assert Page.objects.count() == 0


def test_the_history_says_what_changed_and_by_whom(client, manager):
    page = PageFactory(title="Old words")
    client.post(change_address(page), fields_of(page, title="New words", _save=""))

    newest, first = versions_of(page)

    assert (newest.number, newest.by, newest.is_current) == (2, manager, True)
    assert [(change.label, change.pieces) for change in newest.changes] == [
        ("Title", [("out", "Old"), ("in", "New"), ("same", "words")])
    ]
    assert (first.number, first.by, first.changes) == (1, None, [])


def test_an_earlier_version_is_restored_and_the_later_one_is_kept(client, manager):
    page = PageFactory(title="Good", body_html="<p>Good text.</p>")
    good = page.versions.get()
    client.post(
        change_address(page), fields_of(page, title="Bad", body_html="<p>Bad.</p>", _save="")
    )

    history = reverse("admin:comms_page_history", args=[page.pk])
    shown = client.get(history)
    response = client.post(history, {"version": good.pk})

    assert "Restore version 1" in shown.content.decode()
    assert response.url == change_address(page)
    page.refresh_from_db()
    assert (page.title, page.body_html, page.plain_text) == (
        "Good",
        "<p>Good text.</p>",
        "Good text.",
    )
    assert (page.state, page.updated_by) == (State.PUBLISHED, manager)
    assert [row.title for row in page.versions.order_by("pgh_id")] == ["Good", "Bad", "Good"]
    assert [event.verb for event in Event.objects.all()] == ["restored version"]


def test_a_version_of_another_page_is_not_restored(client, manager):
    page, other = PageFactory(), PageFactory(title="Other")

    response = client.post(
        reverse("admin:comms_page_history", args=[page.pk]),
        {"version": other.versions.get().pk},
    )

    assert response.status_code == 404
    assert Page.objects.filter(title="Other").count() == 1


def test_versions_cannot_be_rewritten():
    page = PageFactory()

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        page.versions.update(title="Rewritten")

    assert page.versions.get().title == page.title


def test_differences_shorten_what_stayed():
    before = " ".join(f"word{n}" for n in range(40)) + " end"
    after = " ".join(f"word{n}" for n in range(40)) + " close"

    same, out, came = differences(before, after)

    assert same == (
        "same",
        "word0 word1 word2 word3 word4 word5 word6 word7 … "
        "word32 word33 word34 word35 word36 word37 word38 word39",
    )
    assert (out, came) == (("out", "end"), ("in", "close"))
