"""What lies before the panel when it decides: who was seen, and how each was scored."""

from dataclasses import dataclass
from decimal import Decimal

from leadership_dev.scoring.arithmetic import percent
from leadership_dev.scoring.judging import judge
from leadership_dev.scoring.models import Stage
from leadership_dev.scoring.standings import Reader

from .steps import unfinished_sheets


@dataclass(frozen=True)
class Candidate:
    reference: str
    name: str
    sift: Decimal | None
    interview: Decimal | None


def candidates(role, seat):
    """Those who were seen. Scores of the interviews are shown together, when the last is in."""
    seen = role.applications.filter(state="interviewed").select_related("role", "identity")
    seen = list(seen.order_by("reference"))
    reader, sift = Reader(role, seat), judge(role, seen)
    interviews = {} if unfinished_sheets(role, seen) else judge(role, seen, Stage.INTERVIEW)
    return [
        Candidate(
            one.reference,
            one.identity.name,
            overall(sift, one) if reader.may_read(one) else None,
            overall(interviews, one) if reader.may_read(one) else None,
        )
        for one in seen
    ]


def overall(judged, application):
    return percent(judged[application.pk].overall) if application.pk in judged else None
