from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.minutes.waiting import actions_waiting_for, minutes_waiting_for
from networks.models import Membership
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
)
from tests.factories.networks import ForumFactory, MembershipFactory
from tests.factories.people import PersonWithAccountFactory

pytestmark = pytest.mark.django_db

Role = Membership.Role


def account_of(group, role=Role.MEMBER):
    return MembershipFactory(group=group, role=role).person.user


def test_an_owner_reports_and_every_step_is_kept(client):
    owner = PersonWithAccountFactory()
    action = ActionFactory(owner=owner, due_on=date(2026, 12, 3))
    client.force_login(owner.user)

    client.post(action.get_absolute_url(), {"state": "in_progress", "comment": ""})
    client.post(action.get_absolute_url(), {"state": "done", "comment": "Sent to all."})
    client.post(action.get_absolute_url(), {"state": "done", "comment": ""})

    action.refresh_from_db()
    assert action.state == "done"
    steps = [(change.state, change.comment, change.by) for change in action.changes.all()]
    assert steps == [("done", "Sent to all.", owner.user), ("in_progress", "", owner.user)]
    assert "Sent to all." in client.get(action.get_absolute_url()).content.decode()


def test_an_owner_changes_neither_owner_nor_date(client):
    owner = PersonWithAccountFactory()
    action = ActionFactory(owner=owner, due_on=date(2026, 12, 3))
    client.force_login(owner.user)

    answer = client.post(reverse("actions:edit", args=[action.reference]), {"text": "Less"})
    client.post(
        action.get_absolute_url(), {"state": "open", "due_on": "2030-01-01", "owner": "Kim Ash"}
    )

    assert answer.status_code == 403
    action.refresh_from_db()
    assert (action.owner, action.due_on, action.text) == (
        owner,
        date(2026, 12, 3),
        "Write to the practices.",
    )


def test_the_secretary_gives_an_action_to_somebody_else(client):
    action = ActionFactory(owner_name="Lou Bell")
    khan = MembershipFactory(group=action.group, person__name="Amina Khan").person
    client.force_login(account_of(action.group, Role.SECRETARY))

    client.post(
        reverse("actions:edit", args=[action.reference]),
        {
            "text": "Write to all practices.",
            "owner": "A Khan",
            "due_on_day": "3",
            "due_on_month": "12",
            "due_on_year": "2026",
            "comment": "Lou is away",
        },
    )

    action.refresh_from_db()
    assert (action.owner, action.owner_name, action.due_on) == (
        khan,
        "Amina Khan",
        date(2026, 12, 3),
    )
    assert [change.comment for change in action.changes.all()] == ["Lou is away"]


def test_dropping_an_action_needs_a_reason(client):
    owner = PersonWithAccountFactory()
    action = ActionFactory(owner=owner)
    client.force_login(owner.user)

    page = client.post(action.get_absolute_url(), {"state": "dropped"})

    assert "Say why it is dropped" in page.content.decode()
    action.refresh_from_db()
    assert action.state == "open"


def test_who_reads_an_action_and_who_reports_on_it(client):
    owner = PersonWithAccountFactory()
    action = ActionFactory(owner=owner, item=None)
    people = {
        "owner": owner.user,
        "member": account_of(action.group),
        "secretary": account_of(action.group, Role.SECRETARY),
        "other secretary": account_of(ForumFactory(), Role.SECRETARY),
        "professional": UserFactory(),
    }

    found = {}
    for name, user in people.items():
        client.force_login(user)
        found[name] = [
            client.get(action.get_absolute_url()).status_code,
            client.post(action.get_absolute_url(), {"state": "open", "comment": "x"}).status_code,
        ]

    assert found == {
        "owner": [200, 302],
        "member": [200, 403],
        "secretary": [200, 302],
        "other secretary": [404, 404],
        "professional": [404, 404],
    }


def test_an_action_of_a_private_item_is_for_members_and_its_owner(client):
    item = AgendaItemFactory(visibility="private")
    owner = PersonWithAccountFactory()
    action = ActionFactory(
        item=item, group=item.meeting.group, owner=owner, published_at=timezone.now()
    )

    found = {}
    for name, user in {
        "owner": owner.user,
        "member": account_of(action.group),
        "manager": ManagerFactory(),
        "professional": UserFactory(),
    }.items():
        client.force_login(user)
        found[name] = client.get(action.get_absolute_url()).status_code

    assert found == {"owner": 200, "member": 200, "manager": 404, "professional": 404}


def test_lists_filter_by_words_group_and_state(client):
    now = timezone.localdate()
    item = AgendaItemFactory()
    group = item.meeting.group
    shown = {"item": item, "group": group, "published_at": timezone.now()}
    late = ActionFactory(**shown, due_on=now - timedelta(days=2), text="Falls checklist")
    soon = ActionFactory(**shown, due_on=now + timedelta(days=2))
    done = ActionFactory(**shown, state="done")
    ActionFactory(text="Hidden")

    def listed(query):
        return list(client.get(f"/governance/actions/?{query}").context["page"])

    assert set(listed("")) == {late, soon, done}
    assert listed("state=overdue") == [late]
    assert listed("state=open") == [late, soon]
    assert listed("state=closed") == [done]
    assert listed("q=falls") == [late]
    assert listed("whose=mine") == []
    assert listed(f"group={group.slug}&state=closed") == [done]
    assert listed("state=nonsense") == []


def test_decisions_are_filtered_by_year_and_taken_away_as_a_table(client):
    first, second = [
        DecisionFactory(decided_on=day, published_at=timezone.now())
        for day in [date(2025, 5, 1), date(2026, 5, 1)]
    ]
    DecisionFactory()

    page = client.get("/governance/decisions/?year=2025").context["page"]
    table = b"".join(client.get("/governance/decisions/?format=csv").streaming_content).decode()

    assert list(page) == [first]
    assert [line.split(",")[0] for line in table.splitlines()[1:]] == [
        second.reference,
        first.reference,
    ]


@pytest.mark.parametrize("address", ["/governance/decisions/", "/governance/actions/"])
def test_a_list_asks_as_much_for_many_rows_as_for_one(
    client, address, django_assert_max_num_queries
):
    for _ in range(12):
        item = AgendaItemFactory()
        shown = {"item": item, "group": item.meeting.group, "published_at": timezone.now()}
        DecisionFactory(item=item, published_at=shown["published_at"])
        ActionFactory(**shown)

    with django_assert_max_num_queries(8):
        assert client.get(address).status_code == 200


def test_what_waits_is_named_until_it_is_done():
    owner = PersonWithAccountFactory()
    action = ActionFactory(owner=owner, due_on=date(2020, 1, 6))
    meeting = MeetingFactory(state="held")
    secretary = account_of(meeting.group, Role.SECRETARY)
    member = account_of(meeting.group)

    assert actions_waiting_for(owner.user) == [
        (
            f"{action.reference}: Write to the practices., due 6 January 2020 (overdue)",
            action.get_absolute_url(),
        )
    ]
    assert [address for _, address in minutes_waiting_for(secretary)] == [
        reverse("minutes:room", args=[meeting.pk])
    ]
    assert minutes_waiting_for(member) == []
    action.state = "done"
    action.save()
    assert actions_waiting_for(owner.user) == []
