from ccpl_portal.jobs.registry import handles

from . import actions


@handles("leadership.clear_applications")
def clear_applications():
    actions.clear()
