"""What needs care in the shared rooms."""

from django.apps import apps
from django.urls import reverse

from ccpl_portal.accounts.models import User
from ccpl_portal.jobs.models import Job
from ccpl_portal.outbox.models import Letter
from ccpl_portal.publishing.models import Publishable, State

from .registry import care, task


def counted(number, one, many):
    return f"{number} {one if number == 1 else many}"


@care
def accounts_waiting(user):
    waiting = User.objects.waiting_for_verification().count()
    if waiting:
        words = counted(waiting, "account waits", "accounts wait")
        address = reverse("admin:ccpl_portal_user_changelist")
        yield f"{words} to be verified", f"{address}?state=waiting"


@care
def failed_work(user):
    failed = Job.objects.failed().count()
    if failed:
        words = counted(failed, "job", "jobs")
        address = reverse("admin:ccpl_portal_job_changelist")
        yield f"{words} failed", f"{address}?state__exact={Job.State.FAILED}"


@care
def failed_letters(user):
    failed = Letter.objects.failed().count()
    if failed:
        words = counted(failed, "letter", "letters")
        address = reverse("admin:ccpl_portal_letter_changelist")
        yield f"{words} could not be sent", f"{address}?state__exact={Letter.State.FAILED}"


@care
def drafts_waiting(user):
    for model in apps.get_models():
        if not issubclass(model, Publishable):
            continue
        drafts = model.objects.drafts().count()
        if drafts:
            name = model._meta.verbose_name if drafts == 1 else model._meta.verbose_name_plural
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            yield (
                f"{drafts} {name} in draft",
                f"{address}?state__exact={State.DRAFT}",
            )


task("Verify accounts", "admin:ccpl_portal_user_changelist", "ccpl_portal.view_user", order=80)
