"""The person specification: criteria, what each score means, and who may apply at all."""

import pghistory
from django.db import models
from django.db.models import Q


class CriterionQuerySet(models.QuerySet):
    def essential(self):
        return self.filter(kind=Criterion.Kind.ESSENTIAL)

    def with_anchors(self):
        return self.prefetch_related("anchors")


@pghistory.track()
class Criterion(models.Model):
    """One line of the person specification, with what each score means."""

    class Kind(models.TextChoices):
        ESSENTIAL = "essential", "Essential"
        DESIRABLE = "desirable", "Desirable"

    role = models.ForeignKey(
        "leadership_dev.LeadershipRole", on_delete=models.CASCADE, related_name="criteria"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ESSENTIAL)
    name = models.CharField(max_length=80, help_text="A few words, such as System thinking")
    text = models.CharField(
        "what is looked for", max_length=400, help_text="What an applicant should show"
    )
    weight = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ["role", "position", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__range=(1, 5)),
                name="criterion_weight_1_to_5",
                violation_error_message="Enter a weight from 1 to 5",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_essential(self):
        return self.kind == self.Kind.ESSENTIAL


@pghistory.track()
class Anchor(models.Model):
    """What a score of 0 to 4 looks like for one criterion."""

    WORDS = {0: "No evidence", 1: "Some", 2: "Meets", 3: "Good", 4: "Excellent"}

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="anchors")
    score = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["criterion", "score"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "score"], name="anchor_once_a_score"),
            models.CheckConstraint(condition=Q(score__range=(0, 4)), name="anchor_score_0_to_4"),
        ]

    def __str__(self):
        return f"{self.score}: {self.text}"

    @property
    def word(self):
        return self.WORDS[self.score]


class EligibilityQuestion(models.Model):
    """Asked before somebody begins to apply; everybody eligible answers yes."""

    role = models.ForeignKey(
        "leadership_dev.LeadershipRole",
        on_delete=models.CASCADE,
        related_name="eligibility_questions",
    )
    text = models.CharField(max_length=200, help_text="A question that is answered yes or no")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["role", "position", "pk"]

    def __str__(self):
        return self.text
