"""Letters about applications: the portal's words, a coordinator's own, and what fills them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from ccpl_portal.outbox.actions import write_letter

from .models import LetterTemplate

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

PLACEHOLDERS = {
    "name": "The applicant's name",
    "reference": "The reference of the application",
    "role": "The title of the role",
    "link": "The address of the application's page",
    "contact": "Whom to ask, as the role says it",
    "feedback": "The feedback points, each with its criterion",
    "until": "The day and time by which an answer is needed",
    "when": "The time of the interview",
    "place": "The place of the interview or the call link",
}
ALWAYS = ("name", "reference", "role", "link", "contact")


@dataclass(frozen=True)
class Kind:
    """One kind of letter, and the placeholders that can be filled in when it is written."""

    name: str
    words: str
    holds: tuple = ALWAYS


KINDS = {
    kind.name: kind
    for kind in [
        Kind("shortlisted", "Invited to interview"),
        Kind("not_shortlisted", "Not successful at the sift", (*ALWAYS, "feedback")),
        Kind("reserve", "On the reserve list"),
        Kind("not_appointed", "Not successful after interview", (*ALWAYS, "feedback")),
        Kind("offered", "Offer made", (*ALWAYS, "until")),
        Kind("offer_reminder", "Reminder of an offer", (*ALWAYS, "until")),
        Kind("offer_lapsed", "Offer lapsed", (*ALWAYS, "until")),
        Kind("appointed", "Offer accepted"),
        Kind("slot_booked", "Interview booked", (*ALWAYS, "when", "place")),
        Kind("reserve_ended", "Reserve list ended"),
    ]
}


@cache
def portal_words(kind):
    """(subject, text) before any coordinator changed them."""
    folder = Path(settings.BASE_DIR) / "templates/leadership_dev/letters"
    subject, _, text = (folder / f"{kind}.txt").read_text().partition("\n")
    return subject, text.strip()


def unknown_placeholders(kind, *texts):
    """Names in braces that this kind of letter cannot fill in."""
    found = {name for text in texts for name in PLACEHOLDER.findall(text)}
    return sorted(found - set(KINDS[kind].holds))


def words_of(kind):
    """(subject, text) as the coordinators have them today."""
    own = LetterTemplate.objects.filter(name=kind).first()
    return (own.subject, own.text) if own else portal_words(kind)


def fill(text, facts):
    # One pass: braces in what an applicant wrote are text, and stay as they are.
    return PLACEHOLDER.sub(lambda found: str(facts.get(found[1], found[0])), text)


def letter(kind, facts):
    """(subject, text) of one letter, filled in."""
    subject, text = words_of(kind)
    return " ".join(fill(subject, facts).split()), fill(text, facts)


def facts_of(application, **more):
    """What every letter about an application can say."""
    role = application.role
    identity = getattr(application, "identity", None)
    return {
        "name": (identity.name if identity else "") or str(application.user),
        "reference": application.reference,
        "role": role.title,
        "link": settings.SITE_URL.rstrip("/") + application.get_absolute_url(),
        "contact": ", ".join(part for part in [role.contact_name, role.contact_email] if part),
        **more,
    }


def send(kind, application, *, key, calendar="", **more):
    """Owe the applicant one letter; the same key is never written twice."""
    if application.user is None:
        return
    subject, text = letter(kind, facts_of(application, **more))
    write_letter(
        to=application.user,
        template="leadership_dev/letters/letter",
        context={"subject": subject, "text": text},
        key=f"application {application.pk} {key}",
        about=application,
        calendar=calendar,
    )
