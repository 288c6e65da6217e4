"""Two press at once, or one presses again because no answer came: it happens once, and each sees
what is there."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.outbox.models import Letter
from governance.customs.house_order import lay_down
from governance.models import (
    CarriedAction,
    Decision,
    ItemRequest,
    KeyMessages,
    Meeting,
    Minutes,
    Notice,
    Paper,
    StandingItem,
)
from tests.factories.accounts import UserFactory
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    DecisionFactory,
    DraftMeetingFactory,
    MeetingFactory,
)
from tests.factories.networks import ForumFactory, MembershipFactory
from tests.governance.test_planning import WHEN, asking, plan_of, row

State = Meeting.State
HANDS = 4


@pytest.fixture
def desk(transactional_db):
    """A forum of three, and its secretary's account."""
    lay_down()
    forum = ForumFactory()
    MembershipFactory.create_batch(2, group=forum)
    return forum, MembershipFactory(group=forum, role="secretary").person.user


def pressed_at_once(user, address, sent):
    """What several presses of one button are answered, sent at the same moment."""
    start, answers = threading.Barrier(HANDS), []

    def press():
        client = Client()
        client.force_login(user)
        start.wait()
        answer = client.post(address, sent)
        answers.append((answer.status_code, answer.headers.get("Location")))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_planning_at_once_makes_one_meeting(desk):
    forum, secretary = desk
    last = MeetingFactory(group=forum, state="held")
    action = ActionFactory(group=forum)
    kept = AgendaItemFactory(meeting=last, keep_on_agenda=True)
    chosen = [f"action-{action.pk}", f"item-{kept.pk}"]

    answers = pressed_at_once(
        secretary, plan_of(forum), WHEN | {"after": last.pk, "chosen": [*chosen, *standing(forum)]}
    )

    made = Meeting.objects.get(follows=last)
    assert answers == [(302, reverse("planning:agenda", args=[made.pk]))] * HANDS
    assert Meeting.objects.count() == 2
    assert made.items.filter(title=kept.title).count() == 1
    assert CarriedAction.objects.filter(item__meeting=made).count() == 1


def standing(forum):
    return [f"standing-{item.pk}" for item in StandingItem.objects.of(forum)]


def test_publishing_at_once_writes_one_letter_to_each(desk):
    forum, secretary = desk
    meeting = DraftMeetingFactory(group=forum)
    AgendaItemFactory(meeting=meeting)
    page = reverse("publishing:publish", args=[meeting.pk])

    answers = pressed_at_once(secretary, page, {"publish": "1"})

    assert answers == [(302, page)] * HANDS
    assert Notice.objects.count() == 1
    assert sorted(Letter.objects.values_list("to_user", flat=True)) == sorted(
        forum.memberships.values_list("person__user", flat=True)
    )


def test_sending_key_messages_at_once_writes_one_letter_to_each(desk):
    forum, secretary = desk
    meeting = MeetingFactory(group=forum, state="minutes_draft")
    page = reverse("minutes:key-messages", args=[meeting.pk])

    answers = pressed_at_once(secretary, page, {"text": "One pathway for all."})

    assert answers == [(302, meeting.get_absolute_url())] * HANDS
    assert (KeyMessages.objects.count(), Letter.objects.count()) == (1, 3)


def test_approving_at_once_publishes_each_decision_once(desk):
    forum, secretary = desk
    week = timedelta(weeks=1)
    meeting = MeetingFactory(
        group=forum, starts_at=timezone.now() - week, state="minutes_circulated"
    )
    Minutes.objects.create(meeting=meeting)
    DecisionFactory(item__meeting=meeting, group=forum)
    later = MeetingFactory(group=forum)
    AgendaItemFactory(meeting=later, part="minutes")
    sent = {"at_meeting": later.pk, "how": "with-corrections", "corrections": "Read May for March"}

    answers = pressed_at_once(secretary, reverse("minutes:approve", args=[meeting.pk]), sent)

    page = reverse("minutes:page", args=[meeting.pk])
    assert answers == [(302, page)] * HANDS
    assert meeting.corrections.count() == 1
    assert Decision.objects.published().count() == 1


# Where the server died between saving and answering, the same page is sent once more.


@pytest.mark.parametrize(
    ("state", "address", "sent", "shows"),
    [
        ("draft", "publishing:publish", {"publish": "1"}, "publishing:publish"),
        ("published", "publishing:cancel", {"reason": "Snow."}, "meetings:detail"),
        ("published", "minutes:draft", {}, "minutes:page"),
        ("minutes_draft", "minutes:circulate", {}, "minutes:page"),
        ("minutes_circulated", "minutes:take-back", {}, "minutes:page"),
        ("minutes_draft", "minutes:key-messages", {"text": "One."}, "meetings:detail"),
    ],
)
@pytest.mark.django_db
def test_pressing_again_shows_the_saved_result(client, signed_in, state, address, sent, shows):
    forum = ForumFactory()
    signed_in(forum, "secretary")
    meeting = MeetingFactory(group=forum, state=state)
    Minutes.objects.create(meeting=meeting)
    page = reverse(address, args=[meeting.pk])

    first = client.post(page, sent)
    letters = Letter.objects.count()
    second = client.post(page, sent, follow=True)

    expected = reverse(shows, args=[meeting.pk])
    assert first.url == expected
    assert (second.status_code, second.redirect_chain) == (200, [(expected, 302)])
    assert "lready" in second.content.decode()
    assert Letter.objects.count() == letters


@pytest.mark.django_db
def test_a_paste_that_is_sent_again_adds_nothing_twice(client, signed_in):
    forum = ForumFactory()
    signed_in(forum, "secretary")
    meeting = DraftMeetingFactory(group=forum)
    AgendaItemFactory(meeting=meeting, title="Welcome")
    page = reverse("planning:paste", args=[meeting.pk])
    text = "1. Welcome\n2. Winter\n3. Winter"
    # The secretary ticks the line that is there already, because it is wanted twice.
    sent = {"text": text, "add": "1", "line": ["0-1", "1-0", "2-0"]}

    for _ in range(2):
        client.post(page, sent)

    titles = list(meeting.items.order_by("position").values_list("title", flat=True))
    assert titles == ["Welcome", "Welcome", "Winter", "Winter"]


@pytest.mark.django_db
def test_an_item_or_a_paper_or_a_request_that_is_sent_again_is_there_once(client, signed_in):
    forum = ForumFactory()
    signed_in(forum, "secretary")
    meeting = DraftMeetingFactory(group=forum)
    item = AgendaItemFactory(meeting=meeting)
    agenda = reverse("planning:agenda", args=[meeting.pk])
    papers = f"{reverse('papers:add', args=[meeting.pk])}?item={item.pk}"

    for _ in range(2):
        client.post(agenda, row(item) | {"new": "Falls"})
        client.post(papers, {"title": "Winter", "text": "A plan.", "visibility": "public"})
    client.post(papers, {"title": "Winter", "text": "Another plan.", "visibility": "public"})
    client.force_login(UserFactory())
    for _ in range(2):
        client.post(*asking(forum))

    assert meeting.items.filter(title="Falls").count() == 1
    texts = Paper.objects.order_by("pk").values_list("text", flat=True)
    assert list(texts) == ["A plan.", "Another plan."]
    assert ItemRequest.objects.count() == 1
    assert Letter.objects.filter(subject__startswith="Asked for").count() == 1
