from .groups import admin as groups
from .joining import admin as joining

__all__ = ["groups", "joining"]
