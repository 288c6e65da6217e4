from .accounts.models import RoleGrant, User

__all__ = ["RoleGrant", "User"]
