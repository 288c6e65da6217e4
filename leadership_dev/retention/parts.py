"""Until when the portal keeps an application, on its applicant's page."""

from django.conf import settings

from leadership_dev.applications.parts import part

from .periods import kept_until


@part(order=90)
def kept(application):
    return "leadership_dev/retention/_kept.html", {
        "until": kept_until(application),
        "held": bool(application.hold_reason),
        "months": settings.UNSUCCESSFUL_APPLICATIONS_KEPT_MONTHS,
        "months_after_term": settings.APPOINTED_APPLICATIONS_KEPT_MONTHS,
    }
