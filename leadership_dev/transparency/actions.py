from collections import Counter
from statistics import median

from django.utils import timezone

from leadership_dev.machine.models import Transition
from leadership_dev.machine.registry import effect
from leadership_dev.panel.models import Assignment
from leadership_dev.scoring.models import Moderation

from .models import TransparencyRecord


@effect("role", "release_outcomes")
def keep_record(role, **facts):
    """Write down how the role was recruited to, before retention takes what it is drawn from."""
    applications = role.applications.sent()
    panel = role.panel_members.select_related("profession")
    kinds = Counter(criterion.kind for criterion in role.criteria.all())
    TransparencyRecord.objects.update_or_create(
        role=role,
        defaults={
            "opened_on": timezone.localdate(role.opens_at),
            "closed_on": timezone.localdate(role.closes_at),
            "outcomes_on": timezone.localdate(),
            "extensions": role.extensions.count(),
            "panel": Counter(
                member.profession.name if member.profession else "Other" for member in panel
            ),
            "essential": kinds["essential"],
            "desirable": kinds["desirable"],
            "moderated": Moderation.objects.filter(application__in=applications).exists(),
            "conflicts": Assignment.objects.filter(application__in=applications)
            .conflicted()
            .count(),
            "median_days": median_days(role, applications),
            "is_example": role.is_example,
        },
    )


def median_days(role, applications):
    """From the closing day to the day on which each applicant was told, the middle of all."""
    rows = Transition.objects.filter(
        machine="application", name="release", object_id__in=applications.values("pk")
    ).order_by("at")
    last = {row.object_id: timezone.localdate(row.at) for row in rows}
    closed = timezone.localdate(role.closes_at)
    return round(median((day - closed).days for day in last.values())) if last else None
