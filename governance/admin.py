from .delivery import admin as delivery
from .meetings import admin as meetings

__all__ = ["delivery", "meetings"]
