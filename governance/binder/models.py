from django.db import models
from django.utils import timezone

from governance.meetings.models import Meeting


class Pack(models.Model):
    """Agenda and papers of a meeting in one document, as one kind of reader may see it."""

    class Readers(models.TextChoices):
        PUBLIC = "public", "Everybody"
        MANAGERS = "managers", "Programme managers"
        MEMBERS = "members", "Members"
        KEEPERS = "keepers", "Who keeps the papers"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="packs")
    readers = models.CharField(max_length=10, choices=Readers)
    # What the pack was built from: another print means that it is out of date.
    fingerprint = models.CharField(max_length=64)
    upload = models.FileField(max_length=120)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    built_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["meeting", "readers"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "readers"], name="pack_one_for_readers")
        ]

    def __str__(self):
        return f"Pack for {self.get_readers_display().lower()}: {self.meeting}"
