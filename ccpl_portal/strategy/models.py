import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ccpl_portal.ui.models import LinkField, MayBeExample
from ccpl_portal.ui.rendered import RenderedField


class TagQuerySet(models.QuerySet):
    def of_kind(self, kind):
        return self.filter(kind=kind)


@pghistory.track()
class Tag(MayBeExample):
    """A word of the system's strategy that anything can be tagged with.

    One table, so that one relation tags a thing with all of them; each kind has a model
    of its own (Principle, Workstream, ...) with the fields that it uses.
    """

    class Kind(models.TextChoices):
        PRINCIPLE = "principle", "Principle"
        WORKSTREAM = "workstream", "Workstream"
        AIM = "aim", "Aim"
        PRIORITY_AREA = "priority-area", "Priority area"
        PROGRAMME = "programme", "Transformation programme"
        THEME = "theme", "Cross-cutting theme"

    KIND = None

    kind = models.CharField(max_length=20, choices=Kind, editable=False)
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    summary = models.CharField(max_length=400, blank=True, help_text="One sentence, shown in lists")
    text = models.TextField(
        blank=True, help_text="The full wording, shown on its page. Markdown is understood"
    )
    text_html = RenderedField("text")
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Small numbers come first in lists"
    )
    number = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        unique=True,
        help_text="The number that national guidance gives the principle",
        error_messages={"unique": "There is a principle with this number already"},
    )
    horizon = models.PositiveSmallIntegerField(
        "to be reached by", null=True, blank=True, help_text="A year, for example 2028"
    )
    lead = models.ForeignKey(
        "ccpl_portal.Person",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="leads_on",
    )
    mailbox = models.EmailField(
        "role mailbox", blank=True, help_text="An address that stays with the work. It is public"
    )
    website = LinkField(blank=True)
    serves = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="served_by",
        help_text="The principles, workstreams and priority areas that it serves",
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="tag_slug_once_of_its_kind",
                violation_error_message="There is another one with this address: change the slug",
            ),
            models.CheckConstraint(
                condition=~Q(kind="principle") | (Q(number__isnull=False) & ~Q(text="")),
                name="tag_principle_has_number_and_wording",
                violation_error_message="Enter the number and the full wording of the principle",
            ),
        ]

    def __str__(self):
        if self.kind == self.Kind.PRINCIPLE:
            return f"Principle {self.number}: {self.name}"
        return self.name

    def get_absolute_url(self):
        """The tag's own page, or nothing: only principles and workstreams have one."""
        if self.kind == self.Kind.PRINCIPLE:
            return reverse("strategy:principle", args=[self.number])
        if self.kind == self.Kind.WORKSTREAM:
            return reverse("strategy:workstream", args=[self.slug])
        return ""

    def clean(self):
        super().clean()
        if self.KIND == self.Kind.PRINCIPLE:
            if self.number is None:
                raise ValidationError({"number": "Enter the number of the principle"})
            if not self.text:
                raise ValidationError({"text": "Enter the full wording of the principle"})

    def save(self, *args, **kwargs):
        if self.KIND:
            self.kind = self.KIND
        if self.kind == self.Kind.PRINCIPLE:
            self.slug = str(self.number)
            self.position = self.number
        super().save(*args, **kwargs)


class OfKind(models.Manager.from_queryset(TagQuerySet)):
    def get_queryset(self):
        return super().get_queryset().filter(kind=self.model.KIND)


class Principle(Tag):
    """One of the principles of national guidance, in its full wording."""

    KIND = Tag.Kind.PRINCIPLE
    objects = OfKind()

    class Meta:
        proxy = True
        ordering = ["number"]


class Workstream(Tag):
    """A strand of the programme's work, with somebody who leads it."""

    KIND = Tag.Kind.WORKSTREAM
    objects = OfKind()

    class Meta:
        proxy = True
        ordering = ["position", "name"]


class Aim(Tag):
    """What the system wants to have reached by the year of its horizon."""

    KIND = Tag.Kind.AIM
    objects = OfKind()

    class Meta:
        proxy = True
        ordering = ["horizon", "position"]


class PriorityArea(Tag):
    """A field of care or a condition that the system puts first."""

    KIND = Tag.Kind.PRIORITY_AREA
    objects = OfKind()

    class Meta:
        proxy = True
        ordering = ["position", "name"]


class TransformationProgramme(Tag):
    """A major programme of change; its lead is its named clinical lead."""

    KIND = Tag.Kind.PROGRAMME
    objects = OfKind()

    class Meta:
        proxy = True
        ordering = ["position", "name"]


class Theme(Tag):
    """A cross-cutting theme: quality, research and innovation, digital, inequalities."""

    KIND = Tag.Kind.THEME
    objects = OfKind()

    class Meta:
        proxy = True
        ordering = ["position", "name"]


class Tagged(models.Model):
    """Anything that serves principles, workstreams, aims, priority areas and the rest."""

    tags = models.ManyToManyField(
        Tag,
        blank=True,
        related_name="%(app_label)s_%(class)s_set",
        related_query_name="%(app_label)s_%(class)s",
        help_text="The principles, workstreams, aims, priority areas, programmes and themes "
        "that it serves",
    )

    class Meta:
        abstract = True

    def tags_of_kind(self, kind):
        return [tag for tag in self.tags.all() if tag.kind == kind]

    @property
    def priority_areas(self):
        return self.tags_of_kind(Tag.Kind.PRIORITY_AREA)
