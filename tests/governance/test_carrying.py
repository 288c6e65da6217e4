"""What a meeting leaves behind comes to the next one, and each line says why it came."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from ccpl_portal.outbox.models import Letter
from governance.decisions.actions import publish_decisions
from governance.models import AgendaItem, CarriedAction, ItemRequest, Meeting, Withdrawal
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    DraftMeetingFactory,
    EntryFactory,
    ItemRequestFactory,
    MeetingFactory,
)
from tests.factories.networks import ForumFactory
from tests.governance.test_planning import WHEN, agenda_of, held, plan_of

pytestmark = pytest.mark.django_db

END = datetime(2026, 5, 4, 11, tzinfo=UTC)


def chosen_on(client, group):
    return {one.key: one for one in client.get(plan_of(group)).context["candidates"]}


def put_off(client, item, **sent):
    address = reverse("minutes:not-reached", args=[item.meeting_id, item.pk])
    return client.post(address, sent)


def test_open_actions_come_closed_ones_do_not_and_what_is_unticked_stays_away(
    client, forum, signed_in
):
    signed_in(forum, "secretary")
    last = held(forum)
    late, soon, unticked = (
        ActionFactory(group=forum, text=text, owner_name="Ann Roy", due_on=due_on, state=state)
        for text, due_on, state in [
            ("Write to practices.", date(2030, 5, 9), "open"),
            ("Count the beds.", None, "in_progress"),
            ("Ask the board.", None, "open"),
        ]
    )
    for state in ["done", "dropped"]:
        ActionFactory(group=forum, state=state)
    ActionFactory(text="Another group's.")

    found = chosen_on(client, forum)
    actions = {key: one.why for key, one in found.items() if key.startswith("action-")}
    keys = [key for key, one in found.items() if one.is_chosen and key != f"action-{unticked.pk}"]
    client.post(plan_of(forum), WHEN | {"after": last.pk, "chosen": keys})

    made = Meeting.objects.get(follows=last)
    carried = CarriedAction.objects.filter(item__meeting=made).select_related("item")
    assert actions == {
        f"action-{late.pk}": "Open action of Ann Roy, due 9 May 2030",
        f"action-{soon.pk}": "Open action of Ann Roy",
        f"action-{unticked.pk}": "Open action of Ann Roy",
    }
    assert [(one.action, one.item.title) for one in carried] == [
        (late, "Matters arising and action log"),
        (soon, "Matters arising and action log"),
    ]
    page = client.get(made.get_absolute_url()).content.decode()
    assert (late.text in page, soon.text in page, unticked.text in page) == (True, True, False)


def test_an_item_under_which_nothing_was_written_comes_back_by_itself(client, forum, signed_in):
    signed_in(forum, "secretary")
    last = held(forum)
    spoken, above, silent = (
        AgendaItemFactory(meeting=last, title=title) for title in ["Winter", "Places", "Falls"]
    )
    under = AgendaItemFactory(meeting=last, parent=above, title="Rugby")
    before = [one.key for one in chosen_on(client, forum).values() if one.is_chosen]
    for item in [spoken, under]:
        EntryFactory(item=item)

    found = chosen_on(client, forum)
    after = {
        key: one.why for key, one in found.items() if one.is_chosen and one.came_as == "carried"
    }
    client.post(plan_of(forum), WHEN | {"after": last.pk, "chosen": list(after)})

    assert not any(key.startswith("item-") for key in before)
    assert after == {f"item-{silent.pk}": "Nothing was written under it on 2 May 2030"}
    made = Meeting.objects.get(follows=last)
    assert [(item.title, item.why_it_came) for item in made.items.all()] == [
        ("Falls", "Carried over from 2 May 2030")
    ]


@pytest.mark.parametrize(
    ("came_as", "words"),
    [
        ("not_reached", "Carried over from 2 May 2030: not reached last time"),
        ("kept", "Carried over from 2 May 2030: kept until it is done"),
        ("recurring", "Carried over from 2 May 2030: comes back each time"),
        ("carried", "Carried over from 2 May 2030"),
    ],
)
def test_a_line_that_was_carried_over_says_so_to_everybody(client, forum, came_as, words):
    before = AgendaItemFactory(meeting=held(forum), title="Sepsis")
    here = MeetingFactory(group=forum)
    AgendaItemFactory(meeting=here, title="Sepsis", carried_from=before, came_as=came_as)

    assert words in client.get(here.get_absolute_url()).content.decode()


def test_an_item_that_was_not_reached_is_put_off_in_the_room_and_reached_after_all(
    client, forum, signed_in
):
    signed_in(forum, "secretary")
    meeting = held(forum)
    item = AgendaItemFactory(meeting=meeting, title="Falls")

    pressed = put_off(client, item, follow=True)
    twice = put_off(client, item)
    room = client.get(reverse("minutes:room", args=[meeting.pk])).content.decode()
    proposed = chosen_on(client, forum)[f"item-{item.pk}"]
    put_off(client, item, reached="1")

    item.refresh_from_db()
    assert (pressed.status_code, twice.status_code) == (302, 302)
    assert "Reached after all" in room
    assert (proposed.why, proposed.is_chosen) == ("Not reached on 2 May 2030", True)
    assert item.not_reached is False


def test_the_minutes_say_what_was_not_reached(client, forum, signed_in):
    signed_in(forum, "secretary")
    item = AgendaItemFactory(meeting=held(forum, state="minutes_draft"), not_reached=True)

    page = client.get(reverse("minutes:page", args=[item.meeting_id])).content.decode()

    assert "Not reached. It comes back at the next meeting." in page


def test_a_standing_line_is_not_put_off_and_approved_minutes_are_not_changed(
    client, forum, signed_in
):
    signed_in(forum, "secretary")
    meeting = held(forum)
    apologies = AgendaItemFactory(meeting=meeting, part="attendance")
    report = AgendaItemFactory(meeting=meeting, came_as="standing")
    late = AgendaItemFactory(meeting=held(forum, starts_at=datetime(2030, 4, 2, 13, tzinfo=UTC)))
    Meeting.objects.filter(pk=late.meeting_id).update(state="minutes_approved")

    answers = [put_off(client, item).status_code for item in [apologies, report, late]]

    assert answers == [409, 409, 409]
    assert not AgendaItem.objects.filter(not_reached=True).exists()


def test_who_puts_an_item_off(client, forum, signed_in):
    item = AgendaItemFactory(meeting=held(forum))
    other = AgendaItemFactory(meeting=held(ForumFactory()))
    answers = {}
    for role in ["secretary", "chair", "member"]:
        signed_in(forum, role)
        answers[role] = put_off(client, item).status_code
        AgendaItem.objects.update(not_reached=False)
    signed_in(forum, "secretary")
    address = reverse("minutes:not-reached", args=[item.meeting_id, other.pk])
    answers["an item of another meeting"] = client.post(address).status_code

    assert answers == {
        "secretary": 302,
        "chair": 403,
        "member": 403,
        "an item of another meeting": 404,
    }


@pytest.mark.parametrize(
    "happened",
    [
        lambda item: EntryFactory(item=item),
        lambda item: DecisionFactory(item=item),
        lambda item: ActionFactory(group=item.meeting.group, item=item),
        lambda item: Withdrawal.objects.create(
            item=item, attendance=AttendanceFactory(meeting=item.meeting), reason="An interest"
        ),
    ],
)
@pytest.mark.parametrize("is_under", [False, True])
def test_a_line_with_something_written_under_it_stays_on_the_agenda(
    client, forum, signed_in, happened, is_under
):
    signed_in(forum, "secretary")
    item = AgendaItemFactory(meeting=MeetingFactory(group=forum), title="Falls")
    under = AgendaItemFactory(meeting=item.meeting, parent=item)
    happened(under if is_under else item)

    refused = client.post(agenda_of(item.meeting), {"do": f"remove-{item.pk}"})

    assert refused.status_code == 409
    assert "“Falls”" in refused.content.decode()
    assert AgendaItem.objects.count() == 2


def test_the_line_for_business_is_kept_when_something_was_written_under_it(
    client, forum, signed_in
):
    signed_in(forum, "secretary")
    business = AgendaItemFactory(meeting=MeetingFactory(group=forum), part="business")
    EntryFactory(item=business)
    address = reverse("planning:paste", args=[business.meeting_id])
    text = "1. Winter\n1.1 Beds"

    client.post(address, {"text": text, "add": "1", "line": ["0", "1"]})

    assert set(AgendaItem.objects.values_list("title", flat=True)) == {
        business.title,
        "Winter",
        "Beds",
    }


@pytest.mark.parametrize("how", ["taken off", "deleted with its draft"])
def test_what_was_asked_for_waits_again_when_its_line_goes(client, forum, signed_in, how):
    signed_in(forum, "secretary")
    meeting = DraftMeetingFactory(group=forum)
    item = AgendaItemFactory(meeting=meeting)
    asked = ItemRequestFactory(group=forum, state="scheduled", item=item)

    if how == "taken off":
        client.post(agenda_of(meeting), {"do": f"remove-{item.pk}"})
    else:
        client.post(reverse("planning:drop", args=[meeting.pk]))

    asked.refresh_from_db()
    assert (asked.state, asked.item) == (ItemRequest.State.SUBMITTED, None)
    assert not AgendaItem.objects.exists()


def test_each_sees_the_tabs_that_they_may_open(client, forum, signed_in):
    meeting = DraftMeetingFactory(group=forum)
    papers = reverse("papers:manage", args=[meeting.pk])
    shown = {}
    for role in ["secretary", "chair"]:
        signed_in(forum, role)
        pages = [agenda_of(meeting), reverse("publishing:publish", args=[meeting.pk])]
        shown[role] = [papers in client.get(page).content.decode() for page in pages]

    assert shown == {"secretary": [True, True], "chair": [False, False]}


def test_what_was_asked_for_goes_with_its_matter_until_something_is_decided(
    client, forum, signed_in
):
    signed_in(forum, "secretary")
    last = held(forum)
    item = AgendaItemFactory(meeting=last, not_reached=True)
    asked = ItemRequestFactory(group=forum, state="scheduled", item=item)

    client.post(plan_of(forum), WHEN | {"after": last.pk, "chosen": [f"item-{item.pk}"]})
    made = Meeting.objects.get(follows=last)
    came = made.items.get(carried_from=item)
    asked.refresh_from_db()
    follows = asked.item
    under = AgendaItemFactory(meeting=made, parent=came)
    Meeting.objects.filter(pk=made.pk).update(state="held")
    DecisionFactory(item=under, group=forum, text="Agree the pathway.")
    publish_decisions(meeting=made, by=None)

    asked.refresh_from_db()
    letter = Letter.objects.get(subject__startswith="Decided")
    assert follows == came
    assert (asked.state, asked.answer) == ("decided", "Agree the pathway.")
    assert (letter.to_user, "Agree the pathway." in letter.text) == (asked.asked_by, True)


def left_over(meeting):
    return reverse("planning:left_over", args=[meeting.pk])


def test_what_came_up_after_the_plan_is_brought_over_once(client, forum, signed_in):
    signed_in(forum, "secretary")
    last = held(forum, starts_at=datetime(2026, 5, 4, 9, tzinfo=UTC), ends_at=END)
    put = AgendaItemFactory(meeting=last, title="Falls", not_reached=True)
    AgendaItemFactory(meeting=last, title="Winter", keep_on_agenda=True)
    meeting = MeetingFactory(group=forum)
    log = AgendaItemFactory(meeting=meeting, part="actions")
    business = AgendaItemFactory(meeting=meeting, part="business", visibility="members")
    AgendaItemFactory(meeting=meeting, parent=business, title="Winter", visibility="members")
    action, carried = ActionFactory(group=forum), ActionFactory(group=forum)
    CarriedAction.objects.create(item=log, action=carried)

    found = [one.key for one in client.get(left_over(meeting)).context["candidates"]]
    for _ in range(2):
        client.post(left_over(meeting), {"chosen": found})

    [came] = meeting.items.filter(title="Falls")
    assert found == [f"action-{action.pk}", f"item-{put.pk}"]
    assert (came.parent, came.visibility, came.carried_from) == (business, "members", put)
    assert [one.action for one in CarriedAction.objects.order_by("pk")] == [carried, action]
    assert [change.words for change in meeting.changes.all()] == ["Item added: Falls"]
    assert "Nothing: every open action" in client.get(left_over(meeting)).content.decode()


def test_what_was_left_comes_before_the_lines_that_end_a_meeting(client, forum, signed_in):
    signed_in(forum, "secretary")
    last = held(forum, starts_at=datetime(2026, 5, 4, 9, tzinfo=UTC), ends_at=END)
    put = AgendaItemFactory(meeting=last, title="Falls", not_reached=True)
    meeting = DraftMeetingFactory(group=forum)
    for place, (title, part) in enumerate([("Welcome", ""), ("Other", "anything")], start=1):
        AgendaItemFactory(meeting=meeting, title=title, part=part, position=place)

    client.post(left_over(meeting), {"chosen": [f"item-{put.pk}", "item-0", "action-x"]})

    titles = list(meeting.items.order_by("position").values_list("title", flat=True))
    assert titles == ["Welcome", "Falls", "Other"]


def test_who_brings_over_what_was_left(client, forum, signed_in):
    draft, over = DraftMeetingFactory(group=forum), MeetingFactory(group=forum, state="held")
    answers = {}
    for name, group, role in [
        ("chair", forum, "chair"),
        ("member", forum, "member"),
        ("secretary of another", ForumFactory(), "secretary"),
    ]:
        signed_in(group, role)
        answers[name] = [client.post(left_over(one)).status_code for one in [draft, over]]

    assert answers == {
        "chair": [302, 409],
        "member": [404, 403],
        "secretary of another": [404, 403],
    }


def test_outcomes_stand_under_their_items_for_those_who_may_read_them(client, forum, signed_in):
    item = AgendaItemFactory(meeting=MeetingFactory(group=forum, state="held"))
    decision = DecisionFactory(item=item, published_at=item.meeting.published_at)
    action = ActionFactory(group=forum, item=item)

    def shown():
        [line] = client.get(item.meeting.get_absolute_url()).context["agenda"]
        return line.outcomes

    stranger = shown()
    signed_in(forum)
    assert (stranger, shown()) == ([decision], [decision, action])
