"""What each member scored on their own, and what the panel agreed on since."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from leadership_dev.applications.models import Application
from leadership_dev.panel.models import Assignment
from leadership_dev.roles.models import Criterion, LeadershipRole

from .arithmetic import HIGHEST

PEOPLE = settings.AUTH_USER_MODEL

# No history is kept of any of these tables. Nothing overwrites a score that was submitted.


class Stage(models.TextChoices):
    SIFT = "sift", "Sift"
    INTERVIEW = "interview", "Interview"


class ScoreSheetQuerySet(models.QuerySet):
    def counted(self, stage):
        """Submitted, by members whom no conflict keeps away. All others count for nothing."""
        return self.filter(
            stage=stage,
            submitted_at__isnull=False,
            assignment__state__in=Assignment.SCORED,
        )


class ScoreSheet(models.Model):
    """One member's scores of one application at one stage; locked once it is submitted."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="sheets")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.SIFT)
    begun_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True, editable=False)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        ordering = ["assignment", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "stage"], name="sheet_once_a_stage")
        ]

    def __str__(self):
        return f"Sheet {self.pk}"

    @property
    def is_locked(self):
        return self.submitted_at is not None


class Score(models.Model):
    """0 to 4 for one criterion; none where the member abstains."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    score = models.PositiveSmallIntegerField(null=True)
    abstains = models.BooleanField(default=False)
    comment = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["sheet", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="score_once_a_criterion"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(0, HIGHEST), abstains=False),
                name="score_0_to_4_or_abstains",
            ),
        ]

    def __str__(self):
        return f"Score {self.pk}"


class Moderation(models.Model):
    """The score that the panel agreed on for one criterion; each original stays as it was."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="moderations"
    )
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.SIFT)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True, max_length=1000)
    by = models.ForeignKey(PEOPLE, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["application", "criterion__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "stage", "criterion"], name="moderation_once_a_criterion"
            ),
            models.CheckConstraint(
                condition=Q(score__range=(0, HIGHEST)), name="moderation_score_0_to_4"
            ),
        ]

    def __str__(self):
        return f"Moderation {self.pk}"


class CutLine(models.Model):
    """Where the shortlist ends, and why there."""

    role = models.OneToOneField(LeadershipRole, on_delete=models.CASCADE, related_name="cut_line")
    percentage = models.DecimalField(
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    reserve_from = models.DecimalField(
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    reason = models.TextField(max_length=1000)
    by = models.ForeignKey(PEOPLE, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return f"{self.percentage} %"


class TieChoice(models.Model):
    """The chair's reasoned order of applications that the figures leave level."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="tie_choice"
    )
    position = models.PositiveSmallIntegerField()
    reason = models.TextField(max_length=1000)
    by = models.ForeignKey(PEOPLE, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return f"Choice {self.pk}"
