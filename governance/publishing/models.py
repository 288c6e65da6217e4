from django.conf import settings
from django.db import models
from django.utils import timezone

from ccpl_portal.people.models import Person
from governance.meetings.items import AgendaItem
from governance.meetings.models import Meeting
from governance.meetings.words import Visibility


class Reply(models.Model):
    """Whether somebody comes to a meeting, in their own answer."""

    # No history is kept of this table: it says where people are.

    class Answer(models.TextChoices):
        ATTENDING = "attending", "Attending"
        APOLOGIES = "apologies", "Apologies"
        DEPUTY = "deputy", "Sending a deputy"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="meeting_replies")
    answer = models.CharField(max_length=10, choices=Answer)
    deputy_name = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["meeting", "person__name"]
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="reply_once_a_person"),
            models.CheckConstraint(
                condition=models.Q(answer="deputy") ^ models.Q(deputy_name=""),
                name="reply_names_the_deputy",
                violation_error_message="Enter the name of your deputy",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_answer_display()}"


class Notice(models.Model):
    """One round of letters about a meeting, which waits a while and can be taken back."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", "Agenda published"
        CHANGED = "changed", "Changes"
        CANCELLED = "cancelled", "Meeting cancelled"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    leaves_at = models.DateTimeField()
    letters = models.PositiveSmallIntegerField(default=0)
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.meeting}"


class ChangeQuerySet(models.QuerySet):
    def untold(self):
        return self.filter(notice=None)


class Change(models.Model):
    """Something about a published meeting that its members have not been told yet."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="changes")
    words = models.CharField(max_length=300)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    item = models.ForeignKey(
        AgendaItem, null=True, on_delete=models.SET_NULL, related_name="changes"
    )
    happened_at = models.DateTimeField(default=timezone.now)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.SET_NULL, related_name="changes")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["happened_at", "pk"]

    def __str__(self):
        return self.words
