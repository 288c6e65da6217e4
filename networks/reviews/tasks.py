from ccpl_portal.jobs.registry import handles

from . import actions


@handles("networks.remind_reviews")
def remind_reviews():
    actions.remind()
