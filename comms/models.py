from .follow.models import Follow
from .news.models import NewsItem
from .pages.models import Page

__all__ = ["Follow", "NewsItem", "Page"]
