"""What the machine of a role asks of outcomes, and what follows: held together, told together."""

from django.utils import timezone

from leadership_dev.interviews.models import InterviewSlot
from leadership_dev.machine.actions import transition_many
from leadership_dev.machine.registry import Refused, effect, guard
from leadership_dev.panel.models import Assignment
from leadership_dev.scoring.judging import judge
from leadership_dev.scoring.models import ScoreSheet, Stage
from leadership_dev.scoring.steps import counted, named

from .drafts import draft_points
from .feedback import UNSUCCESSFUL, still_to_write
from .models import Decision
from .offers import make_offer
from .telling import tell_outcome

AT_SIFT = ["shortlisted", "reserve_sift", "not_shortlisted"]
AT_INTERVIEW = ["offered", "reserve_interview", "not_appointed"]
SETTLED = [*AT_INTERVIEW, *AT_SIFT[1:], "ineligible", "lapsed", "withdrawn", "appointed",
           "offer_declined", "offer_lapsed", "draft"]  # fmt: skip


@effect("role", "confirm_shortlist")
def draft_sift_feedback(role, **facts):
    draft_feedback(role, Stage.SIFT)


def draft_feedback(role, stage):
    unsuccessful = list(role.applications.filter(state=UNSUCCESSFUL[stage]))
    draft_points(role, judge(role, unsuccessful, stage), stage)


def demand_feedback(role, stage):
    missing = still_to_write(role, stage)
    if missing:
        references = named([one.reference for one in missing])
        raise Refused(
            f"Complete the feedback of {counted(len(missing), 'application')}: {references}"
        )


@guard("role", "release_shortlist")
def sift_feedback_is_complete(role, **facts):
    demand_feedback(role, Stage.SIFT)


@effect("role", "release_shortlist")
def release_sift(role, *, by, **facts):
    release(role, AT_SIFT, Stage.SIFT, by)


def release(role, states, stage, by):
    held = list(
        role.applications.filter(state__in=states, released_at=None).select_related(
            "role", "user", "identity"
        )
    )
    keys = [application.pk for application in held]
    transition_many(role.applications.filter(pk__in=keys), "release", by=by)
    for application in held:
        if application.state == "offered":
            make_offer(application)
        tell_outcome(application, stage)


@guard("role", "record_decision")
def decision_is_complete(role, **facts):
    reasons = []
    decision = Decision.objects.filter(role=role).first()
    signed = decision.signatures.count() if decision else 0
    if decision is None:
        reasons.append("Write the decision and its reasons")
    elif signed < role.signatures_needed:
        more = counted(role.signatures_needed - signed, "more signature")
        reasons.append(f"The decision needs {more}")
    waiting = role.applications.filter(state__in=["shortlisted", "interview_booked"]).count()
    if waiting:
        reasons.append(f"Say how it went for {counted(waiting, 'applicant')} still to be seen")
    interviewed = role.applications.filter(state="interviewed")
    undecided = interviewed.filter(proposed_outcome=None).count()
    if decision and undecided:
        reasons.append(f"Choose an outcome for {counted(undecided, 'application')}")
    if unfinished := unfinished_sheets(role, interviewed):
        reasons.append(f"{counted(unfinished, 'interview sheet')} still to be submitted")
    if reasons:
        raise Refused(*reasons)


def unfinished_sheets(role, interviewed):
    """How many sheets are missing, of members who take part in an application."""
    taking_part = Assignment.objects.filter(application__in=interviewed).exclude(
        state__in=Assignment.CLOSED
    )
    done = ScoreSheet.objects.counted(Stage.INTERVIEW).values("assignment")
    return taking_part.exclude(pk__in=done).count()


@effect("role", "record_decision")
def decide_interviews(role, *, by, **facts):
    decision = role.decision
    by_outcome = {}
    for proposed in decision.outcomes.all():
        by_outcome.setdefault(proposed.outcome, []).append(proposed.application_id)
    for state, keys in by_outcome.items():
        found = role.applications.filter(pk__in=keys, state="interviewed")
        transition_many(found, "decide", to=state, by=by)
    InterviewSlot.objects.free().filter(role=role).delete()
    draft_feedback(role, Stage.INTERVIEW)


@guard("role", "release_outcomes")
def outcomes_can_be_told(role, **facts):
    demand_feedback(role, Stage.INTERVIEW)
    if role.applications.exclude(state__in=SETTLED).exists():
        raise Refused("Every application needs an outcome first")


@effect("role", "release_outcomes")
def release_decision(role, *, by, **facts):
    release(role, AT_INTERVIEW, Stage.INTERVIEW, by)
    if role.completed_at is None:
        role.completed_at = timezone.now()
        role.save(update_fields=["completed_at"])


@guard("role", "reopen")
def nobody_is_left(role, **facts):
    if not role.applications.filter(state__in=["offer_declined", "offer_lapsed"]).exists():
        raise Refused("A decision is opened again only when an offer was declined or has lapsed")
    if role.applications.filter(state__in=["offered", "appointed"]).exists():
        raise Refused("There is an offer that stands, or somebody was appointed")
    if role.applications.filter(state="reserve_interview").exists():
        raise Refused("There is a reserve list: take the next person from it")
