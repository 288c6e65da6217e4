from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.people.models import Person
from ccpl_portal.publishing.models import (
    Publishable,
    PublishableQuerySet,
    RichText,
    State,
    keep_versions,
)
from ccpl_portal.strategy.models import Tagged
from ccpl_portal.ui.models import MayBeExample

# Every public service has these, each at an address of its own.
STANDARD = ("accessibility", "privacy", "cookies", "contact")


class PageQuerySet(PublishableQuerySet):
    def originals(self):
        return self.filter(variant_of=None)

    def about(self):
        """What the hub at /about/ lists."""
        return self.originals().exclude(slug__in=STANDARD).order_by("position", "title")

    def due_for_review(self):
        today = timezone.localdate()
        return self.exclude(state=State.ARCHIVED).filter(review_on__lte=today)

    def for_page(self):
        return self.select_related("picture").prefetch_related("tags")


@keep_versions
class Page(Publishable, RichText, Tagged, MayBeExample):
    """An editable page, which may have variants in other languages or in easy read."""

    class Direction(models.TextChoices):
        LEFT_TO_RIGHT = "ltr", "Left to right"
        RIGHT_TO_LEFT = "rtl", "Right to left"

    slug = models.SlugField(
        "address",
        max_length=80,
        unique=True,
        help_text="The last part of the page's address, for example “what-ccpl-is”. "
        "accessibility, privacy, cookies and contact are the pages that the footer links to.",
        error_messages={"unique": "Another page has this address: choose a different one"},
    )
    title = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField(
        default=100, help_text="Pages with small numbers come first in lists"
    )
    variant_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="variants",
        limit_choices_to={"variant_of": None},
        help_text="The page that this one says in another language or in easy read",
    )
    is_easy_read = models.BooleanField("easy read", default=False)
    lang = models.CharField(
        "language code",
        max_length=12,
        default="en",
        validators=[
            RegexValidator(
                r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                "Enter a language code, for example en, pl, pa or zh-Hans",
            )
        ],
        help_text="en for English, pl for Polish, pa for Punjabi, ur for Urdu, so for Somali",
    )
    language = models.CharField(
        "name of the language",
        max_length=40,
        default="English",
        help_text="In the language itself: Polski, ਪੰਜਾਬੀ, اردو",
    )
    dir = models.CharField(
        "direction of writing",
        max_length=3,
        choices=Direction,
        default=Direction.LEFT_TO_RIGHT,
        help_text="Right to left for Arabic, Urdu, Persian, Kurdish (Sorani) and Hebrew",
    )

    owner = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="pages",
        help_text="Who answers for what the page says, and is asked when it is to be reviewed",
    )
    review_on = models.DateField(
        "review date",
        null=True,
        blank=True,
        help_text="When somebody looks at whether the page still holds",
    )

    objects = PageQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["position", "title"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["variant_of", "lang", "is_easy_read"],
                name="page_variant_once",
                violation_error_message="There is a variant in this language already",
            ),
            models.CheckConstraint(
                condition=Q(variant_of=None) | ~Q(variant_of=F("id")),
                name="page_is_no_variant_of_itself",
                violation_error_message="Choose another page: this one cannot be its own variant",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        if self.is_standard:
            return reverse(f"pages:{self.slug}")
        return reverse("pages:detail", args=[self.slug])

    @property
    def is_standard(self):
        return self.slug in STANDARD

    @property
    def language_label(self):
        return f"{self.language}, easy read" if self.is_easy_read else self.language

    def translations(self, user):
        """The same page in other words: the original and its variants, without this one."""
        original = self.variant_of_id or self.pk
        return (
            Page.objects.visible_to(user)
            .filter(Q(pk=original) | Q(variant_of=original))
            .exclude(pk=self.pk)
            .order_by("variant_of", "language")
        )
