"""What an application must have before it may go on, and what the closing of a role does."""

from django.conf import settings
from django.utils import timezone

from ccpl_portal.outbox.actions import write_letter
from governance.customs.working_days import working_days_after
from leadership_dev.machine.actions import transition
from leadership_dev.machine.models import Transition
from leadership_dev.machine.registry import Refused, effect, guard

from .models import Application
from .sections import parts_of_form

LETTERS = "leadership_dev/applications/letters"


@guard("application", "submit")
def every_part_is_complete(application, **facts):
    missing = [part.heading for part in parts_of_form(application) if not part.is_complete]
    if missing:
        raise Refused(*(f"Complete “{heading}” before you send" for heading in missing))


@guard("application", "check")
def refusal_names_a_criterion(application, *, to, reason, criterion=None, **facts):
    if to == "ineligible" and not (criterion and reason):
        raise Refused("Name the criterion and the reason")


@guard("application", "check")
def role_has_closed(application, **facts):
    if application.role.state == "open":
        raise Refused("Applications are checked when the role has closed")


@guard("application", "review")
def review_in_time(application, **facts):
    if not may_be_reviewed(application):
        raise Refused("The time in which a review could be asked for is over")


def may_be_reviewed(application):
    """Once, and within so many working days of being told."""
    told = Transition.objects.of(application)
    if application.state != "ineligible" or told.filter(name="review").exists():
        return False
    return timezone.localdate() <= review_until(application)


def review_until(application):
    told = Transition.objects.of(application).filter(to_state="ineligible").last()
    return working_days_after(timezone.localdate(told.at), settings.REVIEW_WORKING_DAYS)


@effect("role", "close")
def lapse_drafts(role, **facts):
    for draft in role.applications.drafts().select_related("user"):
        transition(draft, "lapse")
        if draft.user is None:
            continue
        write_letter(
            to=draft.user,
            template=f"{LETTERS}/lapsed",
            context={"application": draft, "role": role},
            key=f"application {draft.pk} lapsed",
            about=draft,
        )


@effect("role", "close")
def pass_all_in_light_roles(role, **facts):
    """A light process has no long list: who said yes to every question is eligible."""
    if role.is_light:
        for application in role.applications.filter(state=Application.State.SUBMITTED):
            transition(application, "check", to="eligible", reason="Light process: no long list")


@guard("role", "start_sift")
def eligibility_is_done(role, **facts):
    waiting = role.applications.filter(state=Application.State.SUBMITTED).count()
    if waiting:
        noun = "application is" if waiting == 1 else "applications are"
        raise Refused(f"{waiting} {noun} still to be checked for eligibility")
