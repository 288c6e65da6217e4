import logging

from ccpl_portal.jobs.registry import handles
from ccpl_portal.web.errors import Conflict

from . import actions

logger = logging.getLogger(__name__)


@handles("monitoring.batch")
def batch():
    """Once a night: note the stages of each year, and freeze the years that are over."""
    for year in actions.years_to_stage():
        actions.stage_year(year=year)
    for year in actions.years_due():
        try:
            actions.freeze_year(year=year)
        except Conflict as reason:
            logger.warning("Monitoring year %s stays open: %s", year, reason)
