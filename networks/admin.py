from .groups import admin as groups
from .joining import admin as joining
from .terms import admin as terms

__all__ = ["groups", "joining", "terms"]
