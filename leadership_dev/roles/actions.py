from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.text import slugify

from ccpl_portal.audit.actions import record
from ccpl_portal.outbox.actions import write_letter
from leadership_dev.machine.actions import transition

from .models import Anchor, Criterion, EligibilityQuestion, LeadershipRole, RoleAlert, RoleQuestion

# Words that stand in addresses of their own below /leadership/roles/.
TAKEN = {"new", "feed", "alerts"}
NOT_COPIED = {"id", "slug", "state", "opens_at", "closes_at", "tags", "interviews_from",
              "interviews_until", "starts_on", "is_example"}  # fmt: skip


@transaction.atomic
def draft_role(*, role, by):
    """Keep a new draft; whoever writes it may not be the one who approves it."""
    role.slug = free_slug(role.title)
    role.author = by
    if by.has_role("coordinator"):
        role.coordinator = by
    role.save()
    record("drafted role", role, by=by)
    return role


def free_slug(title):
    base = slugify(title)[:100] or "role"
    slug, number = base, 1
    while slug in TAKEN or LeadershipRole.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def copy_role(*, role, by):
    """A new draft like this one, with its criteria and without its dates and its panel."""
    fields = {field.name for field in role._meta.concrete_fields if field.editable} - NOT_COPIED
    copy = LeadershipRole(**{name: getattr(role, name) for name in fields})
    draft_role(role=copy, by=by)
    for criterion in role.criteria.with_anchors():
        made = Criterion.objects.create(
            role=copy, **model_to_dict(criterion, ["kind", "name", "text", "weight", "position"])
        )
        for anchor in criterion.anchors.all():
            Anchor.objects.create(criterion=made, score=anchor.score, text=anchor.text)
    for question in role.eligibility_questions.all():
        EligibilityQuestion.objects.create(
            role=copy, text=question.text, position=question.position
        )
    copy.tags.set(role.tags.all())
    return copy


@transaction.atomic
def open_role(*, role, by=None):
    """Open by hand or by the timer. Days are counted from the day on which it really opens."""
    opens_at = role.opens_at
    if by is not None:
        opens_at = role.opens_at = timezone.now()
        role.save(update_fields=["opens_at"])
    transition(role, "open", by=by, also={"opens_at": opens_at})


@transaction.atomic
def extend(*, role, closes_at, note, by):
    was = role.closes_at
    transition(
        role,
        "extend",
        by=by,
        reason=note,
        also={"closes_at": closes_at, "original_closes_at": role.original_closes_at or was},
        closes_at=closes_at,
        was=was,
    )


@transaction.atomic
def readvertise(*, role, reason, by):
    """End this recruitment and begin another like it; applicants are asked to carry over."""
    successor = copy_role(role=role, by=by)
    transition(
        role,
        "readvertise",
        by=by,
        reason=reason,
        also={"public_note": reason, "replaced_by": successor},
        successor=successor,
    )
    return successor


def withdraw(*, role, reason, by):
    transition(role, "withdraw", by=by, reason=reason, also={"public_note": reason})


def close(*, role, by=None):
    transition(role, "close", by=by, also={"closed_at": timezone.now()})


@transaction.atomic
def ask(*, role, text, by):
    question = RoleQuestion.objects.create(role=role, text=text, asked_by=by)
    record("asked about role", question, by=by, role=role.pk)
    return question


@transaction.atomic
def answer(*, question, text, answer, by):
    """Publish the answer, and the question in the words that the coordinator leaves of it."""
    question.text = text
    question.answer = answer
    question.answered_by = by
    question.answered_at = timezone.now()
    question.save()
    record("answered about role", question, by=by, role=question.role_id)
    if question.asked_by:
        write_letter(
            to=question.asked_by,
            template="leadership_dev/roles/letters/answered",
            context={"question": question, "role": question.role},
            key=f"role question {question.pk} answered",
            about=question.role,
        )


def start_alerts(*, user):
    RoleAlert.objects.get_or_create(user=user)


def stop_alerts(*, user):
    RoleAlert.objects.filter(user=user).delete()
