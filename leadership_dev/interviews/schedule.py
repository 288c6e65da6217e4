"""Who comes when, as one reader may know it."""

from dataclasses import dataclass

from leadership_dev.applications.models import AdjustmentRequest
from leadership_dev.panel.models import Assignment
from leadership_dev.scoring.models import ScoreSheet, Stage

MET = ["shortlisted", "interview_booked", "interviewed", "offered", "reserve_interview",
       "not_appointed", "appointed", "offer_declined", "offer_lapsed"]  # fmt: skip


@dataclass(frozen=True)
class Row:
    reference: str
    name: str
    slot: object
    state: str
    # The arrangement without its reason, as it was agreed.
    arrangement: str
    is_scored: bool
    may_score: bool

    @property
    def is_waiting(self):
        return self.state in {"shortlisted", "interview_booked"}


def schedule_of(role, seat):
    """One row for each candidate; without names while they are hidden from the panel."""
    if seat is not None and not role.tells_names:
        return []
    closed, done = own_part(role, seat)
    met = role.applications.filter(state__in=MET).exclude(released_at=None, told_state="scored")
    agreed = dict(
        AdjustmentRequest.objects.filter(application__role=role)
        .exclude(agreed="")
        .values_list("application", "agreed")
    )
    rows = [
        Row(
            reference=application.reference,
            name=application.identity.name,
            slot=getattr(application, "slot", None),
            state=application.state,
            arrangement=agreed.get(application.pk, ""),
            is_scored=application.pk in done,
            may_score=seat is not None and application.state == "interviewed",
        )
        for application in met.select_related("identity", "slot")
        if application.pk not in closed
    ]
    booked = [row for row in rows if row.slot]
    booked.sort(key=lambda row: row.slot.starts_at)
    return booked + sorted((r for r in rows if not r.slot), key=lambda row: row.reference)


def own_part(role, seat):
    """(applications in which this member takes no part, those scored after the interview)"""
    if seat is None:
        return set(), set()
    own = Assignment.objects.filter(member=seat)
    closed = own.filter(state__in=Assignment.CLOSED).values_list("application", flat=True)
    done = ScoreSheet.objects.counted(Stage.INTERVIEW).filter(assignment__in=own)
    return set(closed), set(done.values_list("assignment__application", flat=True))
