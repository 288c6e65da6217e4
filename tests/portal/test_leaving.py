"""When somebody leaves: what they hold goes to others or ends, all at once or not at all."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.audit.models import Event
from ccpl_portal.leaving import actions
from ccpl_portal.leaving.registry import held_by
from ccpl_portal.outbox.models import Letter
from ccpl_portal.people.models import Appointment
from ccpl_portal.web.errors import Conflict
from networks.models import Membership
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.comms import PageFactory
from tests.factories.governance import ActionFactory, DecisionFactory, DeliverableFactory
from tests.factories.networks import (
    GapFactory,
    GroupFactory,
    MembershipFactory,
    ResourceFactory,
)
from tests.factories.people import AppointmentFactory, PersonFactory, PersonWithAccountFactory
from tests.factories.quality import MeasureFactory
from tests.factories.strategy import WorkstreamFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

LAST = {"last_day_day": "31", "last_day_month": "3", "last_day_year": "2031"}
NEXT = date(2031, 4, 1)


@pytest.fixture
def leaver():
    return PersonFactory(name="Ada Leaver")


@pytest.fixture
def heir():
    return PersonWithAccountFactory(name="Ben Heir")


def url_of(person):
    return reverse("leaving:page", args=[person.slug])


def test_the_form_shows_everything_that_a_person_holds(client, leaver):
    AppointmentFactory(person=leaver, post__title="Clinical Lead")
    AppointmentFactory(person=leaver, post__title="Past post", until_on=date(2020, 1, 1))
    group = MembershipFactory(person=leaver, role="chair", group__name="Frailty group").group
    MembershipFactory(person=leaver, until_on=date(2020, 1, 1), group__name="Past group")
    GroupFactory(name="Sponsored group", executive_sponsor=leaver)
    WorkstreamFactory(name="Networking", lead=leaver)
    GapFactory(group=group, family__name="Dentistry", owner=leaver)
    client.force_login(ManagerFactory())

    page = words(client.get(url_of(leaver)))

    found = [(kind.heading, [each.words for each in held]) for kind, held in held_by(leaver)]
    assert [heading for heading, held in found if heading not in page or held[0] not in page] == []
    assert found == [
        ("Leadership posts", ["Clinical Lead"]),
        ("Workstreams, areas and programmes that they lead", ["Workstream: Networking"]),
        ("Groups", ["Chair of Frailty group"]),
        ("Groups that reach the board through them", ["Sponsored group"]),
        ("Missing voices that they take care of", ["dentistry, Frailty group"]),
    ]


def test_reviews_due_are_shown_with_what_they_go_with(client, leaver):
    soon = date(2031, 5, 5)
    group = GroupFactory(name="Frailty group", review_on=soon)
    for role in ["lead", "observer"]:
        MembershipFactory(person=leaver, role=role, group=group)
    ResourceFactory(group=group, review_on=soon)
    ResourceFactory(group=group)
    GapFactory(group=group, family__name="Dentistry", owner=leaver, review_on=soon)
    PageFactory(title="Our strategy", owner=leaver, review_on=soon)

    assert [(each.words, each.due) for _, held in held_by(leaver) for each in held] == [
        (
            "Clinical lead of Frailty group",
            "Review of the group due on 5 May 2031. 1 resource to review",
        ),
        ("Observer of Frailty group", ""),
        ("dentistry, Frailty group", "To be reviewed on 5 May 2031"),
        ("Our strategy", "To be reviewed on 5 May 2031"),
    ]
    client.force_login(ManagerFactory())
    assert "Review of the group due on 5 May 2031" in words(client.get(url_of(leaver)))


def test_whatever_a_house_gives_an_owner_is_handed_over_or_ended(client, leaver, heir):
    page, promise = PageFactory(owner=leaver), DeliverableFactory(owner=leaver)
    decision, measure = DecisionFactory(owner=leaver), MeasureFactory(owner=leaver)
    group = GroupFactory(review_on=date(2031, 5, 5))
    seat = MembershipFactory(person=leaver, role="lead", group=group)
    client.force_login(ManagerFactory())
    given = {"pages": page, "deliverables": promise, "decisions": decision, "memberships": seat}
    data = {f"{name}-{row.pk}-do": "hand-over" for name, row in given.items()}
    data |= {f"{name}-{row.pk}-to": "Ben Heir" for name, row in given.items()}

    answer = client.post(url_of(leaver), {**LAST, **data, f"measures-{measure.pk}-do": "end"})

    assert answer.status_code == 302
    for row in [page, promise, decision, measure]:
        row.refresh_from_db()
    assert [page.owner, promise.owner, decision.owner, measure.owner] == [heir, heir, heir, None]
    assert list(group.memberships.order_by("pk").values_list("person__name", "role")) == [
        ("Ada Leaver", "lead"),
        ("Ben Heir", "lead"),
    ]


def test_a_page_to_be_reviewed_waits_on_the_desk(client, leaver):
    past, ahead = timezone.localdate() - timedelta(days=1), timezone.localdate() + timedelta(days=9)
    PageFactory(title="Stale page", owner=leaver, review_on=past)
    PageFactory(title="Fresh page", owner=leaver, review_on=ahead)
    client.force_login(ManagerFactory())

    desk = client.get("/admin/").content.decode()

    assert "The page “Stale page” is to be reviewed" in desk
    assert "Ada Leaver answers for it" in desk
    assert "Fresh page" not in desk


def test_things_are_handed_over_and_ended_with_a_date(client, leaver, heir):
    post = AppointmentFactory(person=leaver, post__title="Clinical Lead", from_on=date(2024, 1, 1))
    seat = MembershipFactory(person=leaver, role="chair", group__name="Frailty group")
    kept = MembershipFactory(person=leaver)
    stream = WorkstreamFactory(lead=leaver)
    client.force_login(ManagerFactory())

    response = client.post(
        url_of(leaver),
        {
            **LAST,
            f"posts-{post.pk}-do": "hand-over",
            f"posts-{post.pk}-to": "Ben Heir",
            f"memberships-{seat.pk}-do": "hand-over",
            f"memberships-{seat.pk}-to": heir.user.email,
            f"memberships-{kept.pk}-do": "keep",
            f"leads-{stream.pk}-do": "end",
        },
    )

    assert response.url == url_of(leaver)
    assert list(
        post.post.appointments.order_by("pk").values_list("person__name", "from_on", "until_on")
    ) == [("Ada Leaver", date(2024, 1, 1), NEXT), ("Ben Heir", NEXT, None)]
    assert list(
        seat.group.memberships.order_by("pk").values_list("person__name", "role", "until_on")
    ) == [("Ada Leaver", "chair", NEXT), ("Ben Heir", "chair", None)]
    kept.refresh_from_db()
    stream.refresh_from_db()
    assert (kept.until_on, stream.lead) == (None, None)
    letter = Letter.objects.get()
    assert letter.to_user == heir.user
    assert "from 1 April 2031" in letter.text
    assert "Clinical Lead" in letter.text
    assert "Chair of Frailty group" in letter.text
    assert sorted(e.verb for e in Event.objects.all()) == ["ended", "handed on", "handed on"]


def test_nothing_is_half_done(client, leaver, heir):
    group = GroupFactory()
    seat = MembershipFactory(person=leaver, group=group, role="member")
    MembershipFactory(person=heir, group=group, role="member")
    post = AppointmentFactory(person=leaver)
    client.force_login(ManagerFactory())

    response = client.post(
        url_of(leaver),
        {
            **LAST,
            f"posts-{post.pk}-do": "end",
            f"memberships-{seat.pk}-do": "hand-over",
            f"memberships-{seat.pk}-to": "Ben Heir",
        },
    )

    assert response.context["form"].errors == {
        f"memberships-{seat.pk}-to": ["This person already has that role in that time"]
    }
    assert Appointment.objects.get().until_on is None
    assert Letter.objects.count() == 0
    assert Event.objects.count() == 0


def test_what_is_missing_is_said_at_its_field(client, leaver):
    post = AppointmentFactory(person=leaver)
    to = f"posts-{post.pk}-to"
    client.force_login(ManagerFactory())

    def errors(**typed):
        data = {**LAST, f"posts-{post.pk}-do": "hand-over", **typed}
        return client.post(url_of(leaver), data).context["form"].errors

    assert errors() == {to: ["Enter who takes it over"]}
    assert errors(**{to: "Ada Leaver"}) == {to: ["Choose somebody else"]}
    assert list(errors(**{to: "Nobody Known"})) == [to]
    assert errors(**{to: "", f"posts-{post.pk}-do": "keep"}) == {
        "__all__": ["Select at least one thing to hand over or to end"]
    }
    assert list(errors(**{f"posts-{post.pk}-do": "sell"})) == [f"posts-{post.pk}-do"]
    assert errors(**{f"posts-{post.pk}-do": "end", "last_day_day": "40"}) == {
        "last_day": ["Enter a real date with a day, a month and a year, like 15 6 2026"]
    }


def test_what_began_after_the_last_day_is_taken_out(client, leaver):
    today = timezone.localdate()
    coming = MembershipFactory(person=leaver, from_on=today + timedelta(days=30))
    client.force_login(ManagerFactory())

    client.post(
        url_of(leaver),
        {
            "last_day_day": today.day,
            "last_day_month": today.month,
            "last_day_year": today.year,
            f"memberships-{coming.pk}-do": "end",
        },
    )

    assert not Membership.objects.exists()


def test_only_managers_hand_on_what_others_hold(client, leaver):
    AppointmentFactory(person=leaver)
    answers = [client.get(url_of(leaver)).status_code]
    for user in [UserFactory(), ManagerFactory()]:
        client.force_login(user)
        answers.append(client.get(url_of(leaver)).status_code)

    assert answers == [302, 403, 200]
    assert "hand over" in words(client.get(leaver.get_absolute_url())).lower()


@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once_hand_a_post_on_once(leaver_and_heirs):
    leaver, heirs, manager = leaver_and_heirs
    kind, holdings = held_by(leaver)[0]
    told = []

    def press(heir):
        try:
            deeds = [actions.Deed(kind, holdings[0], heir)]
            actions.hand_on(person=leaver, deeds=deeds, on=timezone.localdate(), by=manager)
        except Conflict as conflict:
            told.append(str(conflict))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[heir]) for heir in heirs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told == [actions.CHANGED]
    assert Appointment.objects.filter(person__in=heirs).count() == 1


@pytest.fixture
def leaver_and_heirs(transactional_db):
    leaver = PersonFactory()
    AppointmentFactory(person=leaver, from_on=date(2024, 1, 1))
    return leaver, [PersonFactory(), PersonFactory()], ManagerFactory()


def test_an_open_action_goes_to_somebody_else_with_its_history(client, leaver, heir):
    action = ActionFactory(owner=leaver, text="Words for members only")
    ActionFactory(owner=leaver, state="done")
    client.force_login(ManagerFactory())

    page = words(client.get(url_of(leaver)))
    client.post(
        url_of(leaver),
        {**LAST, f"actions-{action.pk}-do": "hand-over", f"actions-{action.pk}-to": "Ben Heir"},
    )

    assert f"Action {action.reference}" in page
    assert "Words for members only" not in page
    action.refresh_from_db()
    assert (action.owner, action.owner_words) == (heir, "Ben Heir")
    assert action.changes.count() >= 1
