import uuid
from dataclasses import dataclass

from django.db import transaction

from ccpl_portal.accounts.models import User
from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import write_letter

LETTERS = "ccpl_portal/letterbox/letters"


@dataclass(frozen=True)
class Sender:
    """Who writes. Only somebody signed in is known to be who they say."""

    name: str
    email: str
    user: User | None = None

    @classmethod
    def of(cls, user, typed):
        if user.is_authenticated:
            return cls(str(user), user.email, user)
        return cls(" ".join(typed["name"].split()), typed["email"])


@transaction.atomic
def write_to(*, person, sender, message, token=None):
    """Send a message to a person whose address the writer does not learn, and a receipt back."""
    key = f"letterbox {person.pk} {token or uuid.uuid4()}"
    context = {"person": person, "sender": sender, "message": message}
    for number, address in enumerate(addresses_of(person)):
        write_letter(
            to=address,
            template=f"{LETTERS}/message",
            context=context,
            key=f"{key} {number}",
            headers={"Reply-To": sender.email},
        )
    write_letter(
        to=sender.user or sender.email,
        template=f"{LETTERS}/receipt",
        context=context,
        key=f"{key} receipt",
    )
    record("wrote to person", person, by=sender.user)


def addresses_of(person):
    """The person's own address; the programme team's where the directory has none."""
    if person.email:
        return [person.email]
    if person.user and person.user.is_active:
        return [person.user]
    return list(User.objects.managers())
