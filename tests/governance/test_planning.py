from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.outbox.models import Letter
from governance.customs.models import Customs
from governance.customs.rhythm import london, next_day
from governance.models import AgendaItem, ItemRequest, Meeting
from governance.planning.forms import RowForm
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.governance import (
    AgendaItemFactory,
    CustomsFactory,
    DraftMeetingFactory,
    ItemRequestFactory,
    MeetingFactory,
)
from tests.factories.networks import ForumFactory, GroupFactory

pytestmark = pytest.mark.django_db

HOUSE = [
    "Welcome and apologies",
    "Confirmation of quoracy",
    "Declarations of interest",
    "Minutes of the last meeting",
    "Matters arising and action log",
    "Chair’s report",
    "Business",
    "Any other business",
    "Date of next meeting",
]
WHEN = {
    "day_day": "4",
    "day_month": "6",
    "day_year": "2030",
    "begins": "2pm",
    "ends": "4pm",
    "visibility": "public",
}


def date_of(day):
    return {"day_day": day.day, "day_month": day.month, "day_year": day.year}


def plan_of(group):
    return reverse("planning:plan", args=[group.slug])


def agenda_of(meeting):
    return reverse("planning:agenda", args=[meeting.pk])


def row(item, **changes):
    """The fields of one line as the page sends them back."""
    form = RowForm(instance=item, prefix=f"row-{item.pk}")
    sent = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent |= changes
    return {
        f"row-{item.pk}-{name}": "on" if value is True else value
        for name, value in sent.items()
        if value not in {None, False}
    }


def titles(meeting, parent=None):
    return list(
        AgendaItem.objects.filter(meeting=meeting, parent=parent)
        .order_by("position")
        .values_list("title", flat=True)
    )


def held(group, **fields):
    start = datetime(2030, 5, 2, 13, 0, tzinfo=UTC)
    fields = {"starts_at": start, "ends_at": start.replace(hour=15), "state": "held"} | fields
    return MeetingFactory(group=group, **fields)


def test_the_next_meeting_is_made_from_the_last_with_what_was_left(client, forum, signed_in):
    signed_in(forum, "secretary")
    CustomsFactory(group=forum)
    last = held(forum, place="Room 2")
    for title, fields in {
        "Winter": {},
        "Sepsis": {"not_reached": True},
        "Report of places": {"recurring": True},
        "Falls": {"keep_on_agenda": True, "visibility": "private"},
    }.items():
        AgendaItemFactory(meeting=last, title=title, **fields)

    page = client.get(plan_of(forum))
    chosen = [one.key for one in page.context["candidates"] if one.is_chosen]
    why = {one.title: one.why for one in page.context["candidates"] if one.came_as != "standing"}
    form = page.context["form"]
    response = client.post(plan_of(forum), WHEN | {"after": last.pk, "chosen": chosen})

    made = Meeting.objects.get(follows=last)
    business = made.items.get(part="business")
    assert (form.initial["day"], form.initial["place"]) == (date(2030, 6, 6), "Room 2")
    assert why == {
        "Winter": "Was on the agenda of 2 May 2030",
        "Sepsis": "Not reached on 2 May 2030",
        "Report of places": "Comes back each time",
        "Falls": "Kept until it is done",
    }
    assert response.url == agenda_of(made)
    assert (made.state, timezone.localtime(made.starts_at)) == (
        "draft",
        london(date(2030, 6, 4), time(14)),
    )
    assert titles(made) == HOUSE
    assert titles(made, business) == ["Sepsis", "Report of places", "Falls"]
    assert made.items.get(title="Falls").visibility == "private"
    assert made.items.get(title="Sepsis").carried_from.meeting == last


def test_planning_twice_makes_one_meeting(client, forum, signed_in):
    signed_in(forum, "secretary")
    last = held(forum)
    sent = WHEN | {"after": last.pk, "chosen": []}

    answers = [client.post(plan_of(forum), sent).url for _ in range(2)]

    [made] = Meeting.objects.filter(follows=last)
    assert answers == [agenda_of(made)] * 2
    assert Meeting.objects.filter(group=forum).count() == 2


def test_a_first_meeting_has_the_house_order_with_nothing_typed(client, forum, signed_in):
    signed_in(forum, "chair")
    chosen = [one.key for one in client.get(plan_of(forum)).context["candidates"]]

    client.post(plan_of(forum), WHEN | {"chosen": chosen})

    made = Meeting.objects.get(group=forum)
    assert titles(made) == HOUSE
    assert {item.presenter_name for item in made.items.filter(part="quoracy")} == {
        forum.memberships.get(role="chair").person.name
    }


def test_only_those_who_run_the_group_plan_its_meetings(client, forum, signed_in):
    answers = {}
    for role in ["chair", "lead", "secretary", "member", "deputy", "observer"]:
        signed_in(forum, role)
        answers[role] = client.get(plan_of(forum)).status_code
    signed_in(ForumFactory(), "secretary")
    answers["secretary of another"] = client.get(plan_of(forum)).status_code
    client.force_login(ManagerFactory())
    answers["manager"] = client.get(plan_of(forum)).status_code
    client.logout()
    answers["nobody"] = client.get(plan_of(forum)).status_code

    assert answers == {
        "chair": 200,
        "lead": 200,
        "secretary": 200,
        "member": 403,
        "deputy": 403,
        "observer": 403,
        "secretary of another": 403,
        "manager": 403,
        "nobody": 302,
    }


@pytest.mark.parametrize(
    ("day", "clock", "words"),
    [
        (date(2030, 3, 31), "1:30am", "this time does not exist"),
        (date(2030, 10, 27), "1:30am", "this time comes twice"),
    ],
)
def test_a_time_on_the_night_the_clocks_change_is_refused_with_words(
    client, forum, signed_in, day, clock, words
):
    signed_in(forum, "secretary")
    when = {"begins": clock, "ends": "4am", **date_of(day)}

    response = client.post(plan_of(forum), WHEN | when)

    assert words in response.content.decode()
    assert Meeting.objects.count() == 0


def test_meetings_stand_at_london_time_on_both_sides_of_the_change():
    winter, summer = (london(date(2030, month, 4), time(14)) for month in [2, 7])

    assert (winter.astimezone(UTC).hour, summer.astimezone(UTC).hour) == (14, 13)
    with pytest.raises(ValidationError):
        london(date(2030, 3, 31), time(1, 0))


@pytest.mark.parametrize(
    ("rhythm", "after", "expected"),
    [
        ({"rhythm": "months"}, date(2026, 1, 1), date(2026, 2, 5)),
        ({"rhythm": "months", "every": 2, "which": -1}, date(2026, 11, 26), date(2027, 1, 28)),
        ({"rhythm": "weeks", "every": 2}, date(2026, 1, 8), date(2026, 1, 22)),
        ({"rhythm": "weeks", "weekday": 0}, date(2026, 1, 8), date(2026, 1, 12)),
        ({"rhythm": ""}, date(2026, 1, 8), None),
    ],
)
def test_the_next_day_comes_from_the_rhythm(rhythm, after, expected):
    customs = Customs(**{"weekday": 3, "which": 1, "every": 1, **rhythm})

    assert next_day(customs, after) == expected


def test_lines_are_saved_in_their_place_and_the_clock_runs_over_them(client, forum, signed_in):
    signed_in(forum, "secretary")
    meeting = DraftMeetingFactory(group=forum, starts_at=datetime(2030, 6, 3, 13, tzinfo=UTC))
    first = AgendaItemFactory(meeting=meeting, position=1, minutes_allotted=30)
    second = AgendaItemFactory(meeting=meeting, position=2)

    response = client.post(
        agenda_of(meeting),
        row(first) | row(second, title="Sepsis", minutes_allotted=100, purpose="decide"),
        follow=True,
    )

    second.refresh_from_db()
    rows = response.context["builder"].rows
    assert (second.title, second.minutes_allotted, second.purpose) == ("Sepsis", 100, "decide")
    assert [(r.line.number, f"{r.line.starts_at:%H:%M}") for r in rows] == [
        ("1", "13:00"),
        ("2", "13:30"),
    ]
    assert response.context["builder"].balance.over_words == (
        "The items take 2 hours 10 minutes, 10 minutes more than the meeting has."
        " Shorten items or end later"
    )


def test_a_presenter_is_found_among_the_members_with_or_without_a_title(client, forum, signed_in):
    signed_in(forum, "secretary", person__name="Tom Toadflax")
    item = AgendaItemFactory(meeting=DraftMeetingFactory(group=forum))

    client.post(agenda_of(item.meeting), row(item, presenter="Dr. Tom  Toadflax"))
    item.refresh_from_db()
    found = (item.presenter, item.presenter_person.name)
    client.post(agenda_of(item.meeting), row(item, presenter="Dr Somebody Else"))
    item.refresh_from_db()

    assert found == ("", "Tom Toadflax")
    assert (item.presenter, item.presenter_person) == ("Dr Somebody Else", None)


def test_a_line_that_somebody_else_changed_is_not_written_over(client, forum, signed_in):
    signed_in(forum, "secretary")
    item = AgendaItemFactory(meeting=DraftMeetingFactory(group=forum), title="Falls")
    mine = row(item, title="Mine")
    AgendaItem.objects.filter(pk=item.pk).update(title="<b>Theirs</b>")

    refused = client.post(agenda_of(item.meeting), mine)
    page = refused.content.decode()
    item.refresh_from_db()
    kept = item.title
    client.post(agenda_of(item.meeting), row(item, title="Mine"))
    item.refresh_from_db()

    assert refused.status_code == 422
    assert "It now reads “&lt;b&gt;Theirs&lt;/b&gt;”" in page
    assert 'value="Mine"' in page
    assert (kept, item.title) == ("<b>Theirs</b>", "Mine")


def test_a_line_under_another_is_never_made_more_public(client, forum, signed_in):
    signed_in(forum, "secretary")
    above = AgendaItemFactory(meeting=DraftMeetingFactory(group=forum), visibility="members")
    below = AgendaItemFactory(meeting=above.meeting, parent=above, visibility="members")

    refused = client.post(agenda_of(above.meeting), row(above) | row(below, visibility="public"))
    client.post(agenda_of(above.meeting), row(above, visibility="private"))

    below.refresh_from_db()
    assert refused.status_code == 422
    assert below.visibility == "private"


def test_lines_move_go_under_one_another_and_come_off(client, forum, signed_in):
    signed_in(forum, "secretary")
    meeting = DraftMeetingFactory(group=forum)
    a, b, c = (
        AgendaItemFactory(meeting=meeting, position=place, title=title)
        for place, title in enumerate("ABC", start=1)
    )

    def press(deed, item):
        answer = client.post(agenda_of(meeting), {"do": f"{deed}-{item.pk}"})
        return answer.status_code, titles(meeting), titles(meeting, a)

    assert press("up", c) == (302, ["A", "C", "B"], [])
    assert press("down", a) == (302, ["C", "A", "B"], [])
    assert press("under", b) == (302, ["C", "A"], ["B"])
    assert press("out", b) == (302, ["C", "A", "B"], [])
    assert press("remove", c) == (302, ["A", "B"], [])
    assert client.post(agenda_of(meeting), {"do": f"under-{a.pk}"}).status_code == 409
    assert client.post(agenda_of(meeting), {"do": f"up-{c.pk}"}).status_code == 404


def test_dragged_lines_are_saved_and_answered_with_new_numbers_and_times(client, forum, signed_in):
    signed_in(forum, "secretary")
    meeting = DraftMeetingFactory(group=forum, starts_at=datetime(2030, 6, 3, 13, tzinfo=UTC))
    a, b = (
        AgendaItemFactory(meeting=meeting, position=place, title=title, minutes_allotted=10)
        for place, title in enumerate("AB", start=1)
    )
    other = AgendaItemFactory()

    answer = client.post(
        agenda_of(meeting),
        {"order": f"{b.pk},{other.pk},{a.pk},x"},
        headers={"accept": "application/json"},
    ).json()

    assert titles(meeting) == ["B", "A"]
    assert [(one["id"], one["number"], one["time"]) for one in answer["rows"]] == [
        (b.pk, "1", "2pm"),
        (a.pk, "2", "2:10pm"),
    ]


def test_an_item_is_added_in_one_line(client, forum, signed_in):
    signed_in(forum, "secretary")
    meeting = DraftMeetingFactory(group=forum)
    business = AgendaItemFactory(meeting=meeting, title="Business", part="business")

    client.post(agenda_of(meeting), {"new": "Winter plan (Dr Patel, 20 mins, for decision)"})

    [item] = business.children.all()
    assert (item.title, item.presenter, item.minutes_allotted, item.purpose) == (
        "Winter plan",
        "Dr Patel",
        20,
        "decide",
    )


def test_a_pasted_agenda_is_shown_first_and_then_added(client, forum, signed_in):
    signed_in(forum, "secretary")
    meeting = DraftMeetingFactory(group=forum)
    AgendaItemFactory(meeting=meeting, title="Welcome", position=1)
    AgendaItemFactory(meeting=meeting, title="Business", part="business", position=2)
    AgendaItemFactory(meeting=meeting, title="Any other business", part="anything", position=3)
    text = "1. Welcome\n2. Winter\n2.1 Beds (Dr Patel, 10 mins)\n3. <script>alert(1)</script>"
    address = reverse("planning:paste", args=[meeting.pk])

    looked = client.post(address, {"text": text, "look": "1"})
    before = titles(meeting)
    client.post(address, {"text": text, "add": "1", "line": ["1", "2", "3"]})

    preview = [(line.title, line.is_under, known) for _, line, known in looked.context["preview"]]
    assert preview == [
        ("Welcome", False, True),
        ("Winter", False, False),
        ("Beds", True, False),
        ("<script>alert(1)</script>", False, False),
    ]
    assert "<script>alert(1)" not in looked.content.decode()
    assert before == ["Welcome", "Business", "Any other business"]
    assert titles(meeting) == [
        "Welcome",
        "Winter",
        "<script>alert(1)</script>",
        "Any other business",
    ]
    assert titles(meeting, meeting.items.get(title="Winter")) == ["Beds"]


@pytest.mark.parametrize("state", ["held", "minutes_draft", "minutes_approved", "cancelled"])
def test_an_agenda_that_is_history_stays_as_it_is(client, forum, signed_in, state):
    signed_in(forum, "secretary")
    meeting = MeetingFactory(group=forum, state=state)

    answers = [
        client.get(agenda_of(meeting)).status_code,
        client.post(agenda_of(meeting), {"new": "Late idea"}).status_code,
        client.get(reverse("planning:paste", args=[meeting.pk])).status_code,
        client.get(reverse("planning:edit", args=[meeting.pk])).status_code,
    ]

    assert (answers, titles(meeting)) == ([409] * 4, [])


def test_a_draft_is_deleted_and_a_published_meeting_is_not(client, forum, signed_in):
    signed_in(forum, "secretary")
    draft, published = DraftMeetingFactory(group=forum), held(forum, state="published")

    client.post(reverse("planning:drop", args=[draft.pk]))
    client.post(reverse("planning:drop", args=[published.pk]))

    assert list(Meeting.objects.all()) == [published]


def test_a_new_time_raises_the_calendars_number_and_is_told_later(client, forum, signed_in):
    signed_in(forum, "secretary")
    meeting = MeetingFactory(group=forum)
    revision = meeting.revision

    client.post(reverse("planning:edit", args=[meeting.pk]), WHEN | {"place": "Room 9"})

    meeting.refresh_from_db()
    assert meeting.revision == revision + 1
    assert [change.words for change in meeting.changes.all()] == [
        "New time: Tuesday 4 June 2030, 2pm to 4pm",
        "New place: Room 9",
    ]


def asking(group, **fields):
    sent = {"title": "Oral health", "why": "Children wait.", "purpose": "discuss"} | fields
    return reverse("planning:ask", args=[group.slug]), sent


def test_a_request_is_asked_planned_and_the_asker_told(client, forum, signed_in):
    secretary = signed_in(forum, "secretary")
    asker = UserFactory()
    client.force_login(asker)
    client.post(*asking(forum))
    request = ItemRequest.objects.get()
    meeting = DraftMeetingFactory(group=forum)

    client.force_login(secretary)
    client.post(reverse("planning:request", args=[request.pk]), {"meeting": meeting.pk})
    again = client.post(reverse("planning:request", args=[request.pk]), {"meeting": meeting.pk})

    request.refresh_from_db()
    assert (request.state, request.item.title) == ("scheduled", "Oral health")
    assert again.status_code == 409
    assert titles(meeting) == ["Oral health"]
    assert [(letter.to_user, letter.subject) for letter in Letter.objects.order_by("pk")] == [
        (secretary, "Asked for: Oral health"),
        (asker, "Planned: Oral health"),
    ]


def test_a_request_is_declined_only_with_a_reason(client, forum, signed_in):
    request = ItemRequestFactory(group=forum)
    signed_in(forum, "secretary")
    address = reverse("planning:request", args=[request.pk])

    refused = client.post(address, {"decline": "1", "answer": " "})
    client.post(address, {"decline": "1", "answer": "The board decides this."})

    request.refresh_from_db()
    assert "Enter why, so that the person knows what to do instead" in refused.content.decode()
    assert (request.state, request.answer) == ("declined", "The board decides this.")


def test_who_may_ask_and_who_reads_a_request(client, forum, signed_in):
    request = ItemRequestFactory(group=forum)
    address = reverse("planning:request", args=[request.pk])
    answers = {}
    for name, user in {
        "asker": request.asked_by,
        "member": signed_in(forum),
        "chair": signed_in(forum, "chair"),
        "secretary of another": signed_in(ForumFactory(), "secretary"),
        "manager": ManagerFactory(),
        "stranger": UserFactory(),
    }.items():
        client.force_login(user)
        answers[name] = (
            client.get(address).status_code,
            client.get(asking(forum)[0]).status_code,
        )

    assert answers == {
        "asker": (200, 200),
        "member": (404, 200),
        "chair": (200, 403),
        "secretary of another": (404, 200),
        "manager": (200, 403),
        "stranger": (404, 200),
    }


def test_an_asker_withdraws_what_nobody_has_answered(client, forum):
    request = ItemRequestFactory(group=forum)
    client.force_login(request.asked_by)

    client.post(reverse("planning:request", args=[request.pk]), {"withdraw": "1"})

    assert ItemRequest.objects.count() == 0


def test_nobody_asks_a_group_that_is_hidden_from_them(client):
    client.force_login(UserFactory())

    assert client.get(asking(GroupFactory(visibility="hidden"))[0]).status_code == 404


@pytest.mark.parametrize("rows", [2, 40])
def test_the_builder_asks_the_same_whatever_the_number_of_items(
    client, forum, signed_in, django_assert_max_num_queries, rows
):
    signed_in(forum, "secretary")
    meeting = DraftMeetingFactory(group=forum)
    for place in range(rows):
        AgendaItemFactory(meeting=meeting, position=place + 1)

    with django_assert_max_num_queries(12):
        client.get(agenda_of(meeting))
