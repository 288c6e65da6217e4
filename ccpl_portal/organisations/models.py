import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.ui.models import LinkField, MayBeExample
from ccpl_portal.ui.rendered import RenderedField

from .periods import (
    Period,
    PeriodQuerySet,
    ends_after_it_starts,
    holds_today,
    never_overlapping,
)

ODS_CODE = r"^[A-Z0-9][A-Z0-9-]{0,19}$"


class Sector(models.Model):
    """General practice, acute care, local government: what a kind of organisation belongs to."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class OrganisationKind(models.Model):
    """Acute trust, primary care network, council: in the system's own words."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    plural = models.CharField(max_length=80)
    sector = models.ForeignKey(
        Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="kinds"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class Level(models.Model):
    """Neighbourhood, place, system: named by the system, ranked from the smallest."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    plural = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField(
        unique=True, help_text="1 is the smallest; the system has the highest number"
    )
    aims = models.TextField(
        blank=True, help_text="What leadership at this level is for. Markdown is understood"
    )
    aims_html = RenderedField("aims")

    class Meta:
        ordering = ["rank"]

    def __str__(self):
        return self.name


class PlaceQuerySet(models.QuerySet):
    def system(self):
        """The root of the tree, or None before a pack is loaded."""
        return self.filter(parent=None).first()

    def below_system(self):
        return self.exclude(parent=None)

    def for_listing(self):
        return self.select_related("level", "parent").order_by("-level__rank", "position", "name")


@pghistory.track()
class Place(MayBeExample):
    """A node of the system: the system itself, a place in it, a neighbourhood of that."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="places")
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text="The place that it is part of. Only the system has none",
    )
    code = models.CharField(
        max_length=20, blank=True, help_text="Its ODS or ONS code, where it has one"
    )
    summary = models.CharField(max_length=300, blank=True)
    aims = models.TextField(
        blank=True, help_text="What leaders here are working towards. Markdown is understood"
    )
    aims_html = RenderedField("aims")
    position = models.PositiveSmallIntegerField(default=0)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                Q(parent=None),
                condition=Q(parent=None),
                name="place_one_system",
                violation_error_message="There is a system already: choose what this is part of",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("id")),
                name="place_not_in_itself",
                violation_error_message="A place cannot be part of itself",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("places:detail", args=[self.slug])

    @property
    def is_system(self):
        return self.parent_id is None

    def clean(self):
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": "Choose a place that is not part of this one"})
            above = above.parent


class OrganisationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=timezone.localdate()))

    def in_place(self, place):
        """Those that belong to the place today."""
        return self.filter(
            pk__in=PlaceMembership.objects.current().filter(place=place).values("organisation")
        )

    def working_in(self, place):
        """Those that belong to the place or to the whole system today, or serve the place."""
        here = Q(place=place) | Q(place__parent=None)
        belonging = PlaceMembership.objects.current().filter(here)
        return self.filter(
            Q(pk__in=belonging.values("organisation"))
            | Q(pk__in=Service.objects.filter(place=place).values("organisation"))
        )

    def for_page(self):
        return (
            self.for_listing()
            .select_related("kind__sector", "merged_into")
            .prefetch_related("services__place")
        )

    def for_listing(self):
        return (
            self.select_related("kind")
            .prefetch_related(
                models.Prefetch(
                    "place_memberships",
                    PlaceMembership.objects.current().select_related("place"),
                    to_attr="current_memberships",
                )
            )
            .order_by("name")
        )


@pghistory.track()
class Organisation(MayBeExample):
    """A body that takes part in the system: a trust, a council, a primary care network."""

    ods_code = models.CharField(
        "ODS code",
        max_length=20,
        unique=True,
        validators=[RegexValidator(ODS_CODE, "Enter a code of capital letters and digits")],
        help_text="For example RKB. Where an organisation has no ODS code, use its ONS code "
        "or a short code of your own that begins with X-",
    )
    ons_code = models.CharField("ONS code", max_length=9, blank=True)
    name = models.CharField(max_length=200)
    kind = models.ForeignKey(
        OrganisationKind, on_delete=models.PROTECT, related_name="organisations"
    )
    opened_on = models.DateField("opened", null=True, blank=True)
    closed_on = models.DateField(
        "closed",
        null=True,
        blank=True,
        help_text="The first day on which it is no longer open",
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="merged_from",
    )
    website = LinkField(blank=True)
    note = models.CharField(
        max_length=300,
        blank=True,
        help_text="Where these facts come from and how old they are. Shown on its page",
    )
    places = models.ManyToManyField(
        Place, through="PlaceMembership", related_name="organisations", blank=True
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ods_code__regex=ODS_CODE), name="organisation_ods_code_well_formed"
            ),
            models.CheckConstraint(
                condition=Q(opened_on=None)
                | Q(closed_on=None)
                | Q(closed_on__gt=models.F("opened_on")),
                name="organisation_closes_after_it_opens",
                violation_error_message="Enter a closing date that is after the opening date",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:detail", args=[self.ods_code])

    @property
    def place(self):
        """The place that it belongs to today; the system itself for a system-wide body."""
        current = getattr(self, "current_memberships", None)
        if current is None:
            current = self.place_memberships.filter(holds_today()).select_related("place")
        return next((membership.place for membership in current), None)

    @property
    def is_closed(self):
        return self.closed_on is not None and self.closed_on <= timezone.localdate()


@pghistory.track()
class PlaceMembership(Period):
    """An organisation belongs to one place at a time; figures are counted there."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="place_memberships"
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        related_name="memberships",
        help_text="Choose the system itself for an organisation that works across all of it",
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "from_on"]
        constraints = [
            ends_after_it_starts("placemembership_dates_in_order"),
            never_overlapping(
                "placemembership_one_place_at_a_time",
                "organisation",
                message="This organisation already belongs to a place in that time: "
                "end the other membership first",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} in {self.place}"


class Service(models.Model):
    """An organisation serves a place, whether or not it belongs there."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="services"
    )
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="services")

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "place"],
                name="service_once",
                violation_error_message="This organisation already serves that place",
            )
        ]

    def __str__(self):
        return f"{self.organisation} serves {self.place}"


def system_name():
    system = Place.objects.system()
    return system.name if system else ""
