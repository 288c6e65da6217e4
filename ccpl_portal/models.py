from .accounts.models import User

__all__ = ["User"]
