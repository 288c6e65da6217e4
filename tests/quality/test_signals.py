import re
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from ccpl_portal.files.models import File
from ccpl_portal.outbox.models import Letter
from ccpl_portal.web.errors import Conflict
from governance.decisions.actions import publish_decisions
from governance.models import AgendaItem, ItemRequest, Submission
from quality.models import Placement, Signal, Step
from quality.returns.due import months_ago
from quality.rollup.actions import roll_up
from quality.signals import registry
from quality.signals.actions import look, take_step
from quality.signals.agenda import put_on_agenda
from quality.signals.letters import write_week
from tests.factories.accounts import ManagerFactory, UserFactory
from tests.factories.governance import DecisionFactory, DraftMeetingFactory, MeetingFactory
from tests.factories.networks import GroupFactory, MembershipFactory
from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.quality import (
    AreaFactory,
    BodyFactory,
    MeasureFactory,
    MeasureSetFactory,
    ObligationFactory,
    ReturnFactory,
    ReturnsContactFactory,
    SystemFactory,
    TargetFactory,
)

LIST = "/quality/signals/"
STEADY = [94, 96, 95, 94, 96, 95, 94, 96, 95, 94, 96, 95, 94, 96, 95, 94]


@pytest.fixture
def home(db):
    return SystemFactory(code="QWU", name="Arden", place=RootFactory())


@pytest.fixture
def duty(home):
    """RKB owes a proportion, VTE, since long ago."""
    found = MeasureSetFactory(system=home, slug="safety", name="Safety", due_after_days=20)
    measure = MeasureFactory(system=home, set=found, code="VTE", name="VTE", kind="proportion")
    body = BodyFactory(system=home, code="RKB", name="Coventry", area=None)
    return ObligationFactory(body=body, measure=measure, from_on=months_ago(len(STEADY) + 1))


@pytest.fixture
def group(db):
    return GroupFactory(name="System Quality Group", slug="sqg", oversees_quality=True)


@pytest.fixture
def overseer(group):
    user = UserFactory()
    MembershipFactory(group=group, person__user=user)
    return user


def returned(duty, last, *, denominator=100):
    """Sixteen steady months, then a last one."""
    for n, count in enumerate(STEADY):
        period = months_ago(len(STEADY) + 1 - n)
        ReturnFactory(obligation=duty, period=period, numerator=count, denominator=100)
    ReturnFactory(obligation=duty, period=months_ago(1), numerator=last, denominator=denominator)


def looked(home):
    roll_up(system=home)
    look(system=home)
    return list(Signal.objects.order_by("subject").values_list("kind", "body__code", "state"))


@pytest.fixture
def concern(home, duty):
    returned(duty, 60)
    looked(home)
    return Signal.objects.get(kind="concern", body=None)


def test_a_change_for_the_worse_becomes_a_signal_of_the_system_and_of_the_organisation(home, duty):
    returned(duty, 60)

    assert looked(home) == [("concern", "RKB", "new"), ("concern", None, "new")]

    signal = Signal.objects.get(body=None)
    assert signal.fact == (
        f"60% in {months_ago(1):%B %Y}. This is a change for the worse beyond chance: the figure "
        "lies below the lower limit of what was to be expected."
    )


def test_ordinary_variation_is_no_signal(home, duty):
    returned(duty, 95)

    assert looked(home) == []


def test_a_target_that_will_be_missed_is_a_signal(home, duty):
    TargetFactory(measure=duty.measure, value="0.999")
    returned(duty, 95)

    assert looked(home) == [("failing", "RKB", "new"), ("failing", None, "new")]


def test_missing_returns_are_one_signal_however_many_months(home, duty):
    duty.from_on = months_ago(4)
    duty.save()

    assert looked(home) == [("missing", "RKB", "new")]
    first, second = months_ago(4), months_ago(3)
    assert Signal.objects.get().fact.startswith(f"Not sent in time: {first:%B %Y}, {second:%B %Y}")


@pytest.mark.parametrize(
    ("last", "denominator", "words"),
    [
        (380, 400, "The denominator for {} is 400, where about 100 is usual."),
        (94, 100, "The figures for {} are those of {}: 94 of 100."),
    ],
)
def test_a_doubtful_figure_is_a_signal_of_its_organisation(home, duty, last, denominator, words):
    returned(duty, last, denominator=denominator)

    assert looked(home) == [("data", "RKB", "new")]
    months = [f"{months_ago(n):%B %Y}" for n in (1, 2)]
    assert Signal.objects.get().fact == words.format(*months)


def test_looking_again_raises_nothing_twice_and_what_goes_and_comes_back_is_raised_anew(
    home, duty, overseer
):
    returned(duty, 60)
    looked(home)
    assert len(looked(home)) == 2

    for signal in Signal.objects.all():
        take_step(signal=signal, to="closed", by=overseer, words="A ward was closed")
    assert [state for *_, state in looked(home)] == ["closed", "closed"]

    ReturnFactory(obligation=duty, period=months_ago(1), numerator=95, denominator=100, version=2)
    looked(home)
    assert list(Signal.objects.values_list("is_standing", flat=True)) == [False, False]

    ReturnFactory(obligation=duty, period=months_ago(1), numerator=60, denominator=100, version=3)
    assert sorted(state for *_, state in looked(home)) == ["closed", "closed", "new", "new"]


def test_a_signal_is_taken_from_new_to_closed_with_a_reason(client, concern, overseer):
    client.force_login(overseer)
    address = concern.get_absolute_url()

    client.post(address, {"to": "acknowledged"})
    client.post(address, {"to": "looking", "words": "Ward 4 asked"})
    refused = client.post(address, {"to": "closed"})
    assert refused.context["form"].errors == {
        "words": ["Enter why it is closed: what was found or done"]
    }
    client.post(address, {"to": "closed", "words": "A new form was not filled"})

    concern.refresh_from_db()
    assert (concern.state, concern.closed_because) == ("closed", "A new form was not filled")
    assert list(Step.objects.values_list("to", "words", "by")) == [
        ("acknowledged", "", overseer.pk),
        ("looking", "Ward 4 asked", overseer.pk),
        ("closed", "A new form was not filled", overseer.pk),
    ]
    assert client.post(address, {"to": "acknowledged"}).status_code == 409


def test_roles_see_signals_and_only_the_group_takes_them_on(client, concern, duty, overseer):
    contact = ReturnsContactFactory(body=duty.body)
    stranger = ReturnsContactFactory(body=BodyFactory(system=duty.body.system, code="RJC"))
    own = Signal.objects.get(body=duty.body)
    step = {"to": "acknowledged"}

    for user, sees_system, sees_own, may_act in [
        (overseer, 200, 200, 302),
        (ManagerFactory(), 200, 200, 403),
        (contact.user, 404, 200, 403),
        (stranger.user, 404, 404, 404),
        (UserFactory(), 404, 404, 404),
    ]:
        client.force_login(user)
        assert client.get(concern.get_absolute_url()).status_code == sees_system
        assert client.get(own.get_absolute_url()).status_code == sees_own
        assert client.post(own.get_absolute_url(), step).status_code == may_act
    client.logout()
    assert client.get(LIST).status_code == 302
    assert Step.objects.count() == 1


def test_the_list_is_filtered_counted_and_downloaded(
    client, concern, overseer, django_assert_num_queries
):
    client.force_login(overseer)
    take_step(signal=concern, to="closed", by=overseer, words="Found")

    def shown(query=""):
        return [signal.about for signal in client.get(f"{LIST}{query}").context["page"]]

    assert shown() == ["VTE, Coventry"]
    assert shown("?state=all") == ["VTE, Coventry", "VTE"]
    assert shown("?state=closed") == ["VTE"]
    assert shown("?state=all&kind=missing") == []
    assert shown("?state=all&q=coventry") == ["VTE, Coventry"]
    lines = b"".join(client.get(f"{LIST}?format=csv").streaming_content).decode().splitlines()
    assert lines[1].startswith('"VTE, Coventry",Worse beyond chance,New,')


def test_one_press_puts_it_on_the_agenda_with_its_chart_frozen(client, concern, overseer, group):
    meeting = DraftMeetingFactory(group=group)
    MeetingFactory(group=group, starts_at=timezone.now() + timedelta(days=2))
    client.force_login(overseer)

    response = client.post(concern.get_absolute_url(), {"group": "sqg"}, follow=True)

    assert f"It is on the agenda of {meeting}, with its chart as a paper." in words_of(response)
    item = AgendaItem.objects.get()
    assert (item.meeting, item.title, item.visibility) == (
        meeting,
        "Quality signal: VTE: worse beyond chance",
        "members",
    )
    submission = Submission.objects.get()
    assert (submission.item, submission.visibility) == (item, "members")
    version = File.objects.of(submission.paper).get().current
    with version.upload.open() as file:
        assert file.read().startswith(b"%PDF-")
    concern.refresh_from_db()
    assert concern.state == "looking"
    assert client.post(concern.get_absolute_url(), {"group": "sqg"}).status_code == 409
    assert AgendaItem.objects.count() == 1


def test_without_an_agenda_in_the_making_the_group_is_asked(client, concern, overseer, group):
    client.force_login(overseer)

    client.post(concern.get_absolute_url(), {"group": "sqg"})

    asked = ItemRequest.objects.get()
    assert (asked.group, asked.asked_by, asked.state) == (group, overseer, "submitted")
    assert asked.why == concern.fact
    asked.state, asked.answer = "declined", "The place group has it"
    asked.save()
    assert "The place group has it" in words_of(client.get(concern.get_absolute_url()))
    assert client.post(concern.get_absolute_url(), {"group": "sqg"}).status_code == 302


def test_it_goes_before_no_group_that_may_not_see_every_figure(client, concern, overseer):
    other = GroupFactory(slug="other")
    MembershipFactory(group=other, person=overseer.person)
    GroupFactory(slug="not-mine", oversees_quality=True)
    client.force_login(overseer)

    for slug in ("other", "not-mine", "nowhere"):
        assert client.post(concern.get_absolute_url(), {"group": slug}).status_code == 404
    assert Placement.objects.count() == 0


@pytest.mark.parametrize("asked", [False, True])
def test_the_decision_finds_its_way_back_to_the_signal(client, concern, overseer, group, asked):
    meeting = DraftMeetingFactory(group=group)
    if asked:
        item = AgendaItem.objects.create(meeting=meeting, title="Falls", visibility="members")
        request = ItemRequest.objects.create(group=group, asked_by=overseer, title="F", why="W")
        Placement.objects.create(signal=concern, group=group, request=request)
        request.item, request.state = item, "scheduled"
        request.save()
    else:
        item = put_on_agenda(signal=concern, group=group, by=overseer).item
    type(meeting).objects.update(state="held")
    decision = DecisionFactory(item=item, text="A bundle for every ward by May.")

    assert publish_decisions(meeting=meeting, by=overseer) == [decision]

    assert Placement.objects.get().decision == decision
    client.force_login(overseer)
    page = words_of(client.get(concern.get_absolute_url()))
    assert "A bundle for every ward by May." in page
    manager = ManagerFactory()
    client.force_login(manager)
    told = words_of(client.get(concern.get_absolute_url()))
    assert ("A bundle for every ward by May." in told) is decision_is_open_to(manager, decision)


def decision_is_open_to(user, decision):
    return type(decision).objects.visible_to(user).filter(pk=decision.pk).exists()


@pytest.fixture
def closed(concern, overseer):
    """The concern of the system, closed after it was looked at; that of the trust stands."""
    take_step(signal=concern, to="looking", by=overseer, words="Ward 4 asked")
    take_step(signal=concern, to="closed", by=overseer, words="A new form was not filled")
    return concern


def test_the_matter_and_the_measure_say_what_was_tried_last_time(client, closed, overseer):
    own = Signal.objects.get(body__code="RKB")
    client.force_login(overseer)

    front = words_of(client.get("/quality/"))
    told = f"Last time ({timezone.localdate().day} {timezone.localdate():%B %Y}): "
    assert (
        f"{told}A new form was not filled All of it about VTE Signals: Worse beyond chance, Cov"
        in front
    )
    report = words_of(client.get("/quality/report/"))
    assert f"{told}A new form was not filled" in report
    page = words_of(client.get(closed.measure.get_absolute_url()))
    assert "Signals, and what was done" in page
    assert page.count("A new form was not filled") == 2
    assert own.get_absolute_url() in client.get("/quality/").content.decode()

    take_step(signal=own, to="looking", by=overseer, words="The ward keeps a list now")
    assert "Coventry): The ward keeps a list now" in words_of(client.get("/quality/"))


def test_a_signal_that_nobody_has_worked_on_is_told_without_deeds(client, concern, overseer):
    client.force_login(overseer)

    assert "Nothing is on record as tried yet. Signals: Worse beyond chance, " in words_of(
        client.get("/quality/")
    )
    page = words_of(client.get(concern.measure.get_absolute_url()))
    assert "Signals, and what was done Worse beyond chance, " in page


def test_what_was_tried_is_told_to_those_who_may_read_it(client, closed, duty, group, overseer):
    closed.measure.set.audience = "public"
    closed.measure.set.save()
    take_step(
        signal=Signal.objects.get(body=duty.body), to="looking", by=overseer, words="Own list"
    )
    contact = ReturnsContactFactory(body=duty.body)

    def told(user):
        client.force_login(user) if user else client.logout()
        pages = words_of(client.get("/quality/")), words_of(client.get("/quality/measures/VTE/"))
        return [
            words for words in ("not filled", "Own list") if all(words in page for page in pages)
        ]

    # Only the newest is told on the front page, and the trust's is the newest.
    assert told(overseer) == ["Own list"]
    assert told(contact.user) == ["Own list"]
    assert told(UserFactory()) == []
    assert told(None) == []


@pytest.mark.parametrize(("visibility", "is_told"), [("public", True), ("private", False)])
def test_a_decision_is_told_beside_the_figures_to_whoever_may_read_it(
    client, concern, overseer, group, visibility, is_told
):
    concern.measure.set.audience = "public"
    concern.measure.set.save()
    meeting = DraftMeetingFactory(group=group)
    item = put_on_agenda(signal=concern, group=group, by=overseer).item
    type(item).objects.update(visibility=visibility)
    type(meeting).objects.update(state="held")
    DecisionFactory(item=item, text="A bundle for every ward by May.")
    publish_decisions(meeting=meeting, by=overseer)

    for address in ("/quality/", "/quality/measures/VTE/"):
        page = words_of(client.get(address))
        assert ("decided: A bundle for every ward by May." in page) is is_told
        assert concern.get_absolute_url() not in client.get(address).content.decode()


def test_a_place_of_several_organisations_has_signals_of_its_own(client, home, overseer):
    found = MeasureSetFactory(system=home, slug="safety", due_after_days=20)
    measure = MeasureFactory(system=home, set=found, code="VTE", name="VTE", kind="proportion")
    both, single = AreaFactory(system=home, name="Rugby"), AreaFactory(system=home, name="North")
    for code, area in [("AAA", both), ("BBB", both), ("CCC", single)]:
        body = BodyFactory(system=home, code=code, name=code, area=area)
        since = months_ago(len(STEADY) + 1)
        returned(ObligationFactory(body=body, measure=measure, from_on=since), 60)
    roll_up(system=home)

    look(system=home)

    about = Signal.objects.filter(kind="concern").values_list("area__name", "body__code")
    assert set(about) == {
        (None, None),
        ("Rugby", None),
        (None, "AAA"),
        (None, "BBB"),
        (None, "CCC"),
    }
    client.force_login(overseer)
    signal = Signal.objects.get(area=both)
    page = words_of(client.get(signal.get_absolute_url()))
    assert "Worse beyond chance VTE, Rugby" in page
    assert "VTE, Rugby, month by month" in page
    shown = client.get(f"{LIST}?q=rugby").context["page"]
    assert [one.about for one in shown] == ["VTE, Rugby"]


def test_something_can_be_started_from_a_signal(client, concern, overseer, monkeypatch):
    monkeypatch.setattr(registry, "_offers", [])
    registry.starts_from_signal(lambda signal, user: None)
    registry.starts_from_signal(lambda signal, user: ("Write it down", f"/note/{signal.pk}/"))
    client.force_login(overseer)

    page = client.get(concern.get_absolute_url()).content.decode()

    assert f'<a href="/note/{concern.pk}/">Write it down</a>' in page


def test_one_letter_a_week_to_the_group_with_what_is_new(home, duty, overseer, group):
    MembershipFactory(group=group)
    second = GroupFactory(oversees_quality=True)
    MembershipFactory(group=second, person=overseer.person)
    returned(duty, 60)
    looked(home)
    monday = timezone.now() + timedelta(days=7 - timezone.localdate().weekday())

    write_week()
    assert Letter.objects.count() == 0

    for days in (0, 1, 6):
        with time_machine.travel(monday + timedelta(days=days), tick=False):
            write_week()
    told = Letter.objects.filter(to_user=overseer).values_list("subject", flat=True)
    assert list(told) == ["Quality signals of the week: 2 new"]
    assert Letter.objects.count() == 2
    with time_machine.travel(monday + timedelta(days=7), tick=False):
        write_week()
    assert Letter.objects.count() == 2


def test_the_detail_page_takes_the_same_number_of_queries_with_more_steps(
    client, concern, overseer, group, django_assert_max_num_queries
):
    client.force_login(overseer)
    for state in ("acknowledged", "looking"):
        take_step(signal=concern, to=state, by=overseer)

    with django_assert_max_num_queries(32):
        client.get(concern.get_absolute_url())


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_make_one_step(home, duty, overseer):
    returned(duty, 60)
    looked(home)
    signal = Signal.objects.get(body=None)
    outcomes = []

    def press():
        try:
            take_step(signal=signal, to="acknowledged", by=overseer)
            outcomes.append("done")
        except Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["conflict"] * 3 + ["done"]
    assert Step.objects.count() == 1


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
