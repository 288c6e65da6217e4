from .news import admin as news
from .pages import admin as pages

__all__ = ["news", "pages"]
