import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.accounts.rules import is_manager
from ccpl_portal.files.models import File, new_public_id
from ccpl_portal.people.models import Person
from ccpl_portal.strategy.models import Principle
from ccpl_portal.ui.models import MayBeExample
from ccpl_portal.ui.rendered import RenderedField
from governance.meetings.items import AgendaItem
from governance.meetings.models import Meeting, groups_of
from governance.meetings.rules import groups_kept_by
from governance.meetings.words import Purpose, Visibility
from networks.models import Group


@pghistory.track()
class Paper(MayBeExample):
    """A document for meetings, through its versions and on its way from group to group."""

    class Kind(models.TextChoices):
        FILE = "file", "A file"
        TEXT = "text", "Text written here"

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="papers", editable=False
    )
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.FILE, editable=False)
    text = models.TextField(
        blank=True, max_length=50_000, help_text="Headings, lists and tables in Markdown"
    )
    text_html = RenderedField("text")
    author = models.CharField(max_length=160, blank=True)
    purpose = models.CharField(max_length=10, choices=Purpose, blank=True)
    recommendation = models.TextField(
        blank=True, max_length=2000, help_text="What the group is asked to do"
    )
    principles = models.ManyToManyField(
        Principle, blank=True, related_name="papers", verbose_name="principles it serves"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    # Uploaded for this meeting and not yet put on one of its items.
    unplaced_at = models.ForeignKey(
        Meeting,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="unplaced_papers",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("papers:detail", args=[self.public_id])

    @property
    def file(self):
        """The document under its one address, through its versions; None for a text."""
        return File.objects.of(self).select_related("current").first()


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A paper is read by those who may read its item, once it is sent out; late or not."""
        kept = Q(item__meeting__group__in=groups_kept_by(user))
        sent = self.out().filter(item__in=AgendaItem.objects.visible_to(user)).open_to(user)
        return self.filter(kept | Q(pk__in=sent.values("pk")))

    def open_to(self, user):
        """Narrowed by the papers' own visibility; who may read the items is asked elsewhere."""
        shown = [Visibility.PUBLIC]
        if is_manager(user):
            shown.append(Visibility.MEMBERS)
        return self.filter(Q(visibility__in=shown) | Q(item__meeting__group__in=groups_of(user)))

    def out(self):
        """Sent out: on a published agenda, not withdrawn, not waiting to be looked at."""
        return self.exclude(item__meeting__state=Meeting.State.DRAFT).filter(
            paper__withdrawn_at=None, is_held=False
        )

    def for_page(self):
        return self.select_related("paper", "item__meeting__group").order_by("order", "pk")


class Submission(models.Model):
    """A paper before one meeting: on which item, for whose eyes, as which enclosure."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="submissions")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="submissions")
    visibility = models.CharField(
        "who may read it", max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    letter = models.CharField("enclosure", max_length=3, blank=True, editable=False)
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    # A paper that came by a link after the agenda went out waits for the secretary.
    is_held = models.BooleanField(default=False, editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["item", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "item"], name="paper_once_on_an_item")
        ]

    def __str__(self):
        return f"{self.paper}, {self.item}"

    @property
    def is_late(self):
        published = self.item.meeting.published_at
        return published is not None and self.added_at > published


class PaperRequest(models.Model):
    """A presenter is asked for a paper, with a link that needs no account."""

    # No history is kept of this table: it holds addresses.

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="paper_requests")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="paper_requests"
    )
    address = models.EmailField()
    asked_at = models.DateTimeField(default=timezone.now)
    times_asked = models.PositiveSmallIntegerField(default=0)
    paper = models.ForeignKey(
        Paper, null=True, on_delete=models.SET_NULL, related_name="answers_to"
    )

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "address"], name="paper_asked_once_of_one")
        ]

    def __str__(self):
        return f"Paper for {self.item}"
