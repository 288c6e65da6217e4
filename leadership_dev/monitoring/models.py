"""Equality monitoring: answers without a person, and after a year numbers without answers.

Nothing here points to an account or an application. No page, feed, admin or command reads a
response; the batch that stages them finds a row by a key that the database cannot work out.
"""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from leadership_dev.rules import may_draft_roles

from .years import slug


class QuestionSet(models.Model):
    """A version of the questions, such as EDI-EN-2021.1. One that was used is not reworded."""

    code = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=120)
    is_current = models.BooleanField("asked now", default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=models.Q(is_current=True),
                name="question_set_one_is_asked",
                violation_error_message="Another set is asked now: take that mark off first",
            )
        ]

    def __str__(self):
        return self.code


class Question(models.Model):
    set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="questions")
    code = models.CharField(max_length=10)
    text = models.CharField(max_length=250)
    position = models.PositiveSmallIntegerField(default=0)
    is_asked = models.BooleanField(
        "asked", default=True, help_text="Take this off to retire the question"
    )
    # Sex, age, ethnic group and so on: what the law protects. Profession and sector are not.
    is_protected = models.BooleanField(default=True)
    asked_after = models.CharField(
        "asked after", max_length=10, blank=True, help_text="The code of the question before it"
    )

    class Meta:
        ordering = ["set", "position"]
        constraints = [
            models.UniqueConstraint(fields=["set", "code"], name="question_once_in_a_set")
        ]

    def __str__(self):
        return self.text


class Option(models.Model):
    NOT_SAID = "PNTS"

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="options")
    code = models.CharField(max_length=10)
    text = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    nhs_code = models.CharField("NHS category code", max_length=2, blank=True)
    asked_after = models.CharField(
        max_length=10, blank=True, help_text="The answer to the question before it that shows this"
    )

    class Meta:
        ordering = ["question", "position"]
        constraints = [
            models.UniqueConstraint(fields=["question", "code"], name="option_once_in_a_question")
        ]

    def __str__(self):
        return self.text


class Stage(models.TextChoices):
    APPLIED = "applied", "Applied"
    SHORTLISTED = "shortlisted", "Shortlisted"
    APPOINTED = "appointed", "Appointed"


class MonitoringResponse(models.Model):
    """One person's answers under a key made with a secret that the database does not hold."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True)
    year = models.CharField(max_length=7)
    set_code = models.CharField(max_length=30)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.APPLIED)
    answers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    created_on = models.DateField(default=timezone.localdate)

    def __str__(self):
        return "A response"


class MonitoringYearQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_on=None)

    def to_publish(self):
        return self.filter(published_on=None)

    def visible_to(self, user):
        """Everybody reads what is published; before that those who recruit read the same cells."""
        return self if may_draft_roles(user) else self.published()


class MonitoringYear(models.Model):
    """A financial year whose answers were counted and destroyed; its figures never change."""

    year = models.CharField(max_length=7, unique=True)
    frozen_on = models.DateField(default=timezone.localdate)
    applications = models.PositiveIntegerField()
    responses = models.PositiveIntegerField()
    published_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_example = models.BooleanField(default=False)

    objects = MonitoringYearQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]

    def __str__(self):
        return self.year

    @property
    def slug(self):
        return slug(self.year)


class MonitoringAggregate(models.Model):
    """A count of the year. Only what rule SUP-1 makes of it is ever shown."""

    year = models.ForeignKey(MonitoringYear, on_delete=models.CASCADE, related_name="aggregates")
    question_code = models.CharField(max_length=10)
    question = models.CharField(max_length=250)
    question_position = models.PositiveSmallIntegerField(default=0)
    is_protected = models.BooleanField(default=True)
    is_published = models.BooleanField(default=True)
    # The question before it, and the answer to it that leads here: its counts are parts of that.
    asked_after = models.CharField(max_length=10, blank=True)
    option_code = models.CharField(max_length=10)
    option = models.CharField(max_length=120)
    option_position = models.PositiveSmallIntegerField(default=0)
    option_asked_after = models.CharField(max_length=10, blank=True)
    applied = models.PositiveIntegerField(default=0)
    shortlisted = models.PositiveIntegerField(default=0)
    appointed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["year", "question_position", "option_position"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "question_code", "option_code"], name="aggregate_once"
            )
        ]

    def __str__(self):
        return f"{self.question_code} {self.option_code}"
