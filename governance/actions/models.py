from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.accounts.rules import is_manager
from ccpl_portal.people.models import Person
from ccpl_portal.ui.models import MayBeExample
from governance.meetings.items import AgendaItem
from governance.meetings.models import groups_of
from governance.meetings.words import Visibility
from networks.models import Group


class ActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Its owner and the group's members at once, all others once it is published; of a
        private item only the members and the owner."""
        seen = Q(published_at__isnull=False, item__in=AgendaItem.objects.visible_to(user))
        if not user.is_authenticated:
            return self.filter(seen)
        seen |= Q(owner__user=user) | Q(group__in=groups_of(user))
        if is_manager(user):
            seen |= ~Q(item__visibility=Visibility.PRIVATE)
        return self.filter(seen)

    def open(self):
        return self.filter(state__in=Action.OPEN)

    def overdue(self):
        return self.open().filter(due_on__lt=timezone.localdate())

    def owned_by(self, user):
        return self.filter(owner__user=user)

    def for_listing(self):
        return self.select_related("group", "owner", "item__meeting__group").order_by(
            models.F("due_on").asc(nulls_last=True), "pk"
        )


class Action(MayBeExample):
    """Something that somebody took on, and how far it has come."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        IN_PROGRESS = "in_progress", "In progress"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    OPEN = [State.OPEN, State.IN_PROGRESS]

    reference = models.CharField(max_length=40, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="actions")
    item = models.ForeignKey(
        "governance.AgendaItem",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
    )
    # The minutes keep the words of the day; the action itself may be put more clearly later.
    entry = models.OneToOneField(
        "governance.Entry", null=True, on_delete=models.CASCADE, related_name="action"
    )
    text = models.TextField(max_length=10_000)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions"
    )
    owner_name = models.CharField(
        max_length=120, blank=True, help_text="Who took it on, also when not in the directory"
    )
    due_on = models.DateField("due", null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    published_at = models.DateTimeField("published", null=True, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="action_has_text")]
        indexes = [models.Index(fields=["group", "state"], name="action_group_state")]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("actions:detail", args=[self.reference])

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def is_overdue(self):
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def owner_words(self):
        return self.owner.name if self.owner else self.owner_name


class ActionChange(models.Model):
    """One step of an action, as it stood afterwards. Steps are added, never changed."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=12, choices=Action.State)
    due_on = models.DateField(null=True)
    owner_name = models.CharField(max_length=120, blank=True)
    comment = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.action}: {self.get_state_display()}"
