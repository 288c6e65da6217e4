from .by_rule import tasks as by_rule
from .invitations import tasks as invitations
from .reviews import tasks as reviews
