"""The ranking as one reader may see it, and the scores behind each line of it."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from leadership_dev.panel.models import Assignment

from .actions import outcome_at_sift
from .arithmetic import percent, ranking
from .judging import judge
from .models import CutLine, Score, ScoreSheet, Stage, TieChoice

OUTCOMES = {
    "shortlisted": "Shortlist",
    "reserve_sift": "Reserve",
    "not_shortlisted": "Not this time",
}
NOT_RANKED = ["draft", "lapsed", "submitted", "eligible", "ineligible", "withdrawn"]


class Reader:
    """What one member of the panel, or whoever oversees it (no seat), may read of scores.

    A member sees the others' scores of an application once their own are in, and nothing of
    one in which they take no part.
    """

    def __init__(self, role, seat):
        self.role, self.seat = role, seat

    @cached_property
    def _open(self):
        own = Assignment.objects.filter(member=self.seat).exclude(state__in=Assignment.CLOSED)
        if not self.seat.is_chair:
            own = own.filter(state__in=Assignment.SCORED)
        return set(own.values_list("application", flat=True))

    def may_read(self, application):
        return self.seat is None or application.pk in self._open

    def judged(self, application):
        return judge(self.role, [application])[application.pk]

    def sheets(self, application, stage=Stage.SIFT):
        """{criterion id: the scores given, each with its member and comment}"""
        counted = ScoreSheet.objects.counted(stage).filter(assignment__application=application)
        scores = Score.objects.filter(sheet__in=counted).select_related(
            "sheet__assignment__member__person"
        )
        found = defaultdict(list)
        for score in scores.order_by("sheet__assignment__member"):
            found[score.criterion_id].append(score)
        return found


@dataclass(frozen=True)
class Line:
    application: object
    rank: int
    # The place that level applications share before the chair settled them.
    level: int
    overall: object = None
    originals: object = None
    on_essential: object = None
    values: list = field(default_factory=list)
    to_agree: int = 0
    meets_essential: bool = False
    is_tied: bool = False
    by_choice: bool = False
    is_hidden: bool = False
    outcome: str = ""
    why: str = ""
    judged: object = None

    @property
    def reference(self):
        return self.application.reference


def standings(role, reader):
    """Best first, one line for each application that was scored."""
    running = list(role.applications.sent().exclude(state__in=NOT_RANKED))
    by_key = {application.pk: application for application in running}
    judged = judge(role, running)
    choices = TieChoice.objects.filter(application__in=running)
    chosen = dict(choices.values_list("application", "position"))
    line = CutLine.objects.filter(role=role).first()
    levels, lines = {}, []
    for standing in ranking(judged, chosen):
        figures = (standing.overall, standing.on_essential)
        level = levels.setdefault(figures, standing.rank)
        application = by_key[standing.key]
        lines.append(line_of(application, judged[standing.key], standing, level, reader, line))
    return lines


def line_of(application, judged, standing, level, reader, cut):
    if not reader.may_read(application):
        return Line(application, standing.rank, level, is_hidden=True)
    outcome, why = outcome_of(application, judged, cut)
    return Line(
        application,
        standing.rank,
        level,
        overall=percent(standing.overall),
        originals=percent(judged.originals),
        on_essential=percent(standing.on_essential),
        values=[(measure.name, judged.shown(measure)) for measure in judged.measures],
        to_agree=len(judged.to_agree),
        meets_essential=judged.meets_essential,
        is_tied=standing.is_tied,
        by_choice=standing.by_choice,
        outcome=outcome,
        why=why,
        judged=judged,
    )


def outcome_of(application, judged, cut):
    if application.state in OUTCOMES:
        return OUTCOMES[application.state], ""
    if application.state != "scored":
        return "Shortlist", ""
    if cut is None or judged.to_agree:
        return "", ""
    state, why = outcome_at_sift(application, judged, cut)
    return OUTCOMES[state], why
