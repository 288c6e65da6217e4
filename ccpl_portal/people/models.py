from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from ccpl_portal.accounts.rules import is_manager, is_verified
from ccpl_portal.organisations.models import Organisation
from ccpl_portal.strategy.models import Tagged
from ccpl_portal.ui.models import MayBeExample
from ccpl_portal.ui.rendered import RenderedField

from .posts import Appointment, Post, PostKind

__all__ = ["Appointment", "Person", "Post", "PostKind", "Profession", "ProfessionFamily"]


class ProfessionFamily(models.Model):
    """Medicine, nursing and midwifery, allied health professions, social care and so on."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    is_expected = models.BooleanField(
        "missed when absent",
        default=True,
        help_text="Whether a room without anybody of this family lacks a voice",
    )
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
        return self.filter(readable("audience", user))

    def in_posts(self, posts):
        """Those who hold one of these posts today."""
        held = Appointment.objects.current().filter(post__in=posts)
        return self.filter(pk__in=held.values("person"))

    def with_words(self, words, user):
        """Those of whom this reader may read each of these words: name, post, field, work."""
        people = self
        expertise = readable("expertise_audience", user)
        for word in words:
            tagged = Person.tags.through.objects.filter(tag__name__icontains=word)
            posted = Person.objects.in_posts(Post.objects.about([word]))
            people = people.filter(
                Q(name__icontains=word)
                | (Q(expertise__icontains=word) & expertise)
                | Q(job_title__icontains=word)
                | Q(profession__name__icontains=word)
                | Q(organisation__name__icontains=word)
                | Q(pk__in=tagged.values("person"))
                | Q(pk__in=posted.values("pk"))
            )
        return people

    def ranked(self, posts):
        """Holders of these posts first, then of any post, by kind of post; then the others."""

        def best(posts):
            held = Appointment.objects.current().filter(person=OuterRef("pk"), post__in=posts)
            kinds = held.order_by("post__kind__position").values("post__kind__position")
            return Subquery(kinds[:1]).asc(nulls_last=True)

        return self.order_by(best(posts), best(Post.objects.all()), "name", "pk")

    def for_page(self):
        return self.select_related("profession", "organisation", "picture").prefetch_related("tags")

    def for_listing(self):
        held = Appointment.objects.current().select_related("post__kind")
        return (
            self.select_related("profession", "organisation", "picture")
            .prefetch_related(
                models.Prefetch(
                    "appointments",
                    held.order_by("post__kind__position", "post__title"),
                    to_attr="current_appointments",
                )
            )
            .order_by("name", "pk")
        )


def readable(column, user):
    """The condition that this reader belongs to the audience named in a column of a person."""
    if is_manager(user):
        return Q()
    if is_verified(user):
        return ~Q(**{column: Audience.PRIVATE}) | Q(user=user)
    seen = Q(**{column: Audience.PUBLIC})
    return seen | Q(user=user) if user.is_authenticated else seen


class Audience(models.TextChoices):
    PUBLIC = "public", "Everybody"
    VERIFIED = "verified", "Signed-in colleagues"
    PRIVATE = "private", "Only the person and the programme team"


def part_audience(part):
    return models.CharField(
        f"who may see the {part}",
        max_length=10,
        choices=Audience,
        default=Audience.PUBLIC,
        help_text="Never more people than may see the entry itself",
    )


class Person(Tagged, MayBeExample):
    """A directory entry, which may exist for somebody who never signs in."""

    # No history is kept of this table: it holds contact data.

    Audience = Audience

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
    expertise_audience = part_audience("expertise")
    biography = models.TextField(
        blank=True,
        max_length=5000,
        validators=[MaxLengthValidator(5000, "Shorten the biography to 5,000 characters")],
        help_text="A few sentences. Markdown is understood",
    )
    biography_html = RenderedField("biography")
    biography_audience = part_audience("biography")
    picture = models.ForeignKey(
        "ccpl_portal.Picture",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_audience = part_audience("picture")
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

    takes_messages = models.BooleanField(
        "may be written to through a form",
        default=True,
        help_text="The writer does not learn the address",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("people:detail", args=[self.slug])

    @property
    def initials(self):
        """The first letters of the first and the last name, where there is no picture."""
        names = self.name.split()
        return "".join(name[0] for name in [*names[:1], *names[1:][-1:]]).upper()
