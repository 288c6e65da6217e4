from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ccpl_portal.accounts.rules import is_manager
from ccpl_portal.people.models import Person
from networks.groups.models import Group


class JoinRequestQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=JoinRequest.State.WAITING)

    def to_decide(self, user):
        """Those that this person answers as somebody who keeps the group."""
        return self.filter(group__in=Group.objects.kept_by(user))

    def visible_to(self, user):
        """One's own, those that one answers; managers see all."""
        if is_manager(user):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(person__user=user) | Q(pk__in=JoinRequest.objects.to_decide(user).values("pk"))
        )

    def for_listing(self):
        return self.select_related("person__profession", "person__organisation", "group__kind")


class JoinRequest(models.Model):
    """Somebody asks to belong to a group that lets people in by request."""

    # No history is kept of this table: it holds what people wrote about themselves.

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="join_requests")
    message = models.TextField(max_length=1000)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField("asked", auto_now_add=True)
    answer = models.TextField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField("answered", null=True, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(state="waiting"),
                name="join_request_one_waiting",
                violation_error_message="This person is already waiting for an answer",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="join_request_dated_when_settled",
            ),
        ]

    def __str__(self):
        return f"{self.person} asks to join {self.group}"

    def get_absolute_url(self):
        return reverse("joining:request", args=[self.group.slug, self.pk])

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING
