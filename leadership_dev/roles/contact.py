"""What is said around a role: a closing date that moved, questions, letters about new roles."""

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse

from ccpl_portal.outbox.one_press import one_press

PEOPLE = settings.AUTH_USER_MODEL
# What the signed link of an alert is good for, and nothing else.
STOP = "leadership.stop-role-alerts"


class Extension(models.Model):
    """A closing date that was moved, and what the public was told."""

    role = models.ForeignKey(
        "leadership_dev.LeadershipRole", on_delete=models.CASCADE, related_name="extensions"
    )
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    note = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["role", "at"]

    def __str__(self):
        return f"{self.role} extended"


class RoleQuestion(models.Model):
    """What somebody asked about a role; with its answer it is public, without the asker's name."""

    # No history is kept of this table: it holds who asked.

    role = models.ForeignKey(
        "leadership_dev.LeadershipRole", on_delete=models.CASCADE, related_name="questions"
    )
    asked_by = models.ForeignKey(PEOPLE, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=500)
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(blank=True, max_length=2000)
    answered_by = models.ForeignKey(PEOPLE, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["role", "asked_at"]

    def __str__(self):
        return self.text


class RoleAlert(models.Model):
    """Somebody who wants a letter when a role opens."""

    # No history is kept of this table: it holds who asked.

    user = models.OneToOneField(PEOPLE, on_delete=models.CASCADE, related_name="role_alert")
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"Alert {self.pk}"

    @property
    def stop_address(self):
        """Where one press ends the letters, without signing in."""
        token = signing.dumps(self.user_id, salt=STOP)
        return f"{settings.SITE_URL.rstrip('/')}{reverse('roles:stop_alerts', args=[token])}"

    @property
    def headers(self):
        return one_press(self.stop_address)
