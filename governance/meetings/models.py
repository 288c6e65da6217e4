import pghistory
import pgtrigger
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.accounts.rules import is_manager, is_verified
from ccpl_portal.ui.models import LinkField, MayBeExample
from networks.models import Group, Membership


def groups_of(user, *roles):
    """The groups in which a verified person holds one of these roles today, or any role."""
    if not is_verified(user):
        return Membership.objects.none().values("group")
    mine = Membership.objects.current().filter(person__user=user)
    return (mine.filter(role__in=roles) if roles else mine).values("group")


SHOWN_IN_CALENDARS = ["title", "starts_at", "ends_at", "place", "online_link", "state", "purpose"]


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Drafts are there for those who run the group; some meetings for members only."""
        if is_manager(user):
            return self
        open_to_all = Q(
            visibility=Meeting.Audience.PUBLIC, group__in=Group.objects.visible_to(user)
        )
        if not user.is_authenticated:
            return self.published().filter(open_to_all)
        running = Q(group__in=groups_of(user, *Membership.LEADING))
        published = ~Q(state=Meeting.State.DRAFT)
        return self.filter(running | published & (open_to_all | Q(group__in=groups_of(user))))

    def upcoming(self):
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def past(self):
        return self.filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")

    def published(self):
        return self.exclude(state=Meeting.State.DRAFT)

    def going_ahead(self):
        return self.exclude(state=Meeting.State.CANCELLED)

    def for_listing(self):
        return self.select_related("group__kind")

    def to_come_first(self):
        """What is still to come, soonest first; then what is past, latest first."""
        now = timezone.now()
        return self.alias(is_past=Q(ends_at__lt=now)).order_by(
            "is_past",
            Case(When(ends_at__gte=now, then="starts_at")),
            "-starts_at",
            "pk",
        )


APPROVED_IS_FINAL = pgtrigger.Trigger(
    name="approved_is_final",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("state"),
    condition=pgtrigger.Q(old__state="minutes_approved")
    & ~pgtrigger.Q(new__state="minutes_approved"),
    func="""
        RAISE EXCEPTION 'approved minutes stay approved' USING ERRCODE = 'check_violation';
    """,
)


@pghistory.track()
class Meeting(MayBeExample):
    """One sitting of a group: its agenda before, its minutes after."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        HELD = "held", "Held"
        MINUTES_DRAFT = "minutes_draft", "Minutes in draft"
        MINUTES_CIRCULATED = "minutes_circulated", "Minutes circulated"
        MINUTES_APPROVED = "minutes_approved", "Minutes approved"
        CANCELLED = "cancelled", "Cancelled"

    class Audience(models.TextChoices):
        PUBLIC = "public", "Everybody may read the public part"
        MEMBERS = "members", "Only members know of this meeting"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(
        max_length=160,
        blank=True,
        help_text="Only when it differs from the group's name, for example “Extraordinary meeting”",
    )
    starts_at = models.DateTimeField("starts")
    ends_at = models.DateTimeField("ends")
    place = models.CharField(max_length=200, blank=True)
    online_link = LinkField(blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    visibility = models.CharField(
        "who may know of it", max_length=10, choices=Audience, default=Audience.PUBLIC
    )
    purpose = models.CharField(
        max_length=300, blank=True, help_text="One sentence: what this meeting is about"
    )
    cancelled_because = models.CharField("reason for cancelling", max_length=300, blank=True)
    published_at = models.DateTimeField("published", null=True, editable=False)
    follows = models.ForeignKey(
        "self",
        verbose_name="follows the meeting",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="followed_by",
    )
    # Calendars take a change only when this number has grown.
    revision = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message="Enter an end that is after the start",
            ),
            models.UniqueConstraint(
                fields=["group", "starts_at"],
                name="meeting_once_at_a_time",
                violation_error_message="This group already has a meeting at that time",
            ),
            models.UniqueConstraint(
                fields=["follows"],
                condition=~Q(state="cancelled"),
                name="meeting_followed_once",
                violation_error_message="The meeting after this one is there already",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="meeting_starts_at")]
        triggers = [APPROVED_IS_FINAL]

    def __str__(self):
        day = timezone.localtime(self.starts_at)
        return f"{self.name}, {day.day} {day:%B %Y}"

    def get_absolute_url(self):
        return reverse("meetings:detail", args=[self.pk])

    def save(self, *args, **kwargs):
        if self.pk and not self._state.adding:
            before = Meeting.objects.filter(pk=self.pk).values(*SHOWN_IN_CALENDARS).first()
            now = {name: getattr(self, name) for name in SHOWN_IN_CALENDARS}
            if before and before != now:
                self.revision += 1
                if kwargs.get("update_fields") is not None:
                    kwargs["update_fields"] = {*kwargs["update_fields"], "revision"}
        super().save(*args, **kwargs)

    @property
    def name(self):
        return self.title or self.group.name

    @property
    def day(self):
        """The day of the meeting, as at which its members and its quorum count."""
        return timezone.localdate(self.starts_at)

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_cancelled(self):
        return self.state == self.State.CANCELLED

    @property
    def is_over(self):
        return self.ends_at < timezone.now()
