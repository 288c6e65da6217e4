"""The ranking as one reader may see it, and the scores behind each line of it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from leadership_dev.panel.models import Assignment

from .actions import outcome_at_sift
from .arithmetic import Judged, Standing, percent, ranking
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
    """One application in the ranking; what it says is worked out when it is asked for."""

    application: object
    standing: Standing
    # The place that level applications share before the chair settled them.
    level: int
    # None where this reader may not know how it was scored.
    judged: Judged | None
    cut: CutLine | None

    @property
    def reference(self):
        return self.application.reference

    @property
    def is_hidden(self):
        return self.judged is None

    @property
    def rank(self):
        return self.standing.rank

    @property
    def is_tied(self):
        return self.standing.is_tied

    @property
    def by_choice(self):
        return self.standing.by_choice

    @property
    def overall(self):
        return percent(self.standing.overall)

    @property
    def on_essential(self):
        return percent(self.standing.on_essential)

    @property
    def originals(self):
        return percent(self.judged.originals)

    @property
    def values(self):
        return [(measure.name, self.judged.shown(measure)) for measure in self.judged.measures]

    @property
    def to_agree(self):
        return len(self.judged.to_agree)

    @property
    def meets_essential(self):
        return self.judged.meets_essential

    @cached_property
    def settled(self):
        """(what follows, and why)"""
        return outcome_of(self.application, self.judged, self.cut)

    @property
    def outcome(self):
        return self.settled[0]

    @property
    def why(self):
        return self.settled[1]


def standings(role, reader):
    """Best first, one line for each application that was scored."""
    running = list(role.applications.sent().exclude(state__in=NOT_RANKED))
    by_key = {application.pk: application for application in running}
    judged = judge(role, running)
    choices = TieChoice.objects.filter(application__in=running)
    chosen = dict(choices.values_list("application", "position"))
    cut = CutLine.objects.filter(role=role).first()
    levels, lines = {}, []
    for standing in ranking(judged, chosen):
        figures = (standing.overall, standing.on_essential)
        level = levels.setdefault(figures, standing.rank)
        application = by_key[standing.key]
        known = judged[standing.key] if reader.may_read(application) else None
        lines.append(Line(application, standing, level, known, cut))
    return lines


def outcome_of(application, judged, cut):
    if application.state in OUTCOMES:
        return OUTCOMES[application.state], ""
    if application.state != "scored":
        return "Shortlist", ""
    if cut is None or judged.to_agree:
        return "", ""
    state, why = outcome_at_sift(application, judged, cut)
    return OUTCOMES[state], why
