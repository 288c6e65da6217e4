from .groups import admin as groups
from .invitations import admin as invitations
from .joining import admin as joining
from .terms import admin as terms

__all__ = ["groups", "invitations", "joining", "terms"]
