import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone


def new_message_id():
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"<{uuid.uuid4()}@{host}>"


class LetterQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Letter.State.WAITING)

    def failed(self):
        return self.filter(state=Letter.State.FAILED)

    def due(self):
        return self.waiting().filter(Q(send_after=None) | Q(send_after__lte=Now()))

    def about(self, obj):
        return self.filter(about_type=obj._meta.label_lower, about_id=str(obj.pk))


class Letter(models.Model):
    """An e-mail owed by a change, written in the change's own transaction."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        RECALLED = "recalled", "Recalled"

    key = models.CharField(max_length=250, unique=True, editable=False)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="letters"
    )
    to_address = models.EmailField("to", max_length=254, blank=True)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    # A calendar entry that goes with it: mail programs offer to put it into the diary.
    calendar = models.TextField(blank=True)
    message_id = models.CharField(max_length=320, default=new_message_id, editable=False)
    secret = models.BooleanField(default=False)
    check_name = models.CharField(max_length=80, blank=True)
    about_type = models.CharField(max_length=100, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    send_after = models.DateTimeField("not before", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Attempts begun since anything was last heard of one: a worker died in each.
    unheard_of = models.PositiveSmallIntegerField(default=0, editable=False)
    reason = models.TextField("why", blank=True)
    written_at = models.DateTimeField("written", default=timezone.now, editable=False)
    sent_at = models.DateTimeField("sent", null=True, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_user=None) ^ Q(to_address=""), name="letter_has_one_recipient"
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_after", "id"], condition=Q(state="waiting"), name="letter_to_post"
            ),
            models.Index(fields=["about_type", "about_id"], name="letter_about"),
            models.Index(fields=["state", "-id"], name="letter_by_state"),
        ]

    def __str__(self):
        return self.subject

    @property
    def address(self):
        """Where it goes today: a person's letters follow the person's address."""
        return self.to_user.email if self.to_user else self.to_address
