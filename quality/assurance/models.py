from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.ui.dates import month
from ccpl_portal.ui.models import MayBeExample
from governance.meetings.items import AgendaItem
from governance.papers.models import Paper
from governance.planning.models import ItemRequest
from networks.models import Group
from quality.bodies.models import Area, Body, System


class QualityGroup(models.Model):
    """The group that looks after quality in an organisation, in a place, or in the system."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="quality_group")
    body = models.ForeignKey(
        Body,
        verbose_name="organisation",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="quality_groups",
    )
    area = models.ForeignKey(
        Area,
        verbose_name="place",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="quality_groups",
        help_text="Leave organisation and place empty for the group of the system",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(body=None) | Q(area=None),
                name="qualitygroup_of_a_body_or_an_area",
                violation_error_message="Choose an organisation or a place, not both",
            )
        ]

    def __str__(self):
        return str(self.group)


class ReportQuerySet(models.QuerySet):
    def newest(self):
        """The version that counts of each report."""
        newer = Report.objects.filter(
            scope=models.OuterRef("scope"),
            period=models.OuterRef("period"),
            version__gt=models.OuterRef("version"),
        )
        return self.exclude(models.Exists(newer))

    def for_listing(self):
        return self.select_related("body", "area", "system", "by")


class Report(MayBeExample):
    """What a quality group or organisation says of one month in words. Versions are added."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="reports")
    body = models.ForeignKey(Body, null=True, on_delete=models.CASCADE, related_name="reports")
    area = models.ForeignKey(Area, null=True, on_delete=models.CASCADE, related_name="reports")
    # Whose it is, in one word: organisation-RKB, place-rugby, system-QWU.
    scope = models.CharField(max_length=100)
    period = models.DateField("month")
    version = models.PositiveSmallIntegerField(default=1)
    alert = models.TextField("what worries us", blank=True)
    advise = models.TextField("what to know", blank=True)
    assure = models.TextField("what is going well", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-period", "scope", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "period", "version"], name="report_version_once"
            ),
            models.CheckConstraint(
                condition=Q(body=None) | Q(area=None), name="report_of_a_body_or_an_area"
            ),
            models.CheckConstraint(condition=Q(period__day=1), name="report_of_a_month"),
            models.CheckConstraint(
                condition=~Q(alert="", advise="", assure=""), name="report_says_something"
            ),
        ]

    def __str__(self):
        return f"{self.body or self.area or self.system}, {month(self.period)}"

    def get_absolute_url(self):
        scope, _, code = self.scope.partition("-")
        address = [scope, code, self.period.year, self.period.month]
        return reverse("assurance:report", args=address)


class ReportPlacement(models.Model):
    """A report before a group: on an agenda, or asked for when no meeting is being planned."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="placements")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(
        AgendaItem, null=True, on_delete=models.CASCADE, related_name="report_placements"
    )
    request = models.ForeignKey(
        ItemRequest, null=True, on_delete=models.CASCADE, related_name="report_placements"
    )
    paper = models.ForeignKey(Paper, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "group"], name="report_once_before_a_group"),
            models.CheckConstraint(
                condition=Q(item=None) ^ Q(request=None), name="report_on_item_or_asked_for"
            ),
        ]

    @property
    def on_item(self):
        return self.item or self.request.item
