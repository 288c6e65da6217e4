"""What an applicant sends. Who it is stands in one table alone, and monitoring in none of these."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from leadership_dev.machine.tables import APPLICATION
from leadership_dev.roles.models import Criterion, LeadershipRole

from .reference import new_reference

# No history is kept of any of these tables, and searching finds none of them.


class ApplicationQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user) if user.is_authenticated else self.none()

    def drafts(self):
        return self.filter(state=Application.State.DRAFT)

    def sent(self):
        """Those that were submitted, whatever became of them since."""
        return self.exclude(submitted_at=None)

    def for_listing(self):
        return self.select_related("role").order_by("-created_at", "-pk")


class Application(models.Model):
    class State(models.TextChoices):
        """The label is what the applicant reads."""

        DRAFT = "draft", "In progress"
        SUBMITTED = "submitted", "Received"
        ELIGIBLE = "eligible", "Being considered"
        INELIGIBLE = "ineligible", "Not eligible"
        SCORED = "scored", "Being considered"
        SHORTLISTED = "shortlisted", "Invited to interview"
        RESERVE_SIFT = "reserve_sift", "On the reserve list"
        NOT_SHORTLISTED = "not_shortlisted", "Not successful this time"
        INTERVIEW_BOOKED = "interview_booked", "Interview booked"
        INTERVIEWED = "interviewed", "Being considered"
        OFFERED = "offered", "Offer made"
        RESERVE_INTERVIEW = "reserve_interview", "On the reserve list"
        NOT_APPOINTED = "not_appointed", "Not successful this time"
        APPOINTED = "appointed", "Appointed"
        OFFER_DECLINED = "offer_declined", "Offer declined"
        OFFER_LAPSED = "offer_lapsed", "Offer lapsed"
        LAPSED = "lapsed", "Not sent in time"
        WITHDRAWN = "withdrawn", "Withdrawn"

    MACHINE = APPLICATION

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    role = models.ForeignKey(LeadershipRole, on_delete=models.PROTECT, related_name="applications")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="applications",
    )
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    # What the applicant has been told: a decision is held back until it is released.
    told_state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    released_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, editable=False)
    # Made with the draft: pressing "send" again with it shows the stored receipt.
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    wants_guarantee = models.BooleanField("guaranteed interview", null=True, blank=True)
    declared_true = models.BooleanField(default=False)
    carried_from = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="carried_to"
    )
    ineligible_criterion = models.ForeignKey(
        Criterion, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    hold_reason = models.CharField(
        "legal hold", max_length=300, blank=True, help_text="Why it must not be deleted"
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "user"],
                condition=~Q(state="withdrawn"),
                name="application_one_for_each_role",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "lapsed"], submitted_at=None)
                | (~Q(state__in=["draft", "lapsed"]) & Q(submitted_at__isnull=False)),
                name="application_dated_when_sent",
            ),
        ]
        indexes = [models.Index(fields=["role", "state"])]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("applications:detail", args=[self.public_id])

    @property
    def label(self):
        """What the applicant reads; nothing that is still held back."""
        if self.role.state == LeadershipRole.State.WITHDRAWN and self.is_sent:
            return "Role withdrawn"
        return self.State(self.told_state).label

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_sent(self):
        return self.submitted_at is not None

    @property
    def may_be_withdrawn(self):
        return self.MACHINE.step("withdraw", self.state) is not None and self.label != (
            "Role withdrawn"
        )

    @property
    def drafts_end_on(self):
        """When a draft that was never sent is deleted."""
        return (self.role.closes_at + settings.DRAFT_APPLICATIONS_KEPT).date()


class ApplicationIdentity(models.Model):
    """Who applies: the only table with a name. Scorers never read it before the interviews.

    Drafts are kept as they are typed, so an address is judged when the application is sent.
    """

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="identity"
    )
    name = models.CharField(max_length=150, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    employer = models.CharField(max_length=160, blank=True)
    profession = models.CharField(max_length=80, blank=True)
    registration_body = models.CharField(max_length=80, blank=True)
    registration_number = models.CharField(max_length=40, blank=True)
    line_manager = models.CharField(max_length=150, blank=True)
    line_manager_email = models.CharField(max_length=254, blank=True)
    referee_one = models.CharField(max_length=150, blank=True)
    referee_one_email = models.CharField(max_length=254, blank=True)
    referee_two = models.CharField(max_length=150, blank=True)
    referee_two_email = models.CharField(max_length=254, blank=True)
    mentor = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name_plural = "application identities"

    def __str__(self):
        return f"Identity {self.pk}"


class Answer(models.Model):
    """What an applicant wrote; `redacted` is all that the panel ever reads of it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)
    redacted = models.TextField(blank=True)
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["criterion__position", "criterion_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "criterion"], name="answer_once_a_criterion"
            )
        ]

    def __str__(self):
        return f"Answer {self.pk}"


class AdjustmentRequest(models.Model):
    """What an applicant needs to take part: for the coordinator alone.

    `agreed` is the arrangement without its reason, and what an interview slip may show.
    """

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="adjustment"
    )
    needs = models.TextField(blank=True, max_length=2000)
    agreed = models.CharField(max_length=500, blank=True)

    def __str__(self):
        return f"Adjustment {self.pk}"
