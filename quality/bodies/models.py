"""Who returns figures, and where they count.

The portal's own system is the root of its place tree; its areas are the places below, its
bodies are organisations, and where a body belongs is read from the organisations' own
memberships. Further systems come as quality packs, with rows of their own that no directory
or search ever shows.
"""

from django.core.validators import RegexValidator
from django.db import models

from ccpl_portal.organisations.periods import (
    Period,
    PeriodQuerySet,
    ends_after_it_starts,
    never_overlapping,
)

CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"
is_code = RegexValidator(
    CODE, "Enter a code of letters, digits, dots and hyphens, 40 characters at most"
)


class SystemQuerySet(models.QuerySet):
    def home(self):
        """The portal's own system, or None before its figures are set up."""
        return self.filter(place__isnull=False).first()


class System(models.Model):
    """An integrated care system whose figures are rolled up: our own, or one of a pack."""

    code = models.CharField(max_length=40, unique=True, validators=[is_code])
    name = models.CharField(max_length=200)
    place = models.OneToOneField(
        "ccpl_portal.Place",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="quality_system",
        help_text="The root of the place tree, for the portal's own system only",
    )

    objects = SystemQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def is_home(self):
        return self.place_id is not None


class Area(models.Model):
    """A place that figures are rolled up to."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="areas")
    code = models.CharField(max_length=80, validators=[is_code])
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    place = models.OneToOneField(
        "ccpl_portal.Place",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="quality_area",
    )

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="area_code_once_in_system")
        ]

    def __str__(self):
        return self.name


class Body(models.Model):
    """An organisation that sends returns."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="bodies")
    code = models.CharField(max_length=40, validators=[is_code])
    name = models.CharField(max_length=200)
    organisation = models.OneToOneField(
        "ccpl_portal.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="quality_body",
    )

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="body_code_once_in_system")
        ]

    def __str__(self):
        return self.name


class BodyMembership(Period):
    """A body of a loaded pack belongs to an area, or to no area: it is then system-wide.

    Bodies that are organisations of this portal have none: theirs are place memberships.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="memberships")
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_it_starts("bodymembership_dates_in_order"),
            never_overlapping(
                "bodymembership_one_area_at_a_time",
                "body",
                message="This body already belongs to an area in that time",
            ),
        ]


class Seat(models.Model):
    """Where each body counts and when, whichever table says so: a view, for reading only."""

    body = models.ForeignKey(Body, on_delete=models.DO_NOTHING, related_name="seats")
    area = models.ForeignKey(Area, null=True, on_delete=models.DO_NOTHING, related_name="seats")
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "quality_seat"
