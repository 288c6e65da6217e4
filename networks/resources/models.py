import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ccpl_portal.accounts.rules import is_manager, is_verified
from ccpl_portal.files.models import File
from ccpl_portal.strategy.models import Tagged
from ccpl_portal.ui.models import LinkField, MayBeExample
from networks.groups.models import Group
from networks.members.models import Membership


class ResourceQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(withdrawn_at=None)

    def visible_to(self, user):
        """By its audience, and never to somebody who may not know of its group."""
        if is_manager(user):
            return self
        audience = Q(audience=Resource.Audience.PUBLIC)
        kept = Q()
        if is_verified(user):
            mine = Membership.objects.current().filter(person__user=user)
            audience |= Q(audience=Resource.Audience.VERIFIED)
            audience |= Q(audience=Resource.Audience.MEMBERS, group__in=mine.values("group"))
            # Those who keep the group's page put back what was withdrawn.
            kept = Q(group__in=Group.objects.kept_by(user))
        known = Q(group=None) | Q(group__in=Group.objects.visible_to(user))
        seen = Q(withdrawn_at=None) & audience & known
        return self.filter(seen | kept) if kept else self.filter(seen)

    def for_listing(self):
        return (
            self.select_related("group", "file__current")
            .prefetch_related("tags")
            .order_by("-updated_at", "-pk")
        )


@pghistory.track(exclude=["opened"])
class Resource(Tagged, MayBeExample):
    """A file or a link that a group shares, through all its versions."""

    class Kind(models.TextChoices):
        GUIDANCE = "guidance", "Guidance or pathway"
        TEMPLATE = "template", "Template or form"
        SLIDES = "slides", "Slides"
        RECORDING = "recording", "Recording"
        REPORT = "report", "Report or evaluation"
        TOOL = "tool", "Tool or data"
        OTHER = "other", "Other"

    class Audience(models.TextChoices):
        PUBLIC = "public", "Everybody"
        VERIFIED = "verified", "Signed-in colleagues"
        MEMBERS = "members", "Members of the group"

    group = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="resources",
        help_text="Leave empty for a resource of the whole programme",
    )
    title = models.CharField(max_length=160)
    summary = models.CharField(
        max_length=300, blank=True, help_text="What it is for, in a sentence. Shown in lists"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.GUIDANCE)
    audience = models.CharField(
        "who may see it", max_length=10, choices=Audience, default=Audience.PUBLIC
    )
    link = LinkField(blank=True)
    file = models.OneToOneField(
        File, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    review_on = models.DateField(
        "review date",
        null=True,
        blank=True,
        help_text="When somebody looks at whether it still holds",
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    added_at = models.DateTimeField("added", auto_now_add=True)
    updated_at = models.DateTimeField("updated", auto_now=True)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True, editable=False)
    opened = models.PositiveIntegerField("times opened", default=0, editable=False)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(link="") | Q(file=None),
                name="resource_is_a_link_or_a_file",
                violation_error_message="Give a link or a file, not both",
            ),
            models.CheckConstraint(
                condition=~Q(audience="members") | Q(group__isnull=False),
                name="resource_for_members_has_a_group",
                violation_error_message="Choose the group whose members may see it",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("resources:detail", args=[self.pk])

    @property
    def target(self):
        """Where its words or its file are."""
        return self.link or (self.file.get_absolute_url() if self.file else "")

    @property
    def version(self):
        return self.file.current if self.file else None
