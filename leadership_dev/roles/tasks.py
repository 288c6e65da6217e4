import logging

from celery import shared_task

from ccpl_portal.outbox.registry import check
from ccpl_portal.web.errors import Conflict
from leadership_dev.machine.registry import Refused

from . import actions
from .models import LeadershipRole, RoleAlert

logger = logging.getLogger(__name__)


@shared_task(name="roles.keep_time")
def keep_time():
    """Open and close what is due. A role that is not complete stays where it is."""
    for role in LeadershipRole.objects.due_to_open():
        attempt(actions.open_role, role)
    for role in LeadershipRole.objects.due_to_close():
        attempt(actions.close, role)


def attempt(deed, role):
    try:
        deed(role=role)
    except (Conflict, Refused) as reason:
        logger.warning("Role %s stays %s: %s", role.pk, role.state, reason)


@check("leadership.wants_alerts")
def wants_alerts(letter):
    return RoleAlert.objects.filter(user=letter.to_user).exists()
