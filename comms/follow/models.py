from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse

from networks.models import Group

# What the signed link of a letter is good for, and nothing else.
STOP = "comms.stop-following"


class FollowQuerySet(models.QuerySet):
    def live(self):
        """Of groups that everybody may know of, by people whose account still works."""
        shown = Group.objects.exclude(visibility=Group.Visibility.HIDDEN)
        return self.filter(user__is_active=True, group__in=shown)


class Follow(models.Model):
    """Somebody who wants to hear what a group's meetings mean for people."""

    # No history is kept of this table: it holds what people are interested in.

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="follows")
    since = models.DateTimeField(auto_now_add=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["group__name"]
        constraints = [models.UniqueConstraint(fields=["user", "group"], name="follow_once")]

    def __str__(self):
        return f"Follow {self.pk}"

    @property
    def stop_address(self):
        """Where one press ends the letters, without signing in."""
        token = signing.dumps(self.pk, salt=STOP)
        return f"{settings.SITE_URL.rstrip('/')}{reverse('follow:stop', args=[token])}"
