import threading
import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from governance.minutes.models import Entry
from governance.models import Action, Decision
from networks.models import Membership
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.governance import (
    AgendaItemFactory,
    AttendanceFactory,
    EntryFactory,
    MeetingFactory,
)
from tests.factories.networks import ForumFactory, MembershipFactory

pytestmark = pytest.mark.django_db

Role = Membership.Role
WHEN = datetime(2026, 11, 5, 14, tzinfo=UTC)
QUERIES = 12
JSON = {"Accept": "application/json"}
SCRIPT = "<script>alert('minutes')</script>"


@pytest.fixture
def meeting():
    return MeetingFactory(group__short_name="CEG", starts_at=WHEN)


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(meeting=meeting)


@pytest.fixture
def secretary(meeting, client):
    user = MembershipFactory(group=meeting.group, role=Role.SECRETARY).person.user
    client.force_login(user)
    return user


def adding(item, kind="note"):
    return reverse("minutes:add", args=[item.meeting_id, item.pk, kind])


def changing(entry, name="entry"):
    return reverse(f"minutes:{name}", args=[entry.item.meeting_id, entry.pk])


def form(text, **more):
    return {"text": text, "token": str(uuid.uuid4()), **more}


def test_a_note_is_written(client, item, secretary):
    response = client.post(adding(item), form("Winter went well."))

    assert response.url == f"/governance/meetings/{item.meeting_id}/room/#item-{item.pk}"
    (entry,) = Entry.objects.all()
    assert (entry.item, entry.kind, entry.text, entry.updated_by) == (
        item,
        "note",
        "Winter went well.",
        secretary,
    )


def test_decisions_and_actions_get_references_in_their_own_rooms(client, meeting, item, secretary):
    owner = MembershipFactory(group=meeting.group, person__name="Amina Khan").person

    for text in ["Agree the pathway.", "Fund the pathway."]:
        client.post(adding(item, "decision"), form(text, outcome="agreed"))
    client.post(
        adding(item, "action"), form("Write to practices.", owner="A Khan", due_on="2026-12-03")
    )
    client.post(adding(item, "action"), form("Ask the trust.", owner="Lou Bell"))

    decisions = Decision.objects.order_by("pk").values_list("reference", "text", "decided_on")
    assert list(decisions) == [
        ("CEG-2026-11-01", "Agree the pathway.", date(2026, 11, 5)),
        ("CEG-2026-11-02", "Fund the pathway.", date(2026, 11, 5)),
    ]
    actions = Action.objects.order_by("pk")
    assert list(actions.values_list("reference", "owner", "owner_name", "due_on")) == [
        ("CEG-2026-11-A01", owner.pk, "Amina Khan", date(2026, 12, 3)),
        ("CEG-2026-11-A02", None, "Lou Bell", None),
    ]
    assert [change.by for change in actions[0].changes.all()] == [secretary]


def test_a_reference_is_given_once_by_the_database(meeting, item):
    facts = {"group": meeting.group, "item": item, "text": "x", "decided_on": meeting.day}
    Decision.objects.create(reference="CEG-2026-11-01", **facts)

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(reference="CEG-2026-11-01", **facts)


def test_pressing_again_shows_what_was_saved(client, item, secretary):
    sent = form("Agree the pathway.", outcome="agreed")

    first = client.post(adding(item, "decision"), sent)
    second = client.post(adding(item, "decision"), sent)

    assert first.url == second.url
    assert Entry.objects.count() == Decision.objects.count() == 1


def test_more_words_on_the_same_form_are_not_lost(client, item, secretary):
    sent = form("Agree the")
    client.post(adding(item), sent, headers=JSON)

    answer = client.post(adding(item), sent | {"text": "Agree the pathway."}, headers=JSON)

    assert answer.json()["version"] == 2
    assert Entry.objects.get().text == "Agree the pathway."


def test_a_form_is_not_used_for_another_item(client, meeting, item, secretary):
    sent = form("Agree.")
    client.post(adding(item), sent)

    answer = client.post(adding(AgendaItemFactory(meeting=meeting)), sent)

    assert answer.status_code == 409
    assert Entry.objects.get().item == item


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("note", "Enter the note"),
        ("decision", "Enter what was decided"),
        ("action", "Enter what somebody will do"),
    ],
)
def test_an_empty_form_is_refused_in_its_place(client, item, secretary, kind, words):
    plain = client.post(adding(item, kind), form("  ", outcome="agreed"))
    typed = client.post(adding(item, kind), form("", outcome="agreed"), headers=JSON)

    assert (plain.status_code, typed.status_code) == (422, 422)
    assert words in plain.content.decode()
    assert typed.json() == {"errors": [words]}
    assert not Entry.objects.exists()


def test_what_is_typed_is_saved_by_itself(client, item, secretary):
    made = client.post(adding(item), form("Winter"), headers=JSON).json()
    entry = Entry.objects.get()

    answer = client.post(
        made["change"], {"text": "Winter went well.", "version": made["version"]}, headers=JSON
    ).json()

    assert (answer["entry"], answer["version"]) == (entry.pk, 2)
    assert made["change"] == changing(entry)
    entry.refresh_from_db()
    assert entry.text == "Winter went well."


def test_two_people_who_change_one_entry_see_both_texts(client, item, secretary):
    entry = EntryFactory(item=item, text="As it was")
    client.post(changing(entry), {"text": f"Theirs {SCRIPT}", "version": 1})

    mine = {"text": f"Mine {SCRIPT}", "version": 1}
    silent = client.post(changing(entry), mine, headers=JSON)
    page = client.post(changing(entry), mine)

    assert (silent.status_code, silent.json()) == (409, {"conflict": True})
    assert page.status_code == 409
    content = page.content.decode()
    assert SCRIPT not in content
    assert "Theirs &lt;script&gt;" in content
    assert "Mine &lt;script&gt;" in content
    entry.refresh_from_db()
    assert entry.text == f"Theirs {SCRIPT}"


def test_the_text_put_together_on_the_conflict_page_is_saved(client, item, secretary):
    entry = EntryFactory(item=item)
    client.post(changing(entry), {"text": "Theirs", "version": 1})
    page = client.post(changing(entry), {"text": "Mine", "version": 1})

    client.post(
        changing(entry), {"text": "Theirs and mine", "version": page.context["theirs"].version}
    )

    entry.refresh_from_db()
    assert (entry.text, entry.version) == ("Theirs and mine", 3)


def test_another_outcome_is_a_change_like_other_words(client, item, secretary):
    client.post(adding(item, "decision"), form("Agree.", outcome="agreed"))
    entry = Entry.objects.get()
    client.post(changing(entry), {"text": "Agree.", "outcome": "deferred", "version": 1})

    late = client.post(changing(entry), {"text": "Agree.", "outcome": "not_agreed", "version": 1})

    assert late.status_code == 409
    assert Decision.objects.get().outcome == "deferred"


def test_saving_the_same_words_again_is_no_conflict(client, item, secretary):
    entry = EntryFactory(item=item, text="As it is")
    client.post(changing(entry), {"text": "Better", "version": 1})

    again = client.post(changing(entry), {"text": "Better", "version": 1}, headers=JSON)

    assert again.json()["version"] == 2


def test_words_for_an_entry_that_was_removed_are_shown(client, item, secretary):
    entry = EntryFactory(item=item)
    client.post(changing(entry, "remove"), {"version": 1})
    assert not Entry.objects.exists()

    page = client.post(changing(entry), {"text": f"Mine {SCRIPT}", "version": 1})

    assert page.status_code == 409
    assert "Mine &lt;script&gt;" in page.content.decode()


def test_an_entry_that_changed_meanwhile_is_not_removed(client, item, secretary):
    entry = EntryFactory(item=item)
    client.post(changing(entry), {"text": "New words", "version": 1})

    answer = client.post(changing(entry, "remove"), {"version": 1})

    assert answer.status_code == 409
    assert Entry.objects.get().text == "New words"


def test_removing_a_decision_takes_it_out_of_its_room_and_frees_no_number(client, item, secretary):
    client.post(adding(item, "decision"), form("Agree.", outcome="agreed"))
    client.post(changing(Entry.objects.get(), "remove"), {"version": 1})
    client.post(adding(item, "decision"), form("Agree this.", outcome="agreed"))

    assert Decision.objects.get().reference == "CEG-2026-11-02"


def test_changing_an_entry_changes_its_action(client, item, secretary):
    client.post(adding(item, "action"), form("Write.", owner="Lou Bell", due_on="2026-12-03"))
    entry = Entry.objects.get()

    client.post(
        changing(entry),
        {"text": "Write twice.", "owner": "Kim Ash", "due_on": "10/12/2026", "version": 1},
    )

    action = Action.objects.get()
    assert (action.text, action.owner_name, action.due_on) == (
        "Write twice.",
        "Kim Ash",
        date(2026, 12, 10),
    )
    assert [change.owner_name for change in action.changes.all()] == ["Kim Ash", "Lou Bell"]


def test_a_decision_without_a_quorum_needs_typed_words(client, meeting, item, secretary):
    meeting.group.quorum = 5
    meeting.group.save()
    member = MembershipFactory(group=meeting.group).person
    AttendanceFactory(meeting=meeting, person=member, name=member.name)
    page = client.get(reverse("minutes:room", args=[meeting.pk])).content.decode()
    assert "Not quorate for this item" in page
    assert "5 members needed, 1 present" in page

    sent = form("Agree.", outcome="agreed")
    refused = client.post(adding(item, "decision"), sent)
    wrong = client.post(adding(item, "decision"), sent | {"confirmation": "quorate"})
    client.post(adding(item, "decision"), sent | {"confirmation": "Not  Quorate"})
    again = client.post(adding(item, "decision"), sent)

    assert (refused.status_code, wrong.status_code, again.status_code) == (422, 422, 302)
    assert "Type “not quorate”" in refused.content.decode()
    assert Decision.objects.get().needs_ratification


def test_a_quorate_decision_needs_no_words(client, meeting, item, secretary):
    meeting.group.quorum = 1
    meeting.group.save()
    member = MembershipFactory(group=meeting.group).person
    AttendanceFactory(meeting=meeting, person=member, name=member.name)

    client.post(adding(item, "decision"), form("Agree.", outcome="agreed"))

    assert not Decision.objects.get().needs_ratification


@pytest.mark.parametrize("state", ["draft", "cancelled", "minutes_approved"])
def test_nothing_is_written_on_a_meeting_that_is_not_open(client, item, secretary, state):
    entry = EntryFactory(item=item, text="As it was")
    item.meeting.state = state
    item.meeting.save()

    answers = [
        client.get(reverse("minutes:room", args=[item.meeting_id])),
        client.post(adding(item), form("Late words")),
        client.post(changing(entry), {"text": "Late words", "version": 1}),
        client.post(changing(entry, "remove"), {"version": 1}),
    ]

    assert [answer.status_code for answer in answers] == [409] * 4
    assert [one.text for one in Entry.objects.all()] == ["As it was"]


def test_who_writes_in_the_room(client, meeting, item):
    entry = EntryFactory(item=item)

    def answers(user):
        client.force_login(user)
        return [
            client.get(reverse("minutes:room", args=[meeting.pk])).status_code,
            client.post(adding(item), form("Words")).status_code,
            client.get(changing(entry)).status_code,
            client.post(changing(entry, "remove"), {"version": 7}).status_code,
        ]

    def holder(role, group=meeting.group):
        return MembershipFactory(group=group, role=role).person.user

    assert answers(holder(Role.SECRETARY)) == [200, 302, 200, 409]
    for user in [
        holder(Role.CHAIR),
        holder(Role.MEMBER),
        holder(Role.SECRETARY, ForumFactory()),
        UserFactory(),
        ManagerFactory(),
    ]:
        assert answers(user) == [403] * 4
    meeting.visibility = "members"
    meeting.save()
    assert answers(holder(Role.SECRETARY, ForumFactory())) == [404] * 4


def test_an_entry_of_another_meeting_is_not_reached_through_ones_own(
    client, meeting, item, secretary
):
    theirs = EntryFactory()

    answers = [
        client.post(
            reverse("minutes:entry", args=[meeting.pk, theirs.pk]), {"text": "x", "version": 1}
        ),
        client.post(reverse("minutes:add", args=[meeting.pk, theirs.item_id, "note"]), form("x")),
        client.post(reverse("minutes:remove", args=[meeting.pk, theirs.pk]), {"version": 1}),
    ]

    assert [answer.status_code for answer in answers] == [409, 404, 302]
    theirs.refresh_from_db()
    assert theirs.text == "The group heard how winter went."


def test_the_chair_changes_what_was_decided_and_nothing_else(client, item, secretary):
    client.post(adding(item, "decision"), form("Agree.", outcome="agreed"))
    decision = Entry.objects.get()
    note = EntryFactory(item=item)
    chair = MembershipFactory(group=item.meeting.group, role=Role.CHAIR).person.user
    client.force_login(chair)

    done = client.post(
        changing(decision), {"text": "Agree the plan.", "outcome": "agreed", "version": 1}
    )

    assert done.url == f"/governance/meetings/{item.meeting_id}/minutes/"
    assert Decision.objects.get().text == "Agree the plan."
    assert client.post(changing(note), {"text": "x", "version": 1}).status_code == 403


def test_a_broken_token_is_refused_in_words(client, item, secretary):
    for token in ["", "x", "0" * 36, "../../etc"]:
        answer = client.post(adding(item), {"text": "Words", "token": token}, headers=JSON)
        assert answer.status_code == 422
    assert not Entry.objects.exists()


def test_the_room_asks_as_much_for_forty_items_as_for_two(
    client, meeting, secretary, django_assert_max_num_queries
):
    def add(count):
        for _ in range(count):
            item = AgendaItemFactory(meeting=meeting)
            client.post(adding(item, "decision"), form("Agree.", outcome="agreed"))
            client.post(adding(item, "action"), form("Write.", owner="Lou Bell"))
            AttendanceFactory(meeting=meeting)

    add(2)
    address = reverse("minutes:room", args=[meeting.pk])
    client.get(address)
    with django_assert_max_num_queries(QUERIES):
        client.get(address)
    add(10)
    with django_assert_max_num_queries(QUERIES):
        assert client.get(address).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one_decision_and_two_decisions_two_numbers():
    meeting = MeetingFactory(group__short_name="CEG", starts_at=WHEN)
    item = AgendaItemFactory(meeting=meeting)
    user = MembershipFactory(group=meeting.group, role=Role.SECRETARY).person.user
    same, other = form("Agree.", outcome="agreed"), form("Fund.", outcome="agreed")
    answers = []

    def press(sent):
        client = Client()
        client.force_login(user)
        answers.append(client.post(adding(item, "decision"), sent).status_code)
        connection.close()

    threads = [threading.Thread(target=press, args=[sent]) for sent in [same, same, other]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [302, 302, 302]
    references = Decision.objects.order_by("reference").values_list("reference", flat=True)
    assert list(references) == ["CEG-2026-11-01", "CEG-2026-11-02"]
