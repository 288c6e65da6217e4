"""The talent pool: people who could have been appointed and want to hear of roles like it."""

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.outbox.one_press import one_press
from leadership_dev.roles.models import LeadershipRole

# No history is kept of this table: it says who applied and was not appointed.

# What the signed link in a letter is good for, and nothing else.
LEAVE = "leadership.leave-talent-pool"


class PoolEntryQuerySet(models.QuerySet):
    def current(self):
        return self.filter(expires_on__gt=timezone.localdate())

    def expired(self):
        return self.filter(expires_on__lte=timezone.localdate())

    def of(self, user):
        return self.current().filter(user=user).select_related("role")


class PoolEntry(models.Model):
    """One person's consent, with the role that they had applied for; gone when it ends."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pool_entries"
    )
    role = models.ForeignKey(LeadershipRole, on_delete=models.CASCADE, related_name="pool_entries")
    joined_on = models.DateField(default=timezone.localdate)
    # The first day on which it holds no longer.
    expires_on = models.DateField()

    objects = PoolEntryQuerySet.as_manager()

    class Meta:
        ordering = ["joined_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="pool_entry_once_a_role")
        ]

    def __str__(self):
        return f"Pool entry {self.pk}"

    @property
    def leave_address(self):
        """Where one press takes this person out of the pool, without signing in."""
        token = signing.dumps(self.user_id, salt=LEAVE)
        return f"{settings.SITE_URL.rstrip('/')}{reverse('pool:leave', args=[token])}"

    @property
    def headers(self):
        return one_press(self.leave_address)
