from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ccpl_portal.accounts.rules import is_manager
from governance.actions.models import Action
from governance.meetings.items import AgendaItem
from governance.meetings.models import groups_of
from governance.meetings.words import Purpose
from networks.models import Group, Membership


class ItemRequestQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=ItemRequest.State.SUBMITTED)

    def to_answer(self, user):
        return self.filter(group__in=groups_of(user, *Membership.LEADING))

    def visible_to(self, user):
        """One's own and those that one answers; managers see all."""
        if is_manager(user):
            return self
        if not user.is_authenticated:
            return self.none()
        own = Q(asked_by=user)
        return self.filter(own | Q(pk__in=self.to_answer(user).values("pk")))

    def for_listing(self):
        return self.select_related("group", "asked_by", "item__meeting").order_by("-asked_at")


class ItemRequest(models.Model):
    """Somebody asks a group to take up a matter."""

    # No history is kept of this table: it holds what people wrote.

    class State(models.TextChoices):
        SUBMITTED = "submitted", "Waiting for an answer"
        SCHEDULED = "scheduled", "On an agenda"
        DECIDED = "decided", "Decided"
        DECLINED = "declined", "Not taken up"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="item_requests")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="item_requests"
    )
    title = models.CharField(max_length=200)
    why = models.TextField(max_length=2000)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.DISCUSS)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED, editable=False)
    answer = models.TextField(max_length=2000, blank=True, editable=False)
    item = models.OneToOneField(
        AgendaItem,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="asked_for_in",
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = ItemRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="item_request_declined_with_a_reason",
                violation_error_message="Say why the matter is not taken up",
            )
        ]

    def __str__(self):
        return self.title


class CarriedAction(models.Model):
    """An action that was open when the meeting was planned, under matters arising."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="carried_actions")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["action__due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "action"], name="action_carried_once")
        ]

    def __str__(self):
        return f"{self.action} at {self.item}"
