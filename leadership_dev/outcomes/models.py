"""What was decided, who signed it, what each applicant is told, and what they answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from leadership_dev.applications.models import Application
from leadership_dev.roles.models import Criterion, LeadershipRole
from leadership_dev.scoring.models import Stage

PEOPLE = settings.AUTH_USER_MODEL

# No history is kept of these tables: they are about applicants.


class Decision(models.Model):
    """Whom the panel appoints after the interviews, and why. It counts once it is signed."""

    role = models.OneToOneField(LeadershipRole, on_delete=models.CASCADE, related_name="decision")
    rationale = models.TextField(max_length=4000)
    written_by = models.ForeignKey(PEOPLE, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return f"Decision {self.pk}"


class ProposedOutcome(models.Model):
    """What one interviewed application comes to, held until the decision is signed."""

    class Outcome(models.TextChoices):
        OFFERED = "offered", "Make an offer"
        RESERVE_INTERVIEW = "reserve_interview", "Reserve list"
        NOT_APPOINTED = "not_appointed", "Not appointed"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="outcomes")
    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="proposed_outcome"
    )
    outcome = models.CharField(max_length=20, choices=Outcome)

    class Meta:
        ordering = ["decision", "pk"]

    def __str__(self):
        return f"Outcome {self.pk}"


class Signature(models.Model):
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="signatures")
    by = models.ForeignKey(PEOPLE, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["decision", "at"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "by"], name="signature_once_a_person")
        ]

    def __str__(self):
        return f"Signature {self.pk}"


class FeedbackPoint(models.Model):
    """One thing that an applicant did well or can work on, tied to a criterion."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", "What you did well"
        DEVELOPMENT = "development", "What to work on"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="feedback")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.SIFT)
    kind = models.CharField(max_length=12, choices=Kind)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    # Made from scores and anchors; it is never sent before a person has completed it.
    is_draft = models.BooleanField(default=False)
    by = models.ForeignKey(PEOPLE, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["application", "stage", "-kind", "criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "stage", "kind", "criterion"],
                name="feedback_point_once_a_criterion",
            )
        ]

    def __str__(self):
        return f"Feedback {self.pk}"


class Offer(models.Model):
    """An offer of the post: until when it stands, and what became of it."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="offer")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    remind_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    appointment = models.ForeignKey(
        "ccpl_portal.Appointment", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self):
        return f"Offer {self.pk}"


class TwoKeys(models.Model):
    """A deed that the panel's chair asks for and a manager confirms."""

    class Deed(models.TextChoices):
        REINSTATE = "reinstate", "Bring an application back"
        REOPEN = "reopen", "Open the decision again"

    deed = models.CharField(max_length=10, choices=Deed)
    role = models.ForeignKey(LeadershipRole, on_delete=models.CASCADE, related_name="two_keys")
    application = models.ForeignKey(
        Application, null=True, on_delete=models.CASCADE, related_name="two_keys"
    )
    reason = models.TextField(max_length=1000)
    asked_by = models.ForeignKey(PEOPLE, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(PEOPLE, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["deed", "role", "application"],
                condition=Q(settled_at=None),
                nulls_distinct=False,
                name="two_keys_one_waiting",
            )
        ]

    def __str__(self):
        return f"{self.get_deed_display()} {self.pk}"
