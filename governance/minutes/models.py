import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from governance.meetings.frozen import BY_ITEM, BY_MEETING, append_only, frozen_with


class Entry(models.Model):
    """What was said, decided or taken on under one item. The minutes are made of these."""

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        DECISION = "decision", "Decision"
        ACTION = "action", "Action"

    item = models.ForeignKey(
        "governance.AgendaItem", on_delete=models.PROTECT, related_name="entries"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(max_length=10_000)
    # Who took an action on and until when, as the meeting heard it: both may change later.
    owner_name = models.CharField(max_length=120, blank=True, editable=False)
    due_on = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    # Made with the empty form: pressing again shows what was saved, and saves nothing more.
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["item", "pk"]
        verbose_name_plural = "entries"
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="entry_has_text")]
        triggers = [
            frozen_with(
                "entry_frozen",
                BY_ITEM,
                "item_id",
                "kind",
                "text",
                "owner_name",
                "due_on",
                "version",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:60]}"


class Minutes(models.Model):
    """How far the minutes of one meeting have come. Their words are its entries."""

    meeting = models.OneToOneField(
        "governance.Meeting", on_delete=models.CASCADE, related_name="minutes"
    )
    circulated_at = models.DateTimeField(null=True, editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_at_meeting = models.ForeignKey(
        "governance.Meeting",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="approves",
    )
    with_corrections = models.BooleanField(default=False, editable=False)
    # The rule and the members of the day, so that a later change of either rewrites nothing.
    quoracy = models.JSONField(null=True, editable=False)

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(approved_at_meeting__isnull=False),
                name="minutes_approved_at_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(approved_at_meeting=None) | ~Q(approved_at_meeting=models.F("meeting")),
                name="minutes_approved_at_a_later_meeting",
            ),
        ]
        triggers = [
            frozen_with(
                "minutes_frozen",
                BY_MEETING,
                "meeting_id",
                "circulated_at",
                "approved_at",
                "approved_at_meeting_id",
                "with_corrections",
                "quoracy",
            )
        ]

    def __str__(self):
        return f"Minutes of {self.meeting}"


class Correction(models.Model):
    """What is to be read differently in minutes. It stands beside them for good."""

    meeting = models.ForeignKey(
        "governance.Meeting", on_delete=models.PROTECT, related_name="corrections"
    )
    item = models.ForeignKey(
        "governance.AgendaItem",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    text = models.TextField(max_length=2000)
    made_on = models.DateField()
    at_approval = models.BooleanField(default=False)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["made_on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="correction_has_text")]
        triggers = [append_only("correction_stays", "meeting_id", "item_id", "text", "made_on")]

    def __str__(self):
        return self.text[:60]


class KeyMessages(models.Model):
    """Up to five plain lines of what a meeting means, sent before its minutes are approved."""

    MOST = 5

    meeting = models.OneToOneField(
        "governance.Meeting", on_delete=models.CASCADE, related_name="key_messages"
    )
    text = models.TextField(max_length=1500)
    sent_at = models.DateTimeField(editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name_plural = "key messages"

    def __str__(self):
        return f"Key messages of {self.meeting}"

    @property
    def lines(self):
        return [line for line in self.text.splitlines() if line]
