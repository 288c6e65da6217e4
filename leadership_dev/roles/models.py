"""A leadership role: a post that is being recruited to, from its draft to its archive."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.accounts.rules import is_manager
from ccpl_portal.strategy.models import Tagged
from ccpl_portal.ui.models import MayBeExample
from ccpl_portal.ui.rendered import RenderedField
from leadership_dev.machine.tables import ROLE
from leadership_dev.units import CHOICES, Terms, Unit

# The room's other nouns, so that one import line finds them all.
from .contact import Extension, RoleAlert, RoleQuestion  # noqa: F401
from .specification import Anchor, Criterion, EligibilityQuestion  # noqa: F401

PEOPLE = settings.AUTH_USER_MODEL
# "By 5pm" is still kept at 5:00:00 and a half.
CLOSING_SECOND = timedelta(seconds=1)
NOTHING_TO_SHOW = ["draft", "in_approval", "approved"]


class RoleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Strangers see a role from its opening on; its panel and coordinator see the draft."""
        public = ~Q(state__in=NOTHING_TO_SHOW) & Q(opens_at__lte=Now())
        if is_manager(user):
            return self
        if not user.is_authenticated or not user.is_verified:
            return self.filter(public)
        mine = Q(panel_members__person__user=user) | Q(author=user)
        if user.has_role("coordinator"):
            mine |= Q(coordinator=user) | Q(coordinator=None)
        return self.filter(pk__in=LeadershipRole.objects.filter(public | mine).values("pk"))

    def coordinated_by(self, user):
        """Those that this person may draft and steer."""
        if is_manager(user):
            return self
        if not user.is_authenticated or not user.is_verified or not user.has_role("coordinator"):
            return self.none()
        return self.filter(Q(coordinator=user) | Q(coordinator=None))

    def open(self):
        """Taking applications by the database's clock; the closing second itself is in time."""
        return self.filter(state=LeadershipRole.State.OPEN, closes_at__gt=Now() - CLOSING_SECOND)

    def closing_later(self):
        return self.filter(closes_at__gt=Now())

    def due_to_open(self):
        return self.filter(state=LeadershipRole.State.APPROVED, opens_at__lte=Now())

    def due_to_close(self):
        return self.filter(state=LeadershipRole.State.OPEN, closes_at__lte=Now() - CLOSING_SECOND)

    def for_listing(self):
        return self.select_related("place", "group", "organisation").order_by("closes_at", "pk")

    def in_order_of_interest(self):
        """Those that one can apply for, the next to close first; then the rest, newest first."""
        is_open = Case(When(state=LeadershipRole.State.OPEN, then=0), default=1)
        closing = Case(When(state=LeadershipRole.State.OPEN, then=F("closes_at")))
        return self.order_by(is_open, closing, "-closes_at", "pk")

    def for_page(self):
        return self.select_related(
            "place", "group", "organisation", "post", "coordinator", "replaced_by"
        )


@pghistory.track()
class LeadershipRole(Tagged, MayBeExample):
    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_APPROVAL = "in_approval", "Waiting for approval"
        APPROVED = "approved", "Approved"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        SIFTING = "sifting", "Sift"
        MODERATING = "moderating", "Moderation"
        SHORTLISTED = "shortlisted", "Shortlist confirmed"
        INTERVIEWING = "interviewing", "Interviews"
        DECIDED = "decided", "Decided"
        COMPLETED = "completed", "Completed"
        ARCHIVED = "archived", "Archived"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Weight(models.TextChoices):
        FULL = "full", "Full process"
        LIGHT = "light", "Light process"

    MACHINE = ROLE

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=300, blank=True, help_text="One sentence for lists")
    purpose = models.TextField(
        "what the role is for", blank=True, max_length=6000, help_text="Markdown is understood"
    )
    purpose_html = RenderedField("purpose")
    weight = models.CharField(
        "weight of the process",
        max_length=5,
        choices=Weight,
        default=Weight.FULL,
        help_text="Full for executive and chair posts; light for a role of about one session",
    )
    state = models.CharField(max_length=15, choices=State, default=State.DRAFT, editable=False)

    post = models.ForeignKey(
        "ccpl_portal.Post",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="roles",
        help_text="The post that the person appointed will hold",
    )
    group = models.ForeignKey(
        "networks.Group", null=True, blank=True, on_delete=models.SET_NULL, related_name="roles"
    )
    workstream = models.ForeignKey(
        "ccpl_portal.Workstream",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="roles",
    )
    place = models.ForeignKey(
        "ccpl_portal.Place", null=True, blank=True, on_delete=models.SET_NULL, related_name="roles"
    )
    organisation = models.ForeignKey(
        "ccpl_portal.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="roles",
        verbose_name="host organisation",
    )

    opens_at = models.DateTimeField("opens", null=True, blank=True)
    closes_at = models.DateTimeField("closes", null=True, blank=True)
    original_closes_at = models.DateTimeField(null=True, blank=True, editable=False)
    interviews_from = models.DateField("interviews from", null=True, blank=True)
    interviews_until = models.DateField("interviews until", null=True, blank=True)

    amount = models.DecimalField(
        "time a week", max_digits=4, decimal_places=1, null=True, blank=True
    )
    unit = models.CharField(max_length=10, choices=CHOICES, default=Unit.PA)
    term_months = models.PositiveSmallIntegerField("term in months", null=True, blank=True)
    starts_on = models.DateField("start of the term", null=True, blank=True)
    pay = models.TextField("pay or backfill", blank=True, max_length=1000)
    accountability = models.TextField("line of accountability", blank=True, max_length=1000)
    employer_told = models.TextField(
        "what the applicant's employer is told, and when", blank=True, max_length=1000
    )
    talk = models.TextField(
        "informal talk",
        blank=True,
        max_length=500,
        help_text="With whom applicants may talk before they apply, and how they arrange it",
    )
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    word_limit = models.PositiveSmallIntegerField("most words in an answer", default=300)

    author = models.ForeignKey(
        PEOPLE, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    coordinator = models.ForeignKey(
        PEOPLE,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="coordinated_roles",
        help_text="Who runs this recruitment. Any recruitment coordinator while this is empty",
    )
    approved_by = models.ForeignKey(
        PEOPLE, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    public_note = models.TextField(
        blank=True, editable=False, help_text="Why it was withdrawn or advertised again"
    )
    replaced_by = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="replaces",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    completed_at = models.DateTimeField(null=True, editable=False)

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "role"
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="role_closes_after_it_opens",
                violation_error_message="Enter a closing date that is after the opening date",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0),
                name="role_time_is_positive",
                violation_error_message="Enter a time above nothing",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("roles:detail", args=[self.slug])

    @property
    def is_light(self):
        return self.weight == self.Weight.LIGHT

    @property
    def is_public(self):
        return self.state not in NOTHING_TO_SHOW

    @property
    def is_open(self):
        """Open to a reader; whether an application is in time the database says."""
        return self.state == self.State.OPEN and self.closes_at + CLOSING_SECOND > timezone.now()

    @property
    def terms(self):
        return Terms(self.amount, self.unit) if self.amount else None

    @property
    def days_open(self):
        return (self.closes_at.date() - self.opens_at.date()).days

    @property
    def tells_names(self):
        """From the release of the shortlist on, the panel knows whom it will meet."""
        return self.state in {"interviewing", "decided", "completed", "archived"}

    @property
    def scorers_needed(self):
        return 2

    @property
    def signatures_needed(self):
        return 1 if self.is_light else 2

    @property
    def meeting_word(self):
        return "conversation" if self.is_light else "interview"
