from ccpl_portal.jobs.registry import handles

from . import actions


@handles("quality.tidy_uploads")
def tidy_uploads():
    actions.tidy()
