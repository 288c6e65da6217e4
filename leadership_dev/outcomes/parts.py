"""What the applicant sees of outcomes, on the page of the application and in their data."""

from leadership_dev.applications.data import gives
from leadership_dev.applications.parts import part
from leadership_dev.scoring.models import Score, Stage

from .models import FeedbackPoint

# Whom each stage's feedback has been released to.
TOLD = {"not_shortlisted": Stage.SIFT, "not_appointed": Stage.INTERVIEW}


@part(order=20)
def offer(application):
    if application.told_state != "offered":
        return None
    return "leadership_dev/outcomes/_offer.html", {
        "application": application,
        "offer": application.offer,
    }


@part(order=30)
def feedback(application):
    points = released_points(application)
    if not points:
        return None
    kinds = [(kind, [p for p in points if p.kind == kind]) for kind in FeedbackPoint.Kind]
    return "leadership_dev/outcomes/_feedback.html", {"kinds": kinds}


def released_points(application):
    stage = TOLD.get(application.told_state)
    if stage is None:
        return []
    return list(application.feedback.filter(stage=stage).select_related("criterion"))


@gives("feedback")
def feedback_data(application):
    return [
        {"kind": point.get_kind_display(), "criterion": point.criterion.name, "text": point.text}
        for point in released_points(application)
    ]


@gives("scores and comments about you")
def scores_data(application):
    """What the panel scored and wrote, without who it was; once the outcome has been told."""
    if application.released_at is None:
        return "You can read them here when the outcome has been released."
    scores = Score.objects.filter(
        sheet__assignment__application=application, sheet__submitted_at__isnull=False
    )
    return [
        {
            "stage": score.sheet.get_stage_display(),
            "criterion": score.criterion.name,
            "score": score.score,
            "comment": score.comment,
        }
        for score in scores.select_related("sheet", "criterion").order_by("criterion", "pk")
    ]
