from celery import shared_task
from django.conf import settings
from django.db.models.functions import Now

from ccpl_portal.outbox.actions import write_letter
from ccpl_portal.outbox.registry import check
from leadership_dev.roles.models import LeadershipRole

from .models import Application


@shared_task(name="applications.remind")
def remind():
    """One letter to each draft's owner before the role closes; an extension earns another."""
    soon = LeadershipRole.objects.open().filter(
        closes_at__lte=Now() + settings.REMIND_BEFORE_CLOSING
    )
    drafts = Application.objects.drafts().filter(role__in=soon, user__isnull=False)
    drafts = drafts.select_related("role", "user")
    for draft in drafts:
        write_letter(
            to=draft.user,
            template="leadership_dev/applications/letters/reminder",
            context={"application": draft, "role": draft.role},
            key=f"application {draft.pk} reminder {draft.role.closes_at.isoformat()}",
            about=draft,
            check="leadership.still_draft",
        )


@check("leadership.still_draft")
def still_draft(letter):
    return Application.objects.drafts().filter(pk=letter.about_id).exists()
