from django.db import models
from django.db.models import Q

from ccpl_portal.people.models import Person
from ccpl_portal.ui.dates import clock
from governance.meetings.frozen import BY_ITEM, BY_MEETING, frozen_with


class Attendance(models.Model):
    """How one person stood to one meeting. The name is kept as it was on the day."""

    # No history is kept of this table: it says where a person was.

    class Standing(models.TextChoices):
        PRESENT = "present", "Present"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"
        IN_ATTENDANCE = "in_attendance", "In attendance"

    meeting = models.ForeignKey(
        "governance.Meeting", on_delete=models.CASCADE, related_name="attendances"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="attendances"
    )
    name = models.CharField(max_length=120)
    organisation_words = models.CharField("organisation or role", max_length=160, blank=True)
    standing = models.CharField(max_length=15, choices=Standing, default=Standing.PRESENT)
    deputy_for = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="deputised"
    )
    deputy_for_name = models.CharField(max_length=120, blank=True)
    arrived_at = models.TimeField("arrived late at", null=True, blank=True)
    left_at = models.TimeField("left early at", null=True, blank=True)
    first_item = models.ForeignKey(
        "governance.AgendaItem",
        verbose_name="present from item",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    last_item = models.ForeignKey(
        "governance.AgendaItem",
        verbose_name="present up to and including item",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["meeting", "name", "pk"]
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False),
                name="attendance_once_a_meeting",
                violation_error_message="This person is on the list already",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="attendance_has_a_name"),
        ]
        triggers = [
            frozen_with(
                "attendance_frozen",
                BY_MEETING,
                "meeting_id",
                "name",
                "organisation_words",
                "standing",
                "deputy_for_name",
                "arrived_at",
                "left_at",
                "first_item_id",
                "last_item_id",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def times(self):
        """from 9:30am, from item 3; until 11am"""
        came = [clock(self.arrived_at)] if self.arrived_at else []
        came += [self.first_item.title] if self.first_item else []
        went = [clock(self.left_at)] if self.left_at else []
        went += [self.last_item.title] if self.last_item else []
        words = ["from " + ", ".join(came)] if came else []
        return "; ".join([*words, *(["until " + ", ".join(went)] if went else [])])


class Withdrawal(models.Model):
    """Somebody left the room for one item, because of an interest in it."""

    # No history is kept of this table: it says what interest a person has.

    item = models.ForeignKey(
        "governance.AgendaItem", on_delete=models.CASCADE, related_name="withdrawals"
    )
    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="withdrawals")
    reason = models.CharField(
        "interest", max_length=300, help_text="It is printed in the minutes of the item"
    )

    class Meta:
        ordering = ["item", "attendance__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "attendance"],
                name="withdrawal_once_an_item",
                violation_error_message="This person has withdrawn from the item already",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason"),
        ]
        triggers = [frozen_with("withdrawal_frozen", BY_ITEM, "item_id", "attendance_id", "reason")]

    def __str__(self):
        return f"{self.attendance} withdrew from {self.item}"
