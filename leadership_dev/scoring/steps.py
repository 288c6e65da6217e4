"""What the machine of a role asks of scoring, and what follows here when the role goes on."""

from leadership_dev.machine.actions import transition_many
from leadership_dev.machine.registry import Refused, effect, guard
from leadership_dev.panel.models import Assignment

from .actions import outcome_at_sift
from .judging import judge, sheets_of
from .models import CutLine, Stage


def in_the_sift(role, state):
    return list(role.applications.filter(state=state).select_related("role"))


@guard("role", "open_moderation")
def sheets_are_in(role, **facts):
    running = in_the_sift(role, "eligible")
    if not running:
        raise Refused("There is no application to moderate")
    sheets = sheets_of(running, Stage.SIFT)
    short = [one.reference for one in running if len(sheets[one.pk]) < role.scorers_needed]
    if short:
        raise Refused(
            f"{counted(len(short), 'application')} with fewer than {role.scorers_needed}"
            f" submitted sheets: {named(short)}"
        )


@effect("role", "open_moderation")
def close_sheets(role, *, by, **facts):
    transition_many(role.applications.filter(state="eligible"), "score", by=by)
    transition_many(Assignment.objects.filter(member__role=role), "moderate", by=by)


@guard("role", "confirm_shortlist")
def all_is_agreed(role, **facts):
    judged = judge(role, in_the_sift(role, "scored"))
    open_ones = sum(1 for one in judged.values() if one.to_agree)
    reasons = []
    if open_ones:
        reasons.append(f"Agree on the flagged scores of {counted(open_ones, 'application')}")
    if not CutLine.objects.filter(role=role).exists():
        reasons.append("Set the cut line and say why it is drawn there")
    if reasons:
        raise Refused(*reasons)


@effect("role", "confirm_shortlist")
def decide_sift(role, *, by, **facts):
    running = in_the_sift(role, "scored")
    judged, line = judge(role, running), CutLine.objects.get(role=role)
    by_outcome = {}
    for application in running:
        state, why = outcome_at_sift(application, judged[application.pk], line)
        by_outcome.setdefault((state, why), []).append(application.pk)
    for (state, why), keys in by_outcome.items():
        found = role.applications.filter(pk__in=keys)
        transition_many(found, "decide", to=state, by=by, reason=why)
    transition_many(Assignment.objects.filter(member__role=role), "freeze", by=by)


def counted(number, noun):
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def named(references, most=5):
    shown = ", ".join(sorted(references)[:most])
    return shown if len(references) <= most else f"{shown} and {len(references) - most} more"
