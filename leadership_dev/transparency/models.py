from django.db import models

from ccpl_portal.ui.models import MayBeExample
from leadership_dev.roles.models import LeadershipRole


class TransparencyRecord(MayBeExample):
    """How one recruitment was run, kept when it is completed. It never holds a name."""

    role = models.OneToOneField(
        LeadershipRole, on_delete=models.CASCADE, related_name="transparency"
    )
    opened_on = models.DateField()
    closed_on = models.DateField()
    outcomes_on = models.DateField()
    extensions = models.PositiveSmallIntegerField(default=0)
    # {"Nursing": 2, "Medicine": 1}
    panel = models.JSONField(default=dict)
    essential = models.PositiveSmallIntegerField(default=0)
    desirable = models.PositiveSmallIntegerField(default=0)
    moderated = models.BooleanField(default=False)
    conflicts = models.PositiveSmallIntegerField(default=0)
    median_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-outcomes_on", "pk"]

    def __str__(self):
        return f"How {self.role} was recruited to"

    @property
    def days_open(self):
        return (self.closed_on - self.opened_on).days
