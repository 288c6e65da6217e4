from ccpl_portal.jobs.registry import handles

from . import actions


@handles("networks.forget_invitations")
def forget_invitations():
    actions.forget()
