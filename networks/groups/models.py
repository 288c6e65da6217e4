import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.accounts.rules import is_manager, is_verified
from ccpl_portal.organisations.models import Level, Organisation, Place
from ccpl_portal.people.models import Person
from ccpl_portal.strategy.models import Tagged
from ccpl_portal.ui.models import MayBeExample
from ccpl_portal.ui.rendered import RenderedField
from ccpl_portal.ui.text import render_markdown, summary
from networks.members.roles import LEADING, Role

from .slugs import not_an_address


class GroupKind(models.Model):
    """Clinical network, expert advisory group, forum: in the system's own words."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    plural = models.CharField(max_length=80)
    summary = models.CharField(max_length=300, blank=True)
    is_forum = models.BooleanField(
        "governance forum",
        default=False,
        help_text="Its secretary keeps the page and the membership, and members are appointed",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


def memberships():
    """The words of the room of members, which stands on this one and cannot be imported."""
    return Group.memberships.rel.related_model.objects.current()


class GroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Hidden groups are there for their members; proposed ones for those who lead them."""
        if is_manager(user):
            return self
        seen = ~Q(visibility=Group.Visibility.HIDDEN) & ~Q(status=Group.Status.PROPOSED)
        if is_verified(user):
            mine = memberships().filter(person__user=user)
            leading = mine.filter(role__in=LEADING)
            seen |= Q(pk__in=leading.values("group"))
            seen |= ~Q(status=Group.Status.PROPOSED) & Q(pk__in=mine.values("group"))
        return self.filter(seen)

    def kept_by(self, user):
        """Those whose page and members this person keeps: a forum's secretary, a network's lead."""
        if not is_verified(user):
            return self.none()
        mine = memberships().filter(person__user=user)
        leading = mine.filter(role__in=[Role.CHAIR, Role.LEAD])
        keeping = mine.filter(role=Role.SECRETARY)
        return self.filter(
            Q(kind__is_forum=False, pk__in=leading.values("group"))
            | Q(kind__is_forum=True, pk__in=keeping.values("group"))
        )

    def live(self):
        return self.filter(status__in=[Group.Status.FORMING, Group.Status.ACTIVE])

    def with_status_on(self, status, day):
        """Those that had this status on that day, whatever they are now."""
        stage = Stage.objects.filter(group=models.OuterRef("pk"), from_on__lte=day)
        return self.alias(
            status_then=models.Subquery(stage.order_by("-from_on").values("status")[:1])
        ).filter(status_then=status)

    def with_next_meeting(self, user):
        """Each with its next meeting that this reader may know of, as a list of one or none."""
        # Declared by a house above: the relation and its words are there, their import is not.
        meetings = Group.meetings.rel.related_model.objects
        coming = meetings.visible_to(user).going_ahead().upcoming()
        return self.prefetch_related(
            models.Prefetch("meetings", coming[:1], to_attr="next_meetings")
        )

    def for_page(self):
        return self.select_related(
            "kind", "level", "organisation", "executive_sponsor", "reports_to"
        ).prefetch_related("places", "tags")

    def for_listing(self):
        return (
            self.select_related("kind", "level")
            .prefetch_related(
                "places",
                models.Prefetch(
                    "memberships",
                    memberships().officers().select_related("person"),
                    to_attr="current_officers",
                ),
            )
            .order_by("name")
        )


@pghistory.track()
class Group(Tagged, MayBeExample):
    """Any group of the system: network, expert advisory group, community, governance forum."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        FORMING = "forming", "Forming"
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        CLOSED = "closed", "Closed"

    class Visibility(models.TextChoices):
        OPEN = "open", "Open: anybody verified may join"
        BY_REQUEST = "by_request", "By request: a lead lets people in"
        HIDDEN = "hidden", "Hidden: only members know of it"

    slug = models.SlugField(max_length=120, unique=True, validators=[not_an_address])
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=30, blank=True, help_text="For example CEG")
    kind = models.ForeignKey(GroupKind, on_delete=models.PROTECT, related_name="groups")
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    status_since = models.DateField(
        "in this status since",
        default=timezone.localdate,
        help_text="Earlier statuses and their dates are kept",
    )
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.BY_REQUEST)
    purpose = models.TextField(
        max_length=5000,
        validators=[MaxLengthValidator(5000, "Shorten the purpose to 5,000 characters")],
        help_text="Why the group exists, what people may bring to it. Markdown is understood",
    )
    purpose_html = RenderedField("purpose")
    summary = models.CharField(max_length=220, editable=False, blank=True)
    level = models.ForeignKey(
        Level,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="groups",
        help_text="The level at which it works",
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="groups",
        verbose_name="organisation",
        help_text="Only for a group that belongs to one organisation",
    )
    places = models.ManyToManyField(
        Place,
        blank=True,
        related_name="groups",
        help_text="The places it covers. Choose the system itself when it covers all of them",
    )
    reports_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reporting_groups"
    )
    executive_sponsor = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="groups_sponsored",
        help_text="The executive through whom the group reaches the board",
    )
    rhythm = models.CharField(
        "meeting rhythm", max_length=120, blank=True, help_text="For example: monthly, Thursday"
    )
    mailbox = models.EmailField(
        "role mailbox",
        blank=True,
        help_text="An address that stays when people change. It is public",
    )
    review_on = models.DateField(
        "review date",
        null=True,
        blank=True,
        help_text="When the group looks at whether it is still needed. Its leads are reminded",
    )
    quorum = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many voting members make a meeting quorate"
    )
    oversees_quality = models.BooleanField(
        default=False,
        help_text="Its members see each organisation's quality figures and work with signals",
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reports_to=None) | ~Q(reports_to=models.F("id")),
                name="group_does_not_report_to_itself",
                violation_error_message="A group cannot report to itself",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("groups:detail", args=[self.slug])

    def clean(self):
        if self.former_address_of_another():
            raise ValidationError(
                {"slug": "A group that was merged had this address. Choose another"}
            )
        above = self.reports_to
        while above is not None:
            if self.pk and above.pk == self.pk:
                raise ValidationError(
                    {"reports_to": "Choose a group that does not report to this one"}
                )
            above = above.reports_to

    def former_address_of_another(self):
        return Group.objects.filter(former_addresses__slug=self.slug).exists()

    def save(self, *args, **kwargs):
        before = Group.objects.filter(pk=self.pk).values("status", "status_since").first()
        if (
            before
            and before["status"] != self.status
            and before["status_since"] == self.status_since
        ):
            self.status_since = timezone.localdate()
        self.summary = summary(render_markdown(self.purpose.strip().split("\n\n")[0]))
        super().save(*args, **kwargs)
        self._keep_stage()

    def _keep_stage(self):
        # The latest stage is the group's status; a corrected date corrects it.
        Stage.objects.filter(group=self, from_on__gt=self.status_since).delete()
        earlier = self.stages.filter(from_on__lt=self.status_since).last()
        if earlier is None or earlier.status != self.status:
            Stage.objects.update_or_create(
                group=self, from_on=self.status_since, defaults={"status": self.status}
            )

    @property
    def is_hidden(self):
        return self.visibility == self.Visibility.HIDDEN

    @property
    def is_live(self):
        return self.status in {self.Status.FORMING, self.Status.ACTIVE}

    @property
    def way_in(self):
        """How people come to belong by themselves; "" where they cannot."""
        if self.kind.is_forum or self.is_hidden or not self.is_live:
            return ""
        return self.visibility

    @property
    def way_in_words(self):
        if self.kind.is_forum and self.is_live:
            return "Members are appointed"
        return {"open": "Open to join", "by_request": "Join by request"}.get(self.way_in, "")


class Stage(models.Model):
    """The status a group took on a day, so that groups can be counted for any day."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="stages")
    status = models.CharField(max_length=10, choices=Group.Status)
    from_on = models.DateField("from")

    class Meta:
        ordering = ["group", "from_on"]
        constraints = [models.UniqueConstraint(fields=["group", "from_on"], name="stage_one_a_day")]

    def __str__(self):
        return f"{self.group}: {self.get_status_display()}"
