from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from governance.meetings.words import Part, Purpose, Visibility
from networks.models import Group


def days(words, default, help_text=""):
    return models.PositiveSmallIntegerField(
        words, default=default, validators=[MaxValueValidator(60)], help_text=help_text
    )


class Customs(models.Model):
    """How one group goes about its meetings: its rhythm and its deadlines."""

    class Rhythm(models.TextChoices):
        NONE = "", "No rhythm: each date is agreed"
        WEEKS = "weeks", "Every so many weeks"
        MONTHS = "months", "On the same weekday of the month"

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "Monday"
        TUESDAY = 1, "Tuesday"
        WEDNESDAY = 2, "Wednesday"
        THURSDAY = 3, "Thursday"
        FRIDAY = 4, "Friday"
        SATURDAY = 5, "Saturday"
        SUNDAY = 6, "Sunday"

    class Which(models.IntegerChoices):
        FIRST = 1, "First"
        SECOND = 2, "Second"
        THIRD = 3, "Third"
        FOURTH = 4, "Fourth"
        LAST = -1, "Last"

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="customs")
    papers_due_days = days(
        "papers reach the secretary, working days before", 7, "Clear working days before the day"
    )
    publish_days = days(
        "agenda and papers are published, working days before", 5, "Clear working days"
    )
    draft_minutes_days = days("draft minutes, working days after", 10)
    approved_minutes_days = days("approved minutes, working days after approval", 5)
    letters_wait_minutes = models.PositiveSmallIntegerField(
        "letters wait, minutes",
        default=10,
        validators=[MaxValueValidator(1440)],
        help_text="In this time letters about a meeting can be taken back",
    )
    withdrawal_counts_to_quorum = models.BooleanField(
        "a member who withdraws from an item counts towards its quorum", default=False
    )
    rhythm = models.CharField(max_length=6, choices=Rhythm, blank=True)
    every = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(52)],
        help_text="1 for each week or month, 2 for every second one",
    )
    weekday = models.SmallIntegerField(choices=Weekday, default=Weekday.THURSDAY)
    which = models.SmallIntegerField("which of the month", choices=Which, default=Which.FIRST)
    starts_at = models.TimeField("begins at", default="14:00")
    lasts_minutes = models.PositiveSmallIntegerField(
        "lasts, minutes",
        default=120,
        validators=[MinValueValidator(5), MaxValueValidator(1440)],
    )

    class Meta:
        verbose_name_plural = "customs"
        constraints = [
            models.CheckConstraint(
                condition=Q(every__gte=1),
                name="customs_rhythm_moves_on",
                violation_error_message="Enter 1 or more",
            )
        ]

    def __str__(self):
        return f"Customs of {self.group}"


class StandingItemQuerySet(models.QuerySet):
    def of(self, group):
        """The group's own standing items, or those of the house where it has none."""
        own = self.filter(group=group)
        return own if own.exists() else self.filter(group=None)


class StandingItem(models.Model):
    """A line that stands on each agenda: of one group, or of all that have none of their own."""

    group = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="standing_items",
        help_text="Empty: for every group that has no standing items of its own",
    )
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    part = models.CharField(
        "what belongs to it",
        max_length=12,
        choices=Part,
        blank=True,
        help_text="What the portal itself puts under this line",
    )
    purpose = models.CharField(max_length=10, choices=Purpose, blank=True)
    presenter = models.CharField(max_length=120, blank=True)
    minutes_allotted = models.PositiveSmallIntegerField(null=True, blank=True)
    visibility = models.CharField(
        "who may read it", max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    paper_expected = models.BooleanField("a paper belongs to it", default=False)

    objects = StandingItemQuerySet.as_manager()

    class Meta:
        ordering = ["group", "position", "pk"]

    def __str__(self):
        return self.title
