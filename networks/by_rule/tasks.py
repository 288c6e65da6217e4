from ccpl_portal.jobs.registry import handles

from . import actions


@handles("networks.keep_rules")
def keep_rules():
    actions.keep_up()
