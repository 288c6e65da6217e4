from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record

from .models import Deliverable


@transaction.atomic
def record_outcome(*, deliverable, outcome, evidence, by, evidence_link=""):
    """Say what came of a promise and what shows it; "not recorded" takes it back."""
    recorded = outcome != Deliverable.Outcome.NOT_RECORDED
    deliverable.outcome = outcome
    deliverable.evidence = evidence
    deliverable.evidence_link = evidence_link
    deliverable.recorded_on = timezone.localdate() if recorded else None
    deliverable.recorded_by = by if recorded else None
    deliverable.save()
    record("recorded an outcome", deliverable, by=by, outcome=outcome)
