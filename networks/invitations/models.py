from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from networks.groups.models import Group

SALT = "networks.invitations"


def in_28_days():
    return timezone.now() + timedelta(days=28)


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Invitation.State.WAITING, expires_at__gt=Now())

    def to_answer(self, user):
        """Those sent to the address with which this person signs in."""
        if not user.is_authenticated:
            return self.none()
        return self.waiting().filter(email__iexact=user.email)


class Invitation(models.Model):
    """A group's lead asks somebody at an e-mail address to become a member."""

    # No history is kept of this table: it holds addresses of people who may not know the portal.

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("e-mail address")
    name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField("invited", default=timezone.now)
    expires_at = models.DateTimeField("expires", default=in_28_days)
    decided_at = models.DateTimeField("answered", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "email"],
                condition=Q(state="waiting"),
                name="invitation_one_waiting",
                violation_error_message="This address is invited already",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="invitation_dated_when_settled",
            ),
        ]

    def __str__(self):
        return f"Invitation of {self.email} to {self.group}"

    def get_absolute_url(self):
        return reverse("invitations:answer", args=[self.token])

    @property
    def token(self):
        return signing.dumps(self.pk, salt=SALT)

    @property
    def is_expired(self):
        return self.state == self.State.WAITING and self.expires_at <= timezone.now()

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING and not self.is_expired

    @property
    def state_words(self):
        return "Expired" if self.is_expired else self.get_state_display()
