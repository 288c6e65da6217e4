from .news.models import NewsItem
from .pages.models import Page

__all__ = ["NewsItem", "Page"]
