from collections import Counter
from statistics import median

from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.web.caching import content_changed
from ccpl_portal.web.errors import Conflict
from leadership_dev.machine.models import Transition
from leadership_dev.machine.registry import effect
from leadership_dev.monitoring.models import MonitoringYear
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


@transaction.atomic
def publish_year(*, year, by):
    """Let everybody read the figures of a year, once and for good."""
    today = timezone.localdate()
    moved = MonitoringYear.objects.to_publish().filter(pk=year.pk)
    if not moved.update(published_on=today, published_by=by):
        raise Conflict("The figures of this year are published already")
    year.published_on, year.published_by = today, by
    # `update` sends no signal, and what is kept of public pages has to go.
    content_changed()
    record("published monitoring year", year, by=by, year=year.year)
