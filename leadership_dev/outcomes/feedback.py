"""Feedback tied to criteria: who still needs some, and how it reads in the letter."""

from collections import defaultdict

from django.db import transaction

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict
from leadership_dev.machine.registry import Refused
from leadership_dev.scoring.models import Stage

from .models import FeedbackPoint
from .phrases import complaint_about

# Whom a stage's release tells that they were not successful.
UNSUCCESSFUL = {Stage.SIFT: "not_shortlisted", Stage.INTERVIEW: "not_appointed"}
WRITTEN_IN = {
    Stage.SIFT: {"moderating", "shortlisted"},
    Stage.INTERVIEW: {"interviewing", "decided"},
}
NEEDED = {FeedbackPoint.Kind.STRENGTH, FeedbackPoint.Kind.DEVELOPMENT}


@transaction.atomic
def write_point(*, application, stage, kind, criterion, text, by):
    if application.role.state not in WRITTEN_IN[stage]:
        raise Conflict("Feedback cannot be changed now")
    if complaint := complaint_about(text):
        raise Refused(complaint)
    point, _ = FeedbackPoint.objects.update_or_create(
        application=application,
        stage=stage,
        kind=kind,
        criterion=criterion,
        defaults={"text": text.strip(), "is_draft": False, "by": by},
    )
    record("wrote feedback", point, by=by, application=application.pk)
    return point


@transaction.atomic
def remove_point(*, point, by):
    if point.application.role.state not in WRITTEN_IN[point.stage]:
        raise Conflict("Feedback cannot be changed now")
    record("removed feedback", point, by=by, application=point.application_id)
    point.delete()


def is_complete(points):
    """A strength and a point to work on at least, and nothing that was only drafted."""
    finished = [p for p in points if not p.is_draft and not complaint_about(p.text)]
    return len(finished) == len(points) and {p.kind for p in finished} >= NEEDED


def still_to_write(role, stage):
    """The applications that cannot be told yet, because their feedback is not complete."""
    unsuccessful = list(role.applications.filter(state=UNSUCCESSFUL[stage]))
    points = defaultdict(list)
    for point in FeedbackPoint.objects.filter(application__in=unsuccessful, stage=stage):
        points[point.application_id].append(point)
    return [one for one in unsuccessful if not is_complete(points[one.pk])]


def in_words(application, stage):
    """The points as they stand in the letter."""
    lines = []
    for kind in FeedbackPoint.Kind:
        points = application.feedback.filter(stage=stage, kind=kind).select_related("criterion")
        if points:
            lines.append(f"{kind.label}:")
            lines += [f"- {point.criterion.name}: {point.text}" for point in points]
            lines.append("")
    return "\n".join(lines).strip()
