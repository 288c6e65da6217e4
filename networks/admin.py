from .groups import admin as groups

__all__ = ["groups"]
