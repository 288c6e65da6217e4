"""Leadership posts, and who holds them from when until when."""

import pghistory
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from ccpl_portal.organisations.models import Organisation, Place
from ccpl_portal.organisations.periods import (
    Period,
    PeriodQuerySet,
    ends_after_it_starts,
    holds_today,
    never_overlapping,
)
from ccpl_portal.strategy.models import Tagged
from ccpl_portal.ui.models import MayBeExample
from ccpl_portal.ui.rendered import RenderedField


class PostKind(models.Model):
    """Chief Speciality Lead, Clinical Lead, Fellow: in the order in which people look for them."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    plural = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class PostQuerySet(models.QuerySet):
    def open(self):
        return self.filter(holds_today())

    def about(self, words):
        """Those whose title, kind, place or field has each of these words."""
        posts = self
        for word in words:
            tagged = Post.tags.through.objects.filter(tag__name__icontains=word)
            posts = posts.filter(
                Q(title__icontains=word)
                | Q(kind__name__icontains=word)
                | Q(place__name__icontains=word)
                | Q(pk__in=tagged.values("post"))
            )
        return posts

    def for_listing(self):
        return (
            self.select_related("kind", "organisation", "place")
            .prefetch_related(
                models.Prefetch(
                    "appointments",
                    Appointment.objects.current().select_related("person"),
                    to_attr="current_appointments",
                )
            )
            .order_by("kind__position", "title")
        )


@pghistory.track()
class Post(Tagged, MayBeExample, Period):
    """A leadership post: a seat that people hold one after another."""

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=160)
    kind = models.ForeignKey(
        PostKind, null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="posts",
        help_text="The organisation that hosts the post",
    )
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="posts",
        help_text="The place it works for; the system itself for a system post",
    )
    purpose = models.TextField(
        blank=True,
        max_length=5000,
        validators=[MaxLengthValidator(5000, "Shorten the purpose to 5,000 characters")],
        help_text="What the post is for. Markdown is understood",
    )
    purpose_html = RenderedField("purpose")
    mailbox = models.EmailField(
        "role mailbox", blank=True, help_text="An address that stays with the post. It is public"
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [ends_after_it_starts("post_dates_in_order")]

    def __str__(self):
        return self.title


@pghistory.track()
class Appointment(Period):
    """Who holds a post, from when until when. Ended ones are kept."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="appointments")
    person = models.ForeignKey(
        "ccpl_portal.Person", on_delete=models.CASCADE, related_name="appointments"
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on"]
        constraints = [
            ends_after_it_starts("appointment_dates_in_order"),
            never_overlapping(
                "appointment_once_at_a_time",
                "post",
                "person",
                message="This person already holds the post in that time",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.post}"
