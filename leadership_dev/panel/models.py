"""Who sits on a role's panel, whom they know, and which applications they may read."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.people.models import Person, Profession
from leadership_dev.applications.models import Application
from leadership_dev.machine.tables import ASSIGNMENT
from leadership_dev.roles.models import LeadershipRole

# No history is kept of any of these tables: they say who knows whom, and who applied.


class Tie(models.TextChoices):
    """How a panel member may know an applicant."""

    FAMILY = "family", "Family or close friend"
    LINE = "line", "Line manager or direct report"
    TEAM = "team", "Same team"
    REFEREE = "referee", "Referee, mentor or coach"
    FINANCIAL = "financial", "Financial interest"
    PROFESSIONAL = "professional", "Knows them professionally"
    APPLICANT = "applicant", "Has applied"
    OTHER = "other", "Other"


DECLARED_TIES = [(tie.value, tie.label) for tie in Tie if tie != Tie.APPLICANT]


class PanelMemberQuerySet(models.QuerySet):
    def of(self, user):
        """One's own seats. Who applied for a role has none of a panel's rights in it."""
        if not is_verified(user):
            return self.none()
        applied = Application.objects.of(user).sent().values("role")
        return self.filter(person__user=user).exclude(role__in=applied)

    def for_listing(self):
        return self.select_related("person__user", "profession").order_by("-is_chair", "pk")

    def with_progress(self):
        """How many applications each member scores, and how many of them are done."""
        counting = models.Q(assignments__state__in=Assignment.SCORING)
        done = models.Q(assignments__state__in=Assignment.SCORED)
        return self.annotate(
            to_score=models.Count("assignments", filter=counting),
            scored=models.Count("assignments", filter=done),
        )


class PanelMember(models.Model):
    """Somebody who scores the applications for one role."""

    role = models.ForeignKey(LeadershipRole, on_delete=models.CASCADE, related_name="panel_members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="panels")
    is_chair = models.BooleanField("chairs the panel", default=False)
    profession = models.ForeignKey(
        Profession,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="As it was when the member joined the panel; taken from the directory when empty",
    )
    training_expires = models.DateField(
        "panel training runs out", null=True, blank=True, help_text="The last day it is valid"
    )
    # When the member had named, for themselves, everybody whom they know.
    declared_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        ordering = ["role", "-is_chair", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "person"],
                name="panel_member_once",
                violation_error_message="This person is on the panel already",
            ),
            models.UniqueConstraint(
                fields=["role"],
                condition=Q(is_chair=True),
                name="panel_has_one_chair",
                violation_error_message="The panel has a chair already",
            ),
        ]

    def __str__(self):
        return self.person.name

    def save(self, *args, **kwargs):
        if self._state.adding and self.profession is None:
            self.profession = self.person.profession
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("scoring:sift", args=[self.role.slug])

    @property
    def has_declared(self):
        return self.declared_at is not None

    @property
    def is_trained(self):
        return self.training_expires is None or self.training_expires >= timezone.localdate()


class DeclaredTie(models.Model):
    """Somebody from the directory whom a member named in private. Only matching reads it."""

    member = models.ForeignKey(PanelMember, on_delete=models.CASCADE, related_name="ties")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=15, choices=DECLARED_TIES)

    class Meta:
        ordering = ["member", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "person"], name="declared_tie_once")
        ]

    def __str__(self):
        return f"Tie {self.pk}"


class AssignmentQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(member__in=PanelMember.objects.of(user))

    def scoring(self):
        """Those whose scores count, given or still to come."""
        return self.filter(state__in=Assignment.SCORING)

    def to_score(self):
        return self.filter(state__in=["cleared", "managed", "scoring"])

    def conflicted(self):
        return self.exclude(conflict="")


class Assignment(models.Model):
    """One member and one application: may this one score it, and how far have they come."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", "Assigned"
        DECLARATION_PENDING = "declaration_pending", "Waiting for a declaration"
        CLEARED = "cleared", "To score"
        CONFLICT_DECLARED = "conflict_declared", "Conflict declared"
        RECUSED = "recused", "Recused"
        MANAGED = "managed", "To score, conflict managed"
        IN_SCORING = "scoring", "Begun"
        SUBMITTED = "submitted", "Scored"
        MODERATED = "moderated", "Moderated"
        FROZEN = "frozen", "Settled"

    MACHINE = ASSIGNMENT
    SCORING = ["cleared", "managed", "scoring", "submitted", "moderated", "frozen"]
    SCORED = ["submitted", "moderated", "frozen"]
    # Before the member has declared, and after a conflict, nothing of the application is shown.
    CLOSED = ["assigned", "declaration_pending", "conflict_declared", "recused"]

    member = models.ForeignKey(PanelMember, on_delete=models.CASCADE, related_name="assignments")
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="assignments"
    )
    state = models.CharField(max_length=20, choices=State, default=State.ASSIGNED, editable=False)
    conflict = models.CharField(max_length=15, choices=Tie, blank=True)
    # What the chair noted when a conflict was settled, or the member when it was declared.
    note = models.TextField(blank=True, max_length=1000)
    # Found by matching, without anybody being asked or shown a name.
    is_automatic = models.BooleanField(default=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["member", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "application"], name="assignment_once")
        ]
        indexes = [models.Index(fields=["application", "state"])]

    def __str__(self):
        return f"Assignment {self.pk}"

    @property
    def is_closed(self):
        return self.state in self.CLOSED

    @property
    def is_scored(self):
        return self.state in self.SCORED
