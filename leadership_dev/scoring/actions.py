from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict
from leadership_dev.machine.actions import transition
from leadership_dev.machine.registry import Refused
from leadership_dev.panel.models import Assignment

from .arithmetic import percent
from .judging import judge_one
from .models import CutLine, Moderation, Score, ScoreSheet, Stage, TieChoice

# During which state of the role each stage is scored, and agreed on.
SCORED_IN = {Stage.SIFT: "sifting", Stage.INTERVIEW: "interviewing"}
AGREED_IN = {Stage.SIFT: "moderating", Stage.INTERVIEW: "interviewing"}

# Scores that say much need a word why.
EXPLAINED = {0, 1, 4}


@transaction.atomic
def save_scores(*, assignment, stage, entered, by):
    """Keep what a member has so far: {criterion: (score, abstains, comment)}; nothing is demanded.

    The same press twice, or a page sent again from the browser's history, changes nothing.
    """
    assignment = Assignment.objects.select_for_update(of=["self"]).get(pk=assignment.pk)
    demand_stage(assignment, stage)
    sheet, _ = ScoreSheet.objects.get_or_create(assignment=assignment, stage=stage)
    if sheet.is_locked:
        if entered != as_entered(sheet, entered):
            raise Conflict(
                "You have submitted these scores. Ask the chair to unlock them if one is wrong"
            )
        return sheet
    if assignment.state in {"cleared", "managed"}:
        transition(assignment, "begin", by=by)
    Score.objects.bulk_create(
        [
            Score(sheet=sheet, criterion=criterion, score=score, abstains=abstains, comment=comment)
            for criterion, (score, abstains, comment) in entered.items()
        ],
        update_conflicts=True,
        unique_fields=["sheet", "criterion"],
        update_fields=["score", "abstains", "comment"],
    )
    sheet.saved_at = timezone.now()
    sheet.save(update_fields=["saved_at"])
    return sheet


def demand_stage(assignment, stage):
    if assignment.is_closed:
        raise Conflict("You take no part in this application any more")
    if assignment.member.role.state != SCORED_IN[stage]:
        raise Conflict("Scores cannot be changed now")


def as_entered(sheet, entered):
    kept = {score.criterion_id: score for score in sheet.scores.all()}
    return {
        criterion: (
            kept[criterion.pk].score,
            kept[criterion.pk].abstains,
            kept[criterion.pk].comment,
        )
        for criterion in entered
        if criterion.pk in kept
    }


@transaction.atomic
def submit_scores(*, sheet, by):
    """Lock the sheet: from now on it is seen by nobody until moderation, and changed by nobody."""
    assignment = Assignment.objects.select_for_update(of=["self"]).get(pk=sheet.assignment_id)
    sheet.refresh_from_db()
    if sheet.is_locked:
        return
    demand_stage(assignment, sheet.stage)
    if missing := missing_in(sheet):
        raise Refused(*missing)
    if sheet.stage == Stage.SIFT:
        transition(assignment, "submit", by=by)
    else:
        record("submitted interview scores", assignment, by=by)
    sheet.submitted_at = timezone.now()
    sheet.save(update_fields=["submitted_at"])


def missing_in(sheet):
    given = {score.criterion_id: score for score in sheet.scores.all()}
    missing = []
    for criterion in sheet.assignment.member.role.criteria.all():
        score = given.get(criterion.pk)
        if score is None or (score.score is None and not score.abstains):
            missing.append(f"Score “{criterion.name}”, or say that you cannot judge it")
        elif score.score in EXPLAINED and not score.comment.strip():
            missing.append(f"Enter why you gave “{criterion.name}” a {score.score}")
    return missing


@transaction.atomic
def unlock(*, assignment, reason, by):
    """The chair gives a sheet back to its member, before moderation."""
    if assignment.member.role.state != "sifting":
        raise Conflict("Scores can be unlocked only during the sift")
    transition(assignment, "unlock", by=by, reason=reason)
    assignment.sheets.filter(stage=Stage.SIFT).update(submitted_at=None)


@transaction.atomic
def agree(*, application, criterion, score, reason, by, stage=Stage.SIFT):
    """Note the score that the panel agreed on. The originals stay as they were given."""
    if application.role.state != AGREED_IN[stage]:
        raise Conflict("The panel cannot agree on scores now")
    judged = judge_one(application, stage)
    measure = next(m for m in judged.measures if m.id == criterion.pk)
    if score not in judged.given(measure) and not reason.strip():
        raise Refused("Enter why the panel agreed on a score that nobody had given")
    moderation, _ = Moderation.objects.update_or_create(
        application=application,
        stage=stage,
        criterion=criterion,
        defaults={"score": score, "reason": reason.strip(), "by": by},
    )
    record("agreed on score", moderation, by=by, application=application.pk, score=score)
    return moderation


@transaction.atomic
def set_cut_line(*, role, percentage, reserve_from, reason, by):
    if role.state != "moderating":
        raise Conflict("The cut line is set during moderation")
    if not reason.strip():
        raise Refused("Enter why the line is drawn there")
    line, _ = CutLine.objects.update_or_create(
        role=role,
        defaults={
            "percentage": percentage,
            "reserve_from": reserve_from,
            "reason": reason.strip(),
            "by": by,
        },
    )
    record("set cut line", line, by=by, role=role.pk)
    return line


@transaction.atomic
def choose_order(*, applications, reason, by):
    """The chair's reasoned order of applications that the figures leave level, best first."""
    if not reason.strip():
        raise Refused("Enter why you put them in this order")
    for position, application in enumerate(applications, start=1):
        TieChoice.objects.update_or_create(
            application=application,
            defaults={"position": position, "reason": reason.strip(), "by": by},
        )
    record("chose order", applications[0].role, by=by, ids=[a.pk for a in applications])


def outcome_at_sift(application, judged, line):
    """(state, why): above the line, guaranteed, on reserve, or not this time."""
    figure = percent(judged.overall)
    if not judged.meets_essential or figure is None:
        return "not_shortlisted", "An essential criterion is not met"
    if figure >= line.percentage:
        return "shortlisted", "At or above the line"
    if application.wants_guarantee:
        return "shortlisted", "Guaranteed interview"
    if line.reserve_from is not None and figure >= line.reserve_from:
        return "reserve_sift", "Between the reserve line and the line"
    return "not_shortlisted", "Below the line"
