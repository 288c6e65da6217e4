import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ccpl_portal.accounts.rules import is_manager
from ccpl_portal.ui.dates import day

from .frozen import BY_MEETING, frozen_with
from .models import Meeting, groups_of
from .words import Part, Purpose, Visibility

# Wider to narrower: a later word shows an item to fewer people.
NARROWING = Visibility.values
NARROWER = f"ARRAY{NARROWING}"

CHILD_NEVER_MORE_PUBLIC = pgtrigger.Trigger(
    name="child_never_more_public",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id", "visibility", "meeting_id"),
    declare=[("above", "governance_agendaitem%ROWTYPE")],
    func=f"""
        IF NEW.parent_id IS NOT NULL THEN
            SELECT * INTO above FROM governance_agendaitem WHERE id = NEW.parent_id FOR SHARE;
            IF above.parent_id IS NOT NULL OR above.meeting_id <> NEW.meeting_id THEN
                RAISE EXCEPTION 'an agenda is two deep and its items are of one meeting'
                    USING ERRCODE = 'check_violation';
            END IF;
            IF array_position({NARROWER}, NEW.visibility::text)
                    < array_position({NARROWER}, above.visibility::text) THEN
                RAISE EXCEPTION 'an agenda item is never more public than the one above it'
                    USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        IF EXISTS (
            SELECT 1 FROM governance_agendaitem below WHERE below.parent_id = NEW.id
            AND (NEW.parent_id IS NOT NULL OR below.meeting_id <> NEW.meeting_id
                OR array_position({NARROWER}, below.visibility::text)
                    < array_position({NARROWER}, NEW.visibility::text))
        ) THEN
            RAISE EXCEPTION 'an agenda item is never more public than the one above it'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,  # noqa: S608 - only a constant of this file goes in
)


class AgendaItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Members read everything; managers all but private items; others what is public."""
        known = self.filter(meeting__in=Meeting.objects.visible_to(user))
        if not user.is_authenticated:
            return known.filter(visibility=Visibility.PUBLIC)
        open_to_user = [Visibility.PUBLIC]
        if is_manager(user):
            open_to_user.append(Visibility.MEMBERS)
        return known.filter(Q(visibility__in=open_to_user) | Q(meeting__group__in=groups_of(user)))

    def for_page(self):
        return self.select_related("presenter_person", "carried_from__meeting").order_by(
            "position", "pk"
        )


class AgendaItem(models.Model):
    """A line of an agenda, or a line under it."""

    class Came(models.TextChoices):
        """Why a line stands on the agenda of the next meeting without being typed."""

        TYPED = "", "Typed"
        STANDING = "standing", "Standing item"
        RECURRING = "recurring", "Comes back each time"
        KEPT = "kept", "Kept until it is done"
        NOT_REACHED = "not_reached", "Not reached last time"
        CARRIED = "carried", "Carried over"
        REQUESTED = "requested", "Asked for"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=10, choices=Purpose, blank=True)
    presenter = models.CharField(max_length=120, blank=True)
    presenter_person = models.ForeignKey(
        "ccpl_portal.Person",
        verbose_name="presenter in the directory",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="agenda_items",
    )
    minutes_allotted = models.PositiveSmallIntegerField(null=True, blank=True)
    # Chasing papers needs it; it is shown to those who keep the agenda and to nobody else.
    presenter_email = models.EmailField("presenter’s e-mail address", blank=True)
    visibility = models.CharField(
        "who may read it", max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    part = models.CharField("what belongs to it", max_length=12, choices=Part, blank=True)
    paper_expected = models.BooleanField("a paper belongs to it", default=False)
    recurring = models.BooleanField("comes back at each meeting", default=False)
    keep_on_agenda = models.BooleanField("stays on the agenda until it is done", default=False)
    not_reached = models.BooleanField("was not reached in the meeting", default=False)
    came_as = models.CharField(max_length=12, choices=Came, blank=True, editable=False)
    carried_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="carried_to",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "parent", "position"],
                name="agenda_position_once",
                nulls_distinct=False,
                # Reordering swaps positions, so the promise is kept at commit.
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="agenda_item_is_not_under_itself",
                violation_error_message="Choose another item: this one cannot be under itself",
            ),
            models.CheckConstraint(
                condition=Q(minutes_allotted=None) | Q(minutes_allotted__gt=0),
                name="agenda_minutes_more_than_none",
                violation_error_message="Enter 1 minute or more",
            ),
        ]
        triggers = [
            CHILD_NEVER_MORE_PUBLIC,
            frozen_with(
                "agenda_item_frozen",
                BY_MEETING,
                "meeting_id",
                "parent_id",
                "position",
                "title",
                "visibility",
                "not_reached",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def presenter_name(self):
        return self.presenter or (self.presenter_person.name if self.presenter_person else "")

    @property
    def why_it_came(self):
        """Carried over from 5 May 2026: not reached last time"""
        why = self.get_came_as_display() if self.came_as else ""
        if self.carried_from is None:
            return why
        over = f"Carried over from {day(self.carried_from.meeting.starts_at)}"
        return over if self.came_as == self.Came.CARRIED else f"{over}: {why[:1].lower()}{why[1:]}"

    @property
    def may_be_put_off(self):
        """What stands on each agenda comes back by itself; the rest only when it is carried."""
        return not self.part and self.came_as != self.Came.STANDING
