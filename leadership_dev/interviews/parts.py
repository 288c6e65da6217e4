"""What the applicant sees of the interview on the page of the application."""

from leadership_dev.applications.data import gives
from leadership_dev.applications.parts import part

from .actions import plan_of
from .models import InterviewSlot

TOLD = {"shortlisted", "interview_booked", "interviewed"}


@part(order=10)
def interview(application):
    """Times to choose from, the time that was booked, and the questions when their day comes."""
    if application.told_state not in TOLD:
        return None
    adjustment = getattr(application, "adjustment", None)
    return "leadership_dev/interviews/_own.html", {
        "application": application,
        "role": application.role,
        "slot": InterviewSlot.objects.filter(application=application).first(),
        "may_book": application.told_state == "shortlisted",
        "plan": plan_of(application.role),
        "arrangement": adjustment.agreed if adjustment else "",
    }


@gives("interview")
def interview_data(application):
    slot = InterviewSlot.objects.filter(application=application).first()
    return {"starts": slot.starts_at, "place": slot.place} if slot else None
