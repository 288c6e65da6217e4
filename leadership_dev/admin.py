from .programmes import admin as programmes

__all__ = ["programmes"]
