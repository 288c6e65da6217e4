from .groups import admin as groups
from .invitations import admin as invitations
from .joining import admin as joining
from .missing import admin as missing
from .terms import admin as terms

__all__ = ["groups", "invitations", "joining", "missing", "terms"]
