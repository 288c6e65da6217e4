from django.db import models
from django.db.models import Q
from django.urls import reverse

from ccpl_portal.accounts.rules import is_manager, is_superuser
from ccpl_portal.people.models import Person
from ccpl_portal.ui.models import MayBeExample
from governance.meetings.frozen import BY_ITEM, frozen_with
from governance.meetings.items import AgendaItem
from governance.meetings.models import Meeting, groups_of
from governance.meetings.words import Visibility
from networks.models import Group, Membership

# Members read what was decided once the minutes have been sent to them.
SETTLED = [Meeting.State.MINUTES_CIRCULATED, Meeting.State.MINUTES_APPROVED]


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who run the group from the first word, its members once the minutes are
        circulated, all others once it is published; of a private item only members."""
        readable = Q(item__in=AgendaItem.objects.visible_to(user))
        seen = readable & Q(published_at__isnull=False)
        if not user.is_authenticated:
            return self.filter(seen)
        settled = Q(item__meeting__state__in=SETTLED)
        seen |= Q(group__in=groups_of(user, *Membership.LEADING))
        seen |= settled & Q(group__in=groups_of(user))
        if is_manager(user):
            seen |= readable if is_superuser(user) else readable & settled
        return self.filter(seen)

    def published(self):
        return self.exclude(published_at=None)

    def for_listing(self):
        return self.select_related("group", "item__meeting__group", "owner").order_by(
            "-decided_on", "-pk"
        )


class Decision(MayBeExample):
    """Something that a group decided, by its reference."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", "Agreed"
        NOT_AGREED = "not_agreed", "Not agreed"
        DEFERRED = "deferred", "Deferred"

    reference = models.CharField(max_length=40, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        "governance.AgendaItem", on_delete=models.PROTECT, related_name="decisions"
    )
    entry = models.OneToOneField(
        "governance.Entry", null=True, on_delete=models.CASCADE, related_name="decision"
    )
    text = models.TextField(max_length=10_000)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.AGREED)
    decided_on = models.DateField()
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    needs_ratification = models.BooleanField(
        "not quorate, for ratification", default=False, editable=False
    )
    published_at = models.DateTimeField("published", null=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="decision_has_text")]
        triggers = [
            frozen_with(
                "decision_frozen",
                BY_ITEM,
                "reference",
                "item_id",
                "text",
                "outcome",
                "decided_on",
                "needs_ratification",
            )
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("decisions:detail", args=[self.reference])

    @property
    def outcome_words(self):
        outcome = self.get_outcome_display()
        return f"{outcome}, not quorate, for ratification" if self.needs_ratification else outcome

    @property
    def is_public(self):
        return self.published_at is not None and self.item.visibility == Visibility.PUBLIC
