"""States change through one door only, and only as the tables say."""

import itertools

import pytest
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.audit.models import Event
from ccpl_portal.web.errors import Conflict
from leadership_dev.machine.actions import transition
from leadership_dev.machine.registry import Refused
from leadership_dev.machine.tables import APPLICATION, ASSIGNMENT, ROLE
from leadership_dev.models import Application, Assignment, LeadershipRole, Transition
from tests.factories.accounts import CoordinatorFactory, ManagerFactory, SuperuserFactory
from tests.factories.leadership_dev import (
    AssignmentFactory,
    OpenRoleFactory,
    SentApplicationFactory,
)

pytestmark = pytest.mark.django_db

EVERY_ROLE_STEP = {step.name for step in ROLE.steps}
EVERY_APPLICATION_STEP = {step.name for step in APPLICATION.steps}


@pytest.mark.parametrize(
    ("machine", "states"),
    [(ROLE, LeadershipRole.State), (APPLICATION, Application.State)],
    ids=["role", "application"],
)
def test_the_tables_speak_only_of_states_that_there_are(machine, states):
    named = {state for step in machine.steps for state in (*step.sources, *step.targets)}

    assert named - {"="} <= set(states.values)


def test_a_step_that_the_role_does_not_have_is_refused_to_everybody_and_changes_nothing():
    role, superuser = OpenRoleFactory(), SuperuserFactory()
    possible = {step.name for step in ROLE.from_state("open")}

    for name in EVERY_ROLE_STEP - possible | {"explode"}:
        with pytest.raises(Conflict):
            transition(role, name, by=superuser, reason="Because")

    role.refresh_from_db()
    assert (role.state, Transition.objects.count(), Event.objects.count()) == ("open", 0, 0)


def made(machine, state):
    """Something that is in this state, whatever brought it there."""
    if machine is ROLE:
        return OpenRoleFactory(state=state)
    if machine is APPLICATION:
        sent = None if state in {"draft", "lapsed"} else timezone.now()
        return SentApplicationFactory(state=state, told_state=state, submitted_at=sent)
    return AssignmentFactory(state=state)


EVERY_STATE = [
    (machine, state)
    for machine, states in [
        (ROLE, LeadershipRole.State),
        (APPLICATION, Application.State),
        (ASSIGNMENT, Assignment.State),
    ]
    for state in states.values
]


@pytest.mark.parametrize(("machine", "state"), EVERY_STATE, ids=lambda it: getattr(it, "name", it))
def test_from_no_state_does_anybody_press_what_the_machine_does_not_have(machine, state):
    """Every step of the machine, and every end of every step, from every state."""
    thing, by = made(machine, state), [None, SuperuserFactory(), ManagerFactory()]
    before = (Transition.objects.count(), Event.objects.count())
    tried = {(step.name, to) for step in machine.steps for to in {None, *step.targets} - {"="}}
    refused = {
        (name, to)
        for name, to in tried
        if (step := machine.step(name, state)) is None or (to and to not in step.targets)
    }
    assert refused

    for (name, to), who in itertools.product(sorted(refused, key=str), by):
        with pytest.raises(Conflict):
            transition(thing, name, to=to, by=who, reason="Because")

    thing.refresh_from_db()
    assert (thing.state, (Transition.objects.count(), Event.objects.count())) == (state, before)


PRESSED_BY_ADDRESS = [
    (state, name)
    for state in LeadershipRole.State.values
    for name in sorted(EVERY_ROLE_STEP)
    if ROLE.step(name, state) is None
]


@pytest.mark.parametrize("make", [SuperuserFactory, ManagerFactory, CoordinatorFactory])
def test_the_address_of_such_a_step_answers_409_to_whoever_steers(client, make):
    role = OpenRoleFactory()
    client.force_login(make())
    answers = set()

    for state, name in PRESSED_BY_ADDRESS:
        LeadershipRole.objects.filter(pk=role.pk).update(state=state)
        address = reverse("roles:step", args=[role.slug, name])
        answers.add(client.post(address, {"reason": "Because"}).status_code)
        role.refresh_from_db()
        assert role.state == state

    assert answers == {409}
    assert Transition.objects.count() == 0


def test_no_final_state_of_an_application_can_be_left():
    final = set(Application.State.values) - {
        source for step in APPLICATION.steps for source in step.sources
    }

    assert final == {"lapsed", "withdrawn", "offer_declined", "offer_lapsed", "appointed"}
    for state, name in itertools.product(final, EVERY_APPLICATION_STEP):
        assert APPLICATION.step(name, state) is None


def test_each_change_leaves_one_row_that_says_who_when_and_why():
    application = SentApplicationFactory(role__state="closed")
    by = SuperuserFactory()

    transition(application, "check", by=by, to="eligible", reason="Registered")

    row = Transition.objects.of(application).get()
    event = Event.objects.get()
    assert (row.from_state, row.to_state, row.by, row.reason) == (
        "submitted",
        "eligible",
        by,
        "Registered",
    )
    assert (event.verb, event.actor_id, event.details) == (
        "check application",
        by.pk,
        {"from": "submitted", "to": "eligible"},
    )


def test_a_step_with_several_ends_needs_one_of_them():
    application = SentApplicationFactory()

    with pytest.raises(Conflict):
        transition(application, "check", to="appointed")
    with pytest.raises(Conflict):
        transition(application, "check")

    assert Transition.objects.count() == 0


def test_a_reason_that_is_demanded_cannot_be_blank():
    application = SentApplicationFactory(state="not_shortlisted")

    with pytest.raises(Refused, match="Enter a reason"):
        transition(application, "reinstate", reason="  ")


def test_a_decision_is_not_told_before_its_release():
    application = SentApplicationFactory(state="scored", told_state="scored")

    transition(application, "decide", to="not_shortlisted")
    held = (application.label, application.released_at)
    transition(application, "release")

    assert held == ("Being considered", None)
    assert (application.state, application.label) == ("not_shortlisted", "Not successful this time")
    assert application.released_at is not None


def test_nothing_is_kept_of_a_change_that_an_effect_could_not_finish(monkeypatch):
    application = SentApplicationFactory()

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("leadership_dev.machine.actions.follow", fail)
    with pytest.raises(RuntimeError):
        transition(application, "withdraw", by=application.user)

    application.refresh_from_db()
    assert (application.state, Transition.objects.count()) == ("submitted", 0)
