from .invitations import tasks as invitations
