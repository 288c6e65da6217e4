from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed

from ccpl_portal.ui import site

from .models import NewsItem


class NewsFeed(Feed):
    """What is published, for feed readers. The same for everybody, so no drafts ever."""

    feed_type = Atom1Feed
    link = reverse_lazy("news:list")
    feed_url = reverse_lazy("news:feed")

    def title(self):
        return f"News: {site.current().name}"

    def items(self):
        return NewsItem.objects.visible_to(AnonymousUser()).for_listing()[:30]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.updated_at
