"""First words of feedback, made from scores and anchors for a person to complete."""

from leadership_dev.roles.models import Anchor
from leadership_dev.scoring.arithmetic import HIGHEST, mean

from .models import FeedbackPoint

Kind = FeedbackPoint.Kind


def draft_points(role, judged, stage):
    """Put one strength and one point to work on beside each application that has none yet."""
    anchors = {
        (anchor.criterion_id, anchor.score): anchor.text
        for anchor in Anchor.objects.filter(criterion__role=role)
    }
    written = set(
        FeedbackPoint.objects.filter(application__in=judged, stage=stage).values_list(
            "application", "kind"
        )
    )
    points = []
    for application, one in judged.items():
        for kind, measure, score in best_and_weakest(one):
            if (application, kind) not in written:
                text = words(kind, anchors.get((measure.id, wanted(kind, score)), ""))
                points.append(
                    FeedbackPoint(
                        application_id=application,
                        stage=stage,
                        kind=kind,
                        criterion_id=measure.id,
                        text=text,
                        is_draft=True,
                    )
                )
    FeedbackPoint.objects.bulk_create(points, ignore_conflicts=True)


def best_and_weakest(judged):
    scored = [
        (measure, judged.agreed.get(measure.id, mean(judged.given(measure))))
        for measure in judged.measures
    ]
    scored = [(measure, score) for measure, score in scored if score is not None]
    if not scored:
        return
    best = max(scored, key=lambda pair: (pair[1], pair[0].weight))
    weakest = min(scored, key=lambda pair: (pair[1], -pair[0].weight))
    yield Kind.STRENGTH, *best
    yield Kind.DEVELOPMENT, *weakest


def wanted(kind, score):
    """The anchor to quote: what was seen, or what the next score up would have shown."""
    return round(score) if kind == Kind.STRENGTH else min(round(score) + 1, HIGHEST)


def words(kind, anchor):
    if kind == Kind.STRENGTH:
        return f"The panel saw in your application: {anchor}"
    return f"A stronger application would show: {anchor}"
