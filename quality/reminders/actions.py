"""One reminder before a return is due and one when it is late, to each who sends it."""

from dataclasses import dataclass

from django.db import transaction

from ccpl_portal.outbox.actions import write_letter
from quality.bodies.models import System
from quality.returns.due import owed_by
from quality.returns.models import ReturnsContact

from .reports import remind_of_reports
from .timing import when

LETTERS = "quality/reminders/letters"


@dataclass(frozen=True)
class Reminder:
    """What a letter's key says, so that it can ask again whether it is still true."""

    due: object
    when: str

    @property
    def key(self):
        due = self.due
        return f"return-{self.when}:{due.body.pk}:{due.set.pk}:{due.period}"


@transaction.atomic
def remind():
    """Write whatever reminders have come due; each is written once, whenever this is run."""
    home = System.objects.home()
    bodies = list(home.bodies.all()) if home else []
    dues = owed_by(bodies)
    senders, executives = contacts_of(bodies)
    for due in dues:
        if not due.is_answered and (said := when(due.due_on)):
            remind_all(Reminder(due, said), senders.get(due.body.pk, []))
        if due.awaits_sign_off:
            ask_all(due, executives.get(due.body.pk, []))
    if home:
        remind_of_reports(home)


def contacts_of(bodies):
    """Who sends for each body, and which executives sign off."""
    senders, executives = {}, {}
    contacts = ReturnsContact.objects.filter(body__in=bodies, user__is_active=True)
    for contact in contacts.select_related("user"):
        if contact.user.is_verified:
            those = executives if contact.signs_off else senders
            those.setdefault(contact.body_id, []).append(contact.user)
    return senders, executives


def remind_all(reminder, users):
    for user in users:
        write_letter(
            to=user,
            template=f"{LETTERS}/{reminder.when}",
            context={"due": reminder.due},
            key=f"{reminder.key}:{user.pk}",
            about=reminder.due.body,
            check="quality.still_owed",
        )


def ask_all(due, users):
    # What was sent back and corrected is asked for once more.
    again = f":{len(due.refusals)}" if due.refusals else ""
    for user in users:
        write_letter(
            to=user,
            template=f"{LETTERS}/sign_off",
            context={"due": due},
            key=f"return-sign-off:{due.body.pk}:{due.set.pk}:{due.period}:{user.pk}{again}",
            about=due.body,
        )


def is_still_owed(letter):
    """Say whether the return that a letter speaks of is still not answered."""
    _, body, measure_set, period, user = letter.key.split(":")
    contact = ReturnsContact.objects.filter(body=body, user=user).select_related("body").first()
    return contact is not None and any(
        str(due.set.pk) == measure_set and f"{due.period}" == period and not due.is_answered
        for due in owed_by([contact.body])
    )
