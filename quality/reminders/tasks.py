from ccpl_portal.jobs.registry import handles
from ccpl_portal.outbox.registry import check

from . import actions


@handles("quality.remind_of_returns")
def remind_of_returns():
    actions.remind()


@check("quality.still_owed")
def still_owed(letter):
    return actions.is_still_owed(letter)
