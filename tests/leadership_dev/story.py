"""A recruitment in the middle of its story, for tests that begin there."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from leadership_dev.machine.actions import transition
from leadership_dev.panel.models import Assignment
from leadership_dev.scoring import actions as scoring
from leadership_dev.scoring.models import Stage
from tests.factories.accounts import CoordinatorFactory
from tests.factories.leadership_dev import (
    AnswerFactory,
    CriterionFactory,
    OpenRoleFactory,
    PanelMemberFactory,
    SentApplicationFactory,
)
from tests.factories.people import PersonFactory

FEEDBACK = "You showed how you brought three partners together to change one pathway."


def closed_role(applications=2, members=3, **fields):
    """Closed, every application checked, every member's ties declared; nobody knows anybody."""
    role = OpenRoleFactory(
        state="closed",
        criteria=None,
        opens_at=timezone.now() - timedelta(days=30),
        closes_at=timezone.now() - timedelta(days=1),
        **fields,
    )
    criteria = [
        CriterionFactory(role=role, weight=3, position=1),
        CriterionFactory(role=role, weight=2, position=2),
        CriterionFactory(role=role, weight=1, position=3, kind="desirable"),
    ]
    seats = [
        PanelMemberFactory(role=role, is_chair=number == 0, person__name=f"Member Panel{number}")
        for number in range(members)
    ]
    sent = [
        SentApplicationFactory(role=role, state="eligible", told_state="eligible")
        for _ in range(applications)
    ]
    for application in sent:
        for criterion in criteria:
            AnswerFactory(
                application=application,
                criterion=criterion,
                text=f"I led the {criterion.name} work.",
            )
    return SimpleNamespace(
        role=role,
        criteria=criteria,
        members=seats,
        users=[seat.person.user for seat in seats],
        chair=seats[0].person.user,
        applications=sent,
        coordinator=CoordinatorFactory(),
    )


def sifting(**fields):
    story = closed_role(**fields)
    transition(story.role, "start_sift", by=story.coordinator)
    return story


def score(story, member, application, scores, stage=Stage.SIFT, *, submit=True):
    """One member's sheet: a score for each criterion in order, None for an abstention."""
    assignment = Assignment.objects.select_related("member__role").get(
        member=member, application=application
    )
    entered = {
        criterion: (given, given is None, "Because of what you wrote.")
        for criterion, given in zip(story.criteria, scores, strict=True)
    }
    by = member.person.user
    sheet = scoring.save_scores(assignment=assignment, stage=stage, entered=entered, by=by)
    if submit:
        scoring.submit_scores(sheet=sheet, by=by)
    return sheet


def moderating(*, scores, **fields):
    """`scores` holds, for each application, a list of sheets: one of each member."""
    story = sifting(applications=len(scores), members=len(scores[0]), **fields)
    for application, sheets in zip(story.applications, scores, strict=True):
        for member, given in zip(story.members, sheets, strict=True):
            score(story, member, application, given)
    transition(story.role, "open_moderation", by=story.chair)
    for application in story.applications:
        application.refresh_from_db()
    return story


def directory_person(name):
    return PersonFactory(name=name)
