from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import write_letter
from ccpl_portal.web.errors import Conflict
from leadership_dev.machine.actions import lock, transition
from leadership_dev.roles.models import LeadershipRole

from .models import AdjustmentRequest, Answer, Application, ApplicationIdentity
from .reference import new_reference
from .traces import without

LETTERS = "leadership_dev/applications/letters"
CLOSED = "Applications for this role have closed, so this was not sent. Nothing of it is lost"
CLOSED_DRAFT = "Applications for this role have closed. Your draft cannot be changed any more"
TRIES = 5
CARRIED = [
    "phone", "job_title", "employer", "profession", "registration_body", "registration_number",
    "line_manager", "line_manager_email", "referee_one", "referee_one_email", "referee_two",
    "referee_two_email", "mentor",
]  # fmt: skip


def demand_open(role):
    """By the database's clock; whoever asks."""
    if not LeadershipRole.objects.open().filter(pk=role.pk).exists():
        raise Conflict("Applications for this role have closed")


@transaction.atomic
def begin(*, role, by, reuse=None):
    """The person's one draft for a role, made when there is none; perhaps with older answers."""
    own = role.applications.filter(user=by).exclude(state="withdrawn")
    if found := own.first():
        return found
    demand_open(role)
    application = make_draft(role, by, reuse)
    if application is None:
        # Pressed twice at once: the other one made it.
        return own.get()
    identity = ApplicationIdentity(application=application, name=by.name, email=by.email)
    if reuse:
        for field in CARRIED:
            setattr(identity, field, getattr(reuse.identity, field))
        carry_answers(reuse, application)
    elif person := getattr(by, "person", None):
        identity.job_title = person.job_title
        identity.employer = person.organisation.name if person.organisation else ""
        identity.profession = person.profession.name if person.profession else ""
    identity.save()
    AdjustmentRequest.objects.create(application=application)
    record("began application", application, by=by, role=role.pk)
    return application


def make_draft(role, by, reuse):
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return Application.objects.create(
                    role=role, user=by, carried_from=reuse, reference=new_reference()
                )
        except IntegrityError:
            if role.applications.filter(user=by).exclude(state="withdrawn").exists():
                return None
    raise Conflict("No reference could be drawn. Try again")


def carry_answers(old, new):
    """Answers to criteria that read alike; their words are the applicant's to change."""
    written = {answer.criterion.name.lower(): answer.text for answer in old.answers.all()}
    Answer.objects.bulk_create(
        Answer(application=new, criterion=criterion, text=written[criterion.name.lower()])
        for criterion in new.role.criteria.all()
        if written.get(criterion.name.lower())
    )


@transaction.atomic
def save_part(*, application, write):
    """Write a part of a draft, complete or not; `write` saves under the draft's lock."""
    lock(application)
    if not application.is_draft:
        raise Conflict("This application is not a draft any more, so it cannot be changed")
    if not LeadershipRole.objects.open().filter(pk=application.role_id).exists():
        raise Conflict(CLOSED_DRAFT)
    write(application)
    application.saved_at = timezone.now()
    application.save(update_fields=["saved_at", "wants_guarantee", "declared_true"])


def write_answer(*, application, criterion, text):
    Answer.objects.update_or_create(
        application=application, criterion=criterion, defaults={"text": text}
    )


@transaction.atomic
def submit(*, application, token, by):
    """Send it, once. Pressing again with the same token finds what was sent and changes nothing."""
    lock(application)
    if application.is_sent and application.token == token:
        return application
    # In time by the database's clock, and the closing second itself is in time.
    if not LeadershipRole.objects.open().filter(pk=application.role_id).exists():
        raise Conflict(CLOSED)
    redact(application)
    transition(application, "submit", by=by, also={"submitted_at": Now()})
    application.refresh_from_db(fields=["submitted_at"])
    send_receipt(application, by)
    return application


def redact(application):
    answers = list(application.answers.all())
    for answer in answers:
        answer.redacted = without(answer.text, application.identity)
    Answer.objects.bulk_update(answers, ["redacted"])


def send_receipt(application, by):
    write_letter(
        to=by,
        template=f"{LETTERS}/received",
        context={"application": application, "role": application.role},
        key=f"application {application.pk} received",
        about=application,
    )


@transaction.atomic
def withdraw(*, application, reason, by):
    transition(application, "withdraw", by=by, reason=reason)
    write_letter(
        to=by,
        template=f"{LETTERS}/withdrawn",
        context={"application": application, "role": application.role},
        key=f"application {application.pk} withdrawn",
        about=application,
    )


@transaction.atomic
def delete_draft(*, application, by):
    lock(application)
    if not application.is_draft:
        raise Conflict("This application is not a draft any more. You can withdraw it instead")
    record("deleted draft application", application, by=by, role=application.role_id)
    application.answers.all().delete()
    application.delete()


@transaction.atomic
def ask_for_review(*, application, reason, by):
    transition(application, "review", by=by, reason=reason)


@transaction.atomic
def check(*, application, eligible, by, criterion=None, reason=""):
    transition(
        application,
        "check",
        by=by,
        to="eligible" if eligible else "ineligible",
        reason=reason,
        also={"ineligible_criterion": None if eligible else criterion},
        criterion=criterion,
    )
    if not eligible and application.user:
        write_letter(
            to=application.user,
            template=f"{LETTERS}/ineligible",
            context={"application": application, "role": application.role, "reason": reason},
            key=f"application {application.pk} ineligible {timezone.now():%Y%m%d%H%M%S}",
            about=application,
        )
