from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.publishing.models import (
    Publishable,
    PublishableQuerySet,
    RichText,
    keep_versions,
)
from ccpl_portal.strategy.models import Tagged
from ccpl_portal.ui.dates import day, from_to
from ccpl_portal.ui.models import LinkField, MayBeExample


class ProgrammeLevel(models.Model):
    """Whom programmes are made for, in the system's own words: incubator, emerging leaders."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80, unique=True)
    summary = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class ProgrammeQuerySet(PublishableQuerySet):
    def to_come(self):
        """Those that one can still take up: no date of theirs has passed."""
        today = timezone.localdate()
        return self.filter(
            Q(apply_by=None) | Q(apply_by__gte=today),
            Q(ends_on=None) | Q(ends_on__gte=today),
        )

    def for_listing(self):
        return self.select_related("level").defer("body_html", "plain_text").order_by("title", "pk")

    def for_page(self):
        return self.select_related("level", "organisation", "picture").prefetch_related(
            "tags", "places", "professions"
        )


@keep_versions
class Programme(Publishable, RichText, Tagged, MayBeExample):
    """Something that leaders can learn from: a programme, a course, a scheme."""

    class Delivery(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        ONLINE = "online", "Online"
        BLENDED = "blended", "In person and online"

    slug = models.SlugField(
        "address",
        max_length=120,
        unique=True,
        help_text="The last part of its address, for example “growing-system-leaders”",
        error_messages={"unique": "Another programme has this address: choose another"},
    )
    title = models.CharField(max_length=160)
    provider = models.CharField(max_length=160, help_text="Who runs it, as people know it")
    organisation = models.ForeignKey(
        "ccpl_portal.Organisation",
        verbose_name="provider in the directory",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="programmes",
    )
    level = models.ForeignKey(
        ProgrammeLevel, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes"
    )
    audience = models.CharField(
        "who it is for",
        max_length=200,
        blank=True,
        help_text="For example: clinicians and social care leaders at place",
    )
    professions = models.ManyToManyField(
        "ccpl_portal.Profession",
        blank=True,
        related_name="programmes",
        help_text="Choose none when it is for all professions",
    )
    places = models.ManyToManyField(
        "ccpl_portal.Place",
        blank=True,
        related_name="programmes",
        help_text="Choose none when it is for the whole system",
    )
    delivery = models.CharField(max_length=10, choices=Delivery, blank=True)
    length = models.CharField(max_length=80, blank=True, help_text="For example: six months")
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    apply_by = models.DateField("closing date", null=True, blank=True)
    cost_pounds = models.DecimalField(
        "cost in pounds",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="0 when it is free to the person; empty when it is not known",
    )
    cost_note = models.CharField(
        "who pays", max_length=200, blank=True, help_text="For example: funded by the system"
    )
    cpd_points = models.DecimalField(
        "CPD points", max_digits=5, decimal_places=1, null=True, blank=True
    )
    places_offered = models.PositiveSmallIntegerField(null=True, blank=True)
    link = LinkField("where to apply or read more", blank=True)
    contact = models.CharField("contact", max_length=120, blank=True)
    mailbox = models.EmailField(
        "role mailbox",
        blank=True,
        help_text="An address that stays when people change. It is public",
    )
    checked_on = models.DateField(
        "facts last checked on", null=True, blank=True, help_text="Shown on the page"
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["title"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="programme_ends_after_it_starts",
                violation_error_message="Enter an end date that is not before the start date",
            ),
            models.CheckConstraint(
                condition=Q(cost_pounds=None) | Q(cost_pounds__gte=0),
                name="programme_cost_not_negative",
                violation_error_message="Enter a cost of 0 or more",
            ),
            models.CheckConstraint(
                condition=Q(cpd_points=None) | Q(cpd_points__gte=0),
                name="programme_cpd_not_negative",
                violation_error_message="Enter CPD points of 0 or more",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("programmes:detail", args=[self.slug])

    @property
    def is_free(self):
        return self.cost_pounds == 0

    @property
    def cost(self):
        if self.cost_pounds is None:
            return self.cost_note
        amount = "Free" if self.is_free else f"£{self.cost_pounds:,.2f}".removesuffix(".00")
        return f"{amount}. {self.cost_note}" if self.cost_note else amount

    @property
    def dates(self):
        if self.starts_on and self.ends_on:
            return from_to(self.starts_on, self.ends_on)
        if self.starts_on:
            return f"Starts {day(self.starts_on)}"
        return f"Ends {day(self.ends_on)}" if self.ends_on else ""

    def facts(self):
        """The facts to choose by, in the order of the page; those that are not known left out."""
        names = ", ".join
        rows = [
            ("For whom", self.audience),
            ("Professions", names(each.name for each in self.professions.all())),
            ("Places", names(each.name for each in self.places.all())),
            ("How it is taught", self.get_delivery_display()),
            ("Dates", self.dates),
            ("Length", self.length),
            ("Hours a week", plainly(self.hours_a_week)),
            ("Cost", self.cost),
            ("CPD points", plainly(self.cpd_points)),
            ("Places offered", self.places_offered),
        ]
        return [(name, str(value)) for name, value in rows if value]

    @property
    def is_over(self):
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def has_closed(self):
        """Applications have closed, though it may still be running."""
        return self.apply_by is not None and self.apply_by < timezone.localdate()


def plainly(number):
    """3.5 and 12, never 12.0; nothing for what is not known."""
    return "" if number is None else f"{Decimal(number).normalize():f}"
