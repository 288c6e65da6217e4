import pghistory
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ccpl_portal.accounts.rules import is_manager, is_verified
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


class ProfessionFamily(models.Model):
    """Medicine, nursing and midwifery, allied health professions, social care and so on."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name_plural = "profession families"

    def __str__(self):
        return self.name


class Profession(models.Model):
    """What somebody is registered or works as: general practitioner, social worker."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    plural = models.CharField(max_length=80, blank=True)
    family = models.ForeignKey(
        ProfessionFamily,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="professions",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        if is_manager(user):
            return self
        if is_verified(user):
            return self.filter(~Q(audience=Person.Audience.PRIVATE) | Q(user=user))
        if user.is_authenticated:
            return self.filter(Q(audience=Person.Audience.PUBLIC) | Q(user=user))
        return self.filter(audience=Person.Audience.PUBLIC)

    def in_post(self, word):
        """Those who hold a post today whose title or field has this word."""
        named = Q(post__title__icontains=word) | Q(post__tags__name__icontains=word)
        return self.filter(pk__in=Appointment.objects.current().filter(named).values("person"))

    def for_page(self):
        return self.select_related("profession", "organisation").prefetch_related("tags")

    def for_listing(self):
        return (
            self.select_related("profession", "organisation")
            .prefetch_related(
                models.Prefetch(
                    "appointments",
                    Appointment.objects.current().select_related("post").order_by("post__title"),
                    to_attr="current_appointments",
                )
            )
            .order_by("name")
        )


class Person(Tagged, MayBeExample):
    """A directory entry, which may exist for somebody who never signs in."""

    # No history is kept of this table: it holds contact data.

    class Audience(models.TextChoices):
        PUBLIC = "public", "Everybody"
        VERIFIED = "verified", "Signed-in colleagues"
        PRIVATE = "private", "Only the person and the programme team"

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=120)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
        verbose_name="account",
        help_text="The account with which this person signs in, if there is one",
    )
    profession = models.ForeignKey(
        Profession, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    job_title = models.CharField(max_length=120, blank=True)
    expertise = models.CharField(
        max_length=300,
        blank=True,
        help_text="Specialities and interests in a few words, separated by commas",
    )
    biography = models.TextField(
        blank=True,
        max_length=5000,
        validators=[MaxLengthValidator(5000, "Shorten the biography to 5,000 characters")],
        help_text="A few sentences. Markdown is understood",
    )
    biography_html = RenderedField("biography")
    audience = models.CharField(
        "who may see this entry",
        max_length=10,
        choices=Audience,
        default=Audience.VERIFIED,
    )
    email = models.EmailField("e-mail address", blank=True)
    phone = models.CharField(max_length=30, blank=True)
    shows_email = models.BooleanField(
        "show the e-mail address to signed-in colleagues", default=False
    )
    shows_phone = models.BooleanField(
        "show the phone number to signed-in colleagues", default=False
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("people:detail", args=[self.slug])


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
    purpose = models.TextField(blank=True, help_text="What the post is for. Markdown is understood")
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
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments")

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
