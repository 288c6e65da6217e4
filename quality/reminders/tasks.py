from ccpl_portal.jobs.registry import handles
from ccpl_portal.outbox.registry import check

from . import actions, reports


@handles("quality.remind_of_returns")
def remind_of_returns():
    actions.remind()


@check("quality.still_owed")
def still_owed(letter):
    return actions.is_still_owed(letter)


@check("quality.report_still_owed")
def report_still_owed(letter):
    return reports.is_report_still_owed(letter)
