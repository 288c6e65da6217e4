from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.ui.models import MayBeExample
from governance.decisions.models import Decision
from governance.meetings.items import AgendaItem
from governance.papers.models import Paper
from governance.planning.models import ItemRequest
from networks.models import Group
from quality.bodies.models import Area, Body, System
from quality.measures.models import Measure, MeasureSet
from quality.rules import holds_quality_role, own_bodies


class SignalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Quality roles see all; who sends returns sees those of their own organisation."""
        if holds_quality_role(user):
            return self
        return self.filter(body__in=own_bodies(user))

    def seen_by(self, viewer):
        """As visible_to, for a reader whose roles are worked out already."""
        return self if viewer.has_quality_role else self.filter(body__in=viewer.own_bodies)

    def open(self):
        return self.exclude(state=Signal.State.CLOSED)

    def named(self, words):
        """Those whose measure, set, place or organisation has these words in its name."""
        about = Q(measure__name__icontains=words) | Q(measure_set__name__icontains=words)
        whose = Q(body__name__icontains=words) | Q(area__name__icontains=words)
        return self.filter(about | whose) if words else self

    def for_listing(self):
        return self.select_related("measure__set", "measure__system", "measure_set", "body", "area")


class Signal(MayBeExample):
    """Something in the figures that somebody should look at, and what became of it."""

    class Kind(models.TextChoices):
        CONCERN = "concern", "Worse beyond chance"
        FAILING = "failing", "Will miss its target"
        MISSING = "missing", "Returns missing"
        DATA = "data", "Doubtful figure"

    class State(models.TextChoices):
        NEW = "new", "New"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        LOOKING = "looking", "Being looked at"
        CLOSED = "closed", "Closed"

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=10, choices=Kind)
    # What it is about, in one word: while it lasts there is one signal of it.
    subject = models.CharField(max_length=80)
    measure = models.ForeignKey(
        Measure, null=True, on_delete=models.CASCADE, related_name="signals"
    )
    measure_set = models.ForeignKey(
        MeasureSet, null=True, on_delete=models.CASCADE, related_name="signals"
    )
    body = models.ForeignKey(Body, null=True, on_delete=models.CASCADE, related_name="signals")
    area = models.ForeignKey(Area, null=True, on_delete=models.CASCADE, related_name="signals")
    period = models.DateField("month", help_text="The month that gave rise to it")
    fact = models.TextField(help_text="What was to be seen when it arose")
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    closed_because = models.TextField(blank=True)
    # The figures still say so, whatever has been done about it.
    is_standing = models.BooleanField(default=True)
    raised_at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True)

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "subject"],
                condition=Q(is_standing=True),
                name="signal_once_while_it_lasts",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(closed_because=""),
                name="signal_closed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(measure=None) ^ Q(measure_set=None),
                name="signal_about_a_measure_or_a_set",
            ),
            models.CheckConstraint(
                condition=Q(body=None) | Q(area=None), name="signal_of_a_body_or_an_area"
            ),
        ]
        indexes = [models.Index(fields=["state", "-raised_at"], name="signal_by_state")]

    def __str__(self):
        return f"{self.about}: {self.get_kind_display().lower()}"

    def get_absolute_url(self):
        return reverse("signals:detail", args=[self.pk])

    @property
    def about(self):
        what = str(self.measure or self.measure_set)
        return f"{what}, {self.part}" if self.part else what

    @property
    def part(self):
        """The organisation or place whose figures they are; None for the whole system."""
        return self.body or self.area

    @property
    def is_open(self):
        return self.state != self.State.CLOSED


class Step(models.Model):
    """Who took a signal from one state to the next, when, and with what words."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="steps")
    to = models.CharField(max_length=12, choices=Signal.State)
    words = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]


class PlacementQuerySet(models.QuerySet):
    def of_item(self, item):
        return self.filter(Q(item=item) | Q(request__item=item))

    def for_page(self):
        return self.select_related(
            "group", "by", "paper", "decision", "item__meeting__group", "request__item__meeting"
        )


class Placement(models.Model):
    """A signal before a group: on an agenda, or asked for when no meeting is being planned."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="placements")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(
        AgendaItem, null=True, on_delete=models.CASCADE, related_name="signal_placements"
    )
    request = models.ForeignKey(
        ItemRequest, null=True, on_delete=models.CASCADE, related_name="signal_placements"
    )
    paper = models.ForeignKey(Paper, null=True, on_delete=models.SET_NULL, related_name="+")
    decision = models.ForeignKey(
        Decision, null=True, on_delete=models.SET_NULL, related_name="signal_placements"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["signal", "group"],
                condition=Q(decision=None),
                name="placement_once_until_decided",
            ),
            models.CheckConstraint(
                condition=Q(item=None) ^ Q(request=None), name="placement_on_item_or_asked_for"
            ),
        ]

    @property
    def is_settled(self):
        """The group has decided, or will not take it up: it may be asked again."""
        declined = self.request and self.request.state == ItemRequest.State.DECLINED
        return bool(self.decision_id or declined)

    @property
    def on_item(self):
        """The line of the agenda, once it stands there."""
        return self.item or self.request.item
