"""What this house tells the registers of the shared rooms."""

from django.urls import reverse

from ccpl_portal.search.audiences import MANAGER, PUBLIC
from ccpl_portal.search.registry import Finding, findable
from ccpl_portal.strategy.registry import Row, Section, hangs
from ccpl_portal.ui import navigation
from ccpl_portal.ui.dates import day
from ccpl_portal.web.caching import register_public
from networks.groups.panels import on_group_page
from networks.models import Group

from .follow import listening  # noqa: F401 - where followers stand elsewhere
from .news.models import NewsItem
from .pages import holding  # noqa: F401 - declares which pages a person answers for
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


@on_group_page
def news_of(group, user):
    news = NewsItem.objects.visible_to(user).published().filter(group=group).newest()
    rows = [
        Row(item.title, item.get_absolute_url(), day(item.published_at), item.is_example)
        for item in news[:3]
    ]
    if group.edits:
        rows.append(Row("Write news of this group", reverse("group_news:write", args=[group.slug])))
    yield Section(20, "Latest news", rows)


def describe_page(page):
    return Finding(
        title=page.title,
        summary=page.summary,
        body=page.plain_text,
        keywords=" ".join([page.language, *(tag.name for tag in page.tags.all())]),
        url=page.get_absolute_url(),
        audiences=[PUBLIC if page.is_published else MANAGER],
        is_example=page.is_example,
    )


def describe_news(item):
    return Finding(
        title=item.title,
        summary=item.summary,
        body=item.plain_text,
        keywords=" ".join([str(item.group or ""), *(tag.name for tag in item.tags.all())]),
        url=item.get_absolute_url(),
        audiences=readers_of(item),
        dated=item.published_at and item.published_at.date(),
        is_example=item.is_example,
    )


def readers_of(item):
    if not item.is_published:
        return [MANAGER]
    if item.group and item.group.is_hidden:
        return [MANAGER, f"group:{item.group.pk}"]
    return [PUBLIC]


findable(
    Page, kind="Page", describe=describe_page, fetch=lambda rows: rows.prefetch_related("tags")
)
findable(
    NewsItem,
    kind="News",
    describe=describe_news,
    fetch=lambda rows: rows.select_related("group").prefetch_related("tags"),
    also={Group: lambda group: group.news.all()},
)
