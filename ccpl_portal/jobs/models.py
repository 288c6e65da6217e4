from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

# A claim is committed a moment before its row is locked for the work; a running row this old
# whose lock is free has lost its worker.
ORPHANED_AFTER = timedelta(seconds=5)
RING_AGAIN_AFTER = timedelta(seconds=30)


class JobQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Job.State.WAITING)

    def running(self):
        return self.filter(state=Job.State.RUNNING)

    def failed(self):
        return self.filter(state=Job.State.FAILED)

    def claimable(self):
        """Due and waiting, or left behind by a worker (when the row's lock is free)."""
        due = Q(run_after=None) | Q(run_after__lte=Now())
        waiting = Q(state=Job.State.WAITING)
        orphaned = Q(state=Job.State.RUNNING, started_at__lt=Now() - ORPHANED_AFTER)
        return self.filter(waiting & due | orphaned)

    def not_rung_lately(self):
        return self.filter(Q(rung_at=None) | Q(rung_at__lt=Now() - RING_AGAIN_AFTER))

    def latest_of(self, kind, key=""):
        return self.filter(kind=kind, key=key).order_by("-pk").first()


class Job(models.Model):
    """A piece of work owed by a change, written in the change's own transaction."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        REPLACED = "replaced", "Replaced by a later one"

    kind = models.CharField(max_length=80)
    key = models.CharField("over what", max_length=200, blank=True)
    once = models.BooleanField(default=False)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField("not before", null=True, blank=True)
    created_at = models.DateTimeField("asked for", default=timezone.now, editable=False)
    rung_at = models.DateTimeField(null=True, editable=False)
    started_at = models.DateTimeField("started", null=True, editable=False)
    finished_at = models.DateTimeField("finished", null=True, editable=False)
    reason = models.TextField("why it failed", blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state="waiting", once=False) & ~Q(key=""),
                name="job_one_waiting_per_key",
            ),
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(once=True), name="job_once_per_key"
            ),
            models.CheckConstraint(
                condition=Q(once=False) | ~Q(key=""), name="job_once_needs_a_key"
            ),
        ]
        indexes = [
            models.Index(
                fields=["run_after"],
                condition=Q(state__in=["waiting", "running"]),
                name="job_to_do",
            ),
            models.Index(fields=["kind", "key", "-id"], name="job_latest"),
            models.Index(fields=["state", "-id"], name="job_by_state"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}".strip()

    @property
    def took(self):
        if self.started_at and self.finished_at:
            return self.finished_at - self.started_at
        return None
