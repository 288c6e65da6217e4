"""How far a member has come in the sift, what is next, and how long the rest may take."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Sum
from django.db.models.functions import Length

from leadership_dev.applications.models import Answer
from leadership_dev.panel.models import Assignment

from .models import Score, Stage
from .order import shuffled

LETTERS_A_MINUTE = 1200
MINUTES_A_SCORE = 0.75


@dataclass(frozen=True)
class Line:
    reference: str
    state: str
    words: str

    @property
    def is_done(self):
        return self.state in Assignment.SCORED


@dataclass(frozen=True)
class Sift:
    lines: list
    kept_out: int
    left: timedelta

    @property
    def done(self):
        return sum(line.is_done for line in self.lines)

    @property
    def next(self):
        return next((line for line in self.lines if not line.is_done), None)

    def beside(self, reference):
        """The applications before and after this one, in the member's own order."""
        references = [None, *(line.reference for line in self.lines), None]
        place = references.index(reference)
        return references[place - 1], references[place + 1]

    @property
    def left_in_words(self):
        hours, minutes = divmod(round(self.left.total_seconds() / 60), 60)
        words = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
        if minutes or not hours:
            words.append(f"{minutes} minute{'' if minutes == 1 else 's'}")
        return " ".join(words)


def sift_of(seat):
    own = Assignment.objects.filter(member=seat)
    rows = shuffled(
        seat,
        own.order_by().values_list("application__reference", "state"),
        key=lambda row: row[0],
    )
    labels = dict(Assignment.State.choices)
    open_ones = [
        Line(reference, state, labels[state])
        for reference, state in rows
        if state not in Assignment.CLOSED
    ]
    return Sift(open_ones, len(rows) - len(open_ones), time_left(own, seat.role))


def time_left(assignments, role):
    """Reading what is left at an ordinary pace, and weighing each criterion of it."""
    to_score = assignments.to_score()
    answers = Answer.objects.filter(application__assignments__in=to_score)
    letters = answers.aggregate(letters=Sum(Length("redacted")))["letters"] or 0
    scores = to_score.count() * role.criteria.count()
    return timedelta(minutes=letters / LETTERS_A_MINUTE + scores * MINUTES_A_SCORE)


def next_for_criterion(seat, criterion):
    """The reference whose answer to this criterion the member has not scored yet, or None."""
    given = Score.objects.filter(
        sheet__stage=Stage.SIFT, sheet__assignment__member=seat, criterion=criterion
    ).exclude(score=None, abstains=False)
    left = Assignment.objects.filter(member=seat).to_score()
    left = left.exclude(pk__in=given.values("sheet__assignment"))
    references = left.order_by().values_list("application__reference", flat=True)
    return next(iter(shuffled(seat, references, about=criterion.pk)), None), len(references)
