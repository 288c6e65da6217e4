"""What this house tells the registers of the shared rooms."""

from ccpl_portal.strategy.registry import Row, Section, hangs
from ccpl_portal.ui import navigation
from ccpl_portal.ui.dates import day
from ccpl_portal.web.caching import register_public

from .news.models import NewsItem
from .pages.models import Page

register_public(Page, NewsItem)

navigation.add("News", "news:list", order=50)
navigation.add("About", "pages:about", order=60)
navigation.add("Accessibility statement", "pages:accessibility", order=10, menu="footer")
navigation.add("Contact us", "pages:contact", order=20, menu="footer")
navigation.add("Cookies", "pages:cookies", order=30, menu="footer")
navigation.add("Privacy", "pages:privacy", order=40, menu="footer")
navigation.add("Tell us what you think", "pages:contact", order=10, menu="feedback")

MOST = 5


@hangs
def pages_and_news_of(tag, user):
    pages = Page.objects.visible_to(user).published().originals().filter(tags=tag)
    news = NewsItem.objects.visible_to(user).published().filter(tags=tag).newest()
    yield Section(40, "Pages", [Row(page.title, page.get_absolute_url()) for page in pages[:MOST]])
    yield Section(
        50,
        "News",
        [Row(item.title, item.get_absolute_url(), day(item.published_at)) for item in news[:MOST]],
    )
