from django.db import models
from django.db.models import Q
from django.utils import timezone

from ccpl_portal.organisations.models import Organisation, Place, Sector
from ccpl_portal.people.missing import ABOUT, inside
from ccpl_portal.people.models import Person, ProfessionFamily
from ccpl_portal.ui.models import MayBeExample
from networks.groups.models import Group


class GapQuerySet(models.QuerySet):
    def wanted(self):
        return self.filter(is_wanted=True)

    def due_for_review(self):
        return self.wanted().filter(review_on__lte=timezone.localdate())

    def for_listing(self):
        return self.select_related(
            "group", "family", "sector", "place", "organisation", "owner"
        ).order_by("review_on", "pk")


class Gap(MayBeExample):
    """A voice that a group lacks, or that all lack, and what is done about it."""

    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.CASCADE, related_name="gaps"
    )
    family = models.ForeignKey(
        ProfessionFamily, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    sector = models.ForeignKey(
        Sector, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    is_wanted = models.BooleanField("the group looks for them", default=True)
    why_not = models.CharField("why it does not look for them", max_length=200, blank=True)
    engaging = models.TextField("how can we engage them?", max_length=1000, blank=True)
    working = models.TextField(
        "how are we going to make this work for them?", max_length=1000, blank=True
    )
    call = models.CharField(
        "call for members",
        max_length=200,
        blank=True,
        help_text="Shown to everybody on the group’s page",
    )
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="gaps_owned"
    )
    review_on = models.DateField("review date", null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "family", "sector", "place", "organisation"],
                nulls_distinct=False,
                name="gap_planned_once",
                violation_error_message="There is a plan for this gap already",
            ),
            models.CheckConstraint(
                condition=Q(family__isnull=False)
                | Q(sector__isnull=False)
                | Q(place__isnull=False)
                | Q(organisation__isnull=False),
                name="gap_is_about_somebody",
                violation_error_message="Say who is missing",
            ),
            models.CheckConstraint(
                condition=Q(is_wanted=True) | ~Q(why_not=""),
                name="gap_not_wanted_has_a_reason",
                violation_error_message="Enter why the group does not look for them",
            ),
        ]

    def __str__(self):
        """The voice in words: general practice in Rugby."""
        who = self.family or self.sector or self.organisation
        if who is None:
            return self.place.name
        name = who.name if self.organisation_id else inside(who.name)
        return f"{name} in {self.place.name}" if self.place_id else name

    @property
    def about(self):
        """What it is about by key, alike to that of an empty cell."""
        keys = {name: getattr(self, f"{name}_id") for name in ABOUT}
        return {name: key for name, key in keys.items() if key is not None}
