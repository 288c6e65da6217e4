import factory
from django.utils import timezone

from ccpl_portal.publishing.models import State
from comms.models import NewsItem, Page


class PageFactory(factory.django.DjangoModelFactory):
    """A published page in English."""

    class Meta:
        model = Page

    slug = factory.Sequence(lambda n: f"page-{n}")
    title = factory.Sequence(lambda n: f"Page {n}")
    body_html = "<p>What this page says.</p>"
    state = State.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


class DraftPageFactory(PageFactory):
    state = State.DRAFT
    published_at = None


class NewsItemFactory(factory.django.DjangoModelFactory):
    """A published piece of news."""

    class Meta:
        model = NewsItem

    slug = factory.Sequence(lambda n: f"news-{n}")
    title = factory.Sequence(lambda n: f"News {n}")
    body_html = "<p>What happened.</p>"
    state = State.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


class DraftNewsItemFactory(NewsItemFactory):
    state = State.DRAFT
    published_at = None
