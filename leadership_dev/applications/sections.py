"""The parts of an application: what each holds and whether it is complete."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

NOT_STARTED, IN_PROGRESS, COMPLETE = "Not started", "In progress", "Completed"

ABOUT = ["name", "email", "job_title", "employer", "profession"]
ABOUT_MORE = ["phone", "registration_body", "registration_number"]
PEOPLE = ["line_manager", "referee_one", "referee_one_email", "referee_two", "referee_two_email"]
PEOPLE_MORE = ["line_manager_email", "mentor"]


@dataclass(frozen=True)
class Part:
    heading: str
    hint: str
    href: str
    state: str
    group: str

    @property
    def is_complete(self):
        return self.state == COMPLETE


def state_of(needed, more=()):
    if all(needed):
        return COMPLETE
    return IN_PROGRESS if any([*needed, *more]) else NOT_STARTED


def parts_of_form(application):
    """The task list, in order. Reads identity, adjustment and answers, three statements."""
    own = [application.public_id]
    identity = application.identity
    yield Part(
        "About you",
        "The panel does not see this before the interviews",
        reverse("applications:about", args=own),
        state_of(values(identity, ABOUT), values(identity, ABOUT_MORE)),
        "You",
    )
    yield Part(
        "Line manager and referees",
        "So that nobody who knows you scores you",
        reverse("applications:people", args=own),
        state_of(values(identity, PEOPLE), values(identity, PEOPLE_MORE)),
        "You",
    )
    answers = {answer.criterion_id: answer.text for answer in application.answers.all()}
    for criterion in application.role.criteria.all():
        text = answers.get(criterion.pk, "")
        yield Part(
            criterion.name,
            f"{criterion.get_kind_display()}, weight {criterion.weight}",
            reverse("applications:answer", args=[*own, criterion.pk]),
            state_of_answer(application.role, text),
            "Your answers",
        )
    yield Part(
        "Adjustments and guaranteed interview",
        "Only the recruitment coordinator reads what you need",
        reverse("applications:needs", args=own),
        COMPLETE if application.wants_guarantee is not None else NOT_STARTED,
        "What you need from us",
    )
    yield Part(
        "Declaration",
        "",
        reverse("applications:declaration", args=own),
        COMPLETE if application.declared_true else NOT_STARTED,
        "Before you send",
    )


def values(thing, names):
    """What was typed; an address that cannot be one counts as not there yet."""
    typed = [(name, getattr(thing, name).strip()) for name in names]
    return [text if looks_right(name, text) else "" for name, text in typed]


def looks_right(name, text):
    if not name.endswith("email"):
        return True
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def words_in(text):
    return len(text.split())


def state_of_answer(role, text):
    if not text.strip():
        return NOT_STARTED
    return COMPLETE if words_in(text) <= role.word_limit else IN_PROGRESS
