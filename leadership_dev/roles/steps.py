"""What a coordinator can press on a role: the words of each step, its form and its deed."""

from collections.abc import Callable
from dataclasses import dataclass

from leadership_dev.machine.actions import transition

from . import actions
from .forms import ExtendForm, PublicReasonForm, ReasonForm, StepForm


@dataclass(frozen=True)
class Press:
    """`button` is what is pressed; `follows` says what happens then."""

    button: str
    follows: str
    form: type = StepForm
    do: Callable | None = None
    warning: bool = False


def opened(role, form, by):
    actions.open_role(role=role, by=by)


def extended(role, form, by):
    actions.extend(role=role, closes_at=form.closes_at, note=form.cleaned_data["reason"], by=by)


def advertised_again(role, form, by):
    actions.readvertise(role=role, reason=form.cleaned_data["reason"], by=by)


def withdrawn(role, form, by):
    actions.withdraw(role=role, reason=form.cleaned_data["reason"], by=by)


def closed(role, form, by):
    actions.close(role=role, by=by)


PRESSES = {
    "submit_for_approval": Press(
        "Send for approval",
        "Another coordinator or a programme manager reads the role and approves it or returns it.",
    ),
    "return": Press("Return to its author", "The author can change it again.", ReasonForm),
    "approve": Press(
        "Approve", "The role opens by itself on its opening date, or earlier when you open it."
    ),
    "open": Press(
        "Open now",
        "The role becomes public and everybody who asked for letters about new roles gets one.",
        do=opened,
    ),
    "extend": Press(
        "Extend the closing date",
        "The page says from when to when, and everybody who applied or began to gets a letter.",
        ExtendForm,
        extended,
    ),
    "close": Press("Close", "Drafts that were not sent lapse.", do=closed),
    "start_sift": Press(
        "Start the sift",
        "Each member of the panel gets the applications that they may read, by reference.",
    ),
    "open_moderation": Press(
        "Open moderation",
        "Scoring ends, and the panel agrees where its scores lie far apart.",
    ),
    "confirm_shortlist": Press(
        "Confirm the shortlist",
        "Scores are frozen. Feedback is drafted for everybody who is not on the shortlist.",
    ),
    "release_shortlist": Press(
        "Release the shortlist",
        "Everybody who applied is told at once, with their feedback, and the panel learns whom it"
        " will meet.",
    ),
    "release_outcomes": Press(
        "Release the outcomes",
        "Everybody who was interviewed is told at once, and the record of this recruitment becomes"
        " public.",
    ),
    "readvertise": Press(
        "Advertise again",
        "This recruitment ends and a new draft like it is made. Applicants are asked whether"
        " they want to carry their answers over.",
        PublicReasonForm,
        advertised_again,
        warning=True,
    ),
    "withdraw": Press(
        "Withdraw the role",
        "The page says why, and everybody who applied or began to gets a letter. This cannot be"
        " undone.",
        PublicReasonForm,
        withdrawn,
        warning=True,
    ),
}


def press_of(step):
    """The press of a step; one without a page of its own is told in the machine's words."""
    if step.name in PRESSES:
        return PRESSES[step.name]
    return Press(step.words, "", ReasonForm if step.needs_reason else StepForm)


def do(press, name, role, form, by):
    if press.do:
        press.do(role, form, by)
    else:
        transition(role, name, by=by, reason=form.cleaned_data.get("reason", ""))
