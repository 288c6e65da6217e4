from .groups import admin as groups
from .invitations import admin as invitations
from .joining import admin as joining
from .missing import admin as missing
from .proposals import admin as proposals
from .resources import admin as resources
from .terms import admin as terms
